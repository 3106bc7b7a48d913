import { at, type Evidence, rule, violation, yaml } from "regoscript";
import { isBuiltIn, ownRules, type PolicyRule, Role, RoleBinding } from "regoscript/kubernetes";

const subjectKinds: readonly string[] = ["User", "Group", "ServiceAccount"];

/** Whether a rule is about objects by themselves; names do hold for subresources, such as `serviceaccounts/token`. */
function isAboutObjects(rule: Evidence<PolicyRule>): boolean {
  return rule.resources.some((resource) => resource !== "*" && !resource.includes("/"));
}

/** What requests, which have no name, a rule with names doesn't allow although it says so. */
function voidVerbs(rule: Evidence<PolicyRule>): string[] {
  if (rule.resourceNames.length === 0) return [];
  return [
    ...["create"].filter((verb) => rule.verbs.includes(verb) && isAboutObjects(rule)),
    ...["deletecollection"].filter((verb) => rule.verbs.includes(verb)),
  ];
}

export default rule({
  id: "ineffective-rbac",
  title: "Role or binding that gives less than it says",
  severity: "low",
  input: [Role, RoleBinding],
  parameters: { allowedObjects: [] as string[] },
  rationale:
    "RBAC compares texts: a pattern in a group's name, a subresource `*`, a kind that it doesn't know match nothing, and names don't hold for " +
    "requests without one. Nothing reports that. Whoever misses the right asks for a wider one, and whoever reads the role believes that it is " +
    "limited.",
  remediation:
    "Name subjects in full, with kind and namespace; list subresources; give create, list and watch in a rule of their own without resourceNames, or " +
    "list with the field selector metadata.name.",
  references: [
    "https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources",
    "https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-subjects",
    "https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/rbac/validation/validation.go",
    "https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/rbac/v1/evaluation_helpers.go",
  ],

  *check(object, { parameters }) {
    if (isBuiltIn(object.metadata) || parameters.allowedObjects.includes(object.metadata?.name ?? "")) return;

    if (object.kind === "Role" || object.kind === "ClusterRole") {
      for (const each of ownRules(object)) {
        if (each.apiGroups.length === 0 && each.resources.length > 0)
          yield violation(at(each, "apiGroups"), 'allows nothing without apiGroups; the core group is ""');
        for (const resource of each.resources) {
          if (resource.endsWith("/*"))
            yield violation(at(each, "resources"), `${resource} matches no resource: subresources have to be listed`);
        }
        const without = voidVerbs(each);
        if (without.length > 0)
          yield violation(
            at(each, "resourceNames"),
            `names don't allow ${without.join(", ")}: a request has a name there only if it is server-side apply`,
          );
        const lists = ["list", "watch"].filter((verb) => each.verbs.includes(verb));
        if (each.resourceNames.length > 0 && lists.length > 0)
          yield violation(
            at(each, "resourceNames"),
            `names allow ${lists.join(", ")} with the field selector metadata.name alone`,
          );
      }
    }

    if (object.kind !== "RoleBinding" && object.kind !== "ClusterRoleBinding") return;
    const kind = object.roleRef?.kind ?? "?";
    if (kind !== "ClusterRole" && (kind !== "Role" || object.kind === "ClusterRoleBinding"))
      yield violation(at(object, "roleRef"), `a ${object.kind} can't refer to a ${kind}`);
    for (const subject of object.subjects) {
      const name = subject.name ?? "?";
      if (!subjectKinds.includes(subject.kind ?? ""))
        yield violation(subject, `${subject.kind ?? "?"} is no kind of subjects`);
      const hasNamespace = subject.namespace !== undefined && subject.namespace !== "";
      if (subject.kind === "ServiceAccount" && object.kind === "ClusterRoleBinding" && !hasNamespace)
        yield violation(subject, `the service account ${name} has no namespace`);
      if (subject.kind !== "ServiceAccount" && name.includes("*"))
        yield violation(subject, `${name} is compared as it is: it is no pattern`);
    }
  },

  examples: {
    "subjects that match nobody": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: viewers}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
        subjects:
          - {kind: ServiceAccount, name: web}
          - {kind: serviceaccount, name: web, namespace: shop}
          - {kind: Group, apiGroup: rbac.authorization.k8s.io, name: "team-*"}
          - {kind: User, apiGroup: rbac.authorization.k8s.io, name: "system:serviceaccount:shop:*"}
          - {kind: Group, apiGroup: rbac.authorization.k8s.io, name: team-a}
        `,
      violations: [
        {
          message: "the service account web has no namespace",
          path: ["subjects", 0],
          resource: "ClusterRoleBinding viewers",
        },
        {
          message: "serviceaccount is no kind of subjects",
          path: ["subjects", 1],
          resource: "ClusterRoleBinding viewers",
        },
        {
          message: "team-* is compared as it is: it is no pattern",
          path: ["subjects", 2],
          resource: "ClusterRoleBinding viewers",
        },
        {
          message: "system:serviceaccount:shop:* is compared as it is: it is no pattern",
          path: ["subjects", 3],
          resource: "ClusterRoleBinding viewers",
        },
      ],
    },
    "a namespace's role for the cluster": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: viewers}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: viewer}
        subjects:
          - {kind: Group, apiGroup: rbac.authorization.k8s.io, name: team-a}
        `,
      violations: [
        {
          message: "a ClusterRoleBinding can't refer to a Role",
          path: ["roleRef"],
          resource: "ClusterRoleBinding viewers",
        },
      ],
    },
    "rules that allow less": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: leader, namespace: shop}
        rules:
          - {apiGroups: [coordination.k8s.io], resources: [leases], resourceNames: [leader], verbs: [get, create, deletecollection]}
          - {apiGroups: [""], resources: [secrets], resourceNames: [key], verbs: [get, list, watch]}
          - {apiGroups: [""], resources: [pods, "pods/*"], verbs: [get]}
          - {resources: [configmaps], verbs: [get]}
        `,
      violations: [
        {
          message:
            "names don't allow create, deletecollection: a request has a name there only if it is server-side apply",
          path: ["rules", 0, "resourceNames"],
          resource: "Role shop/leader",
        },
        {
          message: "names allow list, watch with the field selector metadata.name alone",
          path: ["rules", 1, "resourceNames"],
          resource: "Role shop/leader",
        },
        {
          message: "pods/* matches no resource: subresources have to be listed",
          path: ["rules", 2, "resources"],
          resource: "Role shop/leader",
        },
        {
          message: 'allows nothing without apiGroups; the core group is ""',
          path: ["rules", 3, "apiGroups"],
          resource: "Role shop/leader",
        },
      ],
    },
    "a binding that works": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: web, namespace: shop}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
        subjects:
          - {kind: ServiceAccount, name: web}
          - {kind: User, apiGroup: rbac.authorization.k8s.io, name: alice}
        `,
      violations: [],
    },
    "rules that work": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: worker}
        rules:
          - {apiGroups: [coordination.k8s.io], resources: [leases], verbs: [create]}
          - {apiGroups: [coordination.k8s.io], resources: [leases], resourceNames: [leader], verbs: [get, update]}
          - {apiGroups: [""], resources: [serviceaccounts/token], resourceNames: [web], verbs: [create]}
          - {apiGroups: [""], resources: ["*/scale", pods/exec], verbs: [get]}
          - {nonResourceURLs: [/metrics, /metrics/*], verbs: [get]}
        `,
      violations: [],
    },
    "roles that Kubernetes and EKS come with": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: eks:addon-manager}
        rules:
          - {apiGroups: [""], resources: [configmaps], resourceNames: [kube-proxy], verbs: [list]}
        `,
      violations: [],
    },
    "object that is allowed to": {
      parameters: { allowedObjects: ["agent"] },
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: agent, namespace: shop}
        rules:
          - {apiGroups: [""], resources: [configmaps], resourceNames: [agent], verbs: [get, list, watch]}
        `,
      violations: [],
    },
  },
});
