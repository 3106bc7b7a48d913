import { rule, violation, yaml } from "regoscript";
import { allowsEverything, ownRules, Role, ruleAllowsAll } from "regoscript/kubernetes";

const resources: readonly string[] = [
  "mutatingwebhookconfigurations",
  "validatingwebhookconfigurations",
  "mutatingadmissionpolicies",
  "mutatingadmissionpolicybindings",
  "validatingadmissionpolicies",
  "validatingadmissionpolicybindings",
];

export default rule({
  id: "rbac-controls-admission",
  title: "Role that writes admission webhooks or policies",
  severity: "high",
  input: Role,
  parameters: { allowedRoles: [] as string[] },
  rationale:
    "A mutating webhook changes every later pod and Secret, and sees them; a validating one sees them, and stops what would stop an attacker. Who " +
    "writes their configurations is above every other rule of the cluster.",
  remediation: "Name the configurations that the controller owns with resourceNames.",
  references: [
    "https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/",
    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#control-admission-webhooks",
  ],

  *check(role, { parameters }) {
    if (parameters.allowedRoles.includes(role.metadata?.name ?? "")) return;
    for (const each of ownRules(role)) {
      if (allowsEverything(each)) continue;
      const written = resources.filter((resource) =>
        ["create", "update", "patch"].some((verb) =>
          ruleAllowsAll(each, verb, "admissionregistration.k8s.io", resource),
        ),
      );
      if (written.length > 0) yield violation(each, `allows to write ${written.join(", ")}`);
    }
  },

  examples: {
    webhooks: {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: injector}
        rules:
          - {apiGroups: [admissionregistration.k8s.io], resources: [mutatingwebhookconfigurations], verbs: [get, patch]}
        `,
      violations: [
        {
          message: "allows to write mutatingwebhookconfigurations",
          path: ["rules", 0],
          resource: "ClusterRole injector",
        },
      ],
    },
    "its own webhook": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: injector}
        rules:
          - {apiGroups: [admissionregistration.k8s.io], resources: [mutatingwebhookconfigurations], resourceNames: [injector], verbs: [get, patch]}
        `,
      violations: [],
    },
    reading: {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: audit}
        rules:
          - {apiGroups: [admissionregistration.k8s.io], resources: ["*"], verbs: [get, list]}
        `,
      violations: [],
    },
    "role that is allowed to": {
      parameters: { allowedRoles: ["operator"] },
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: operator}
        rules:
          - {apiGroups: [admissionregistration.k8s.io], resources: [validatingwebhookconfigurations], verbs: [update]}
        `,
      violations: [],
    },
  },
});
