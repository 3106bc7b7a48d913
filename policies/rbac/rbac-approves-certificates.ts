import { rule, violation, yaml } from "regoscript";
import { allowsEverything, ownRules, type PolicyRule, Role, ruleAllows } from "regoscript/kubernetes";

const group = "certificates.k8s.io";

/** Signers whose certificates the API server takes of clients, by name and by the domain that they are of. */
const signers: readonly string[] = [
  "kubernetes.io/kube-apiserver-client",
  "kubernetes.io/kube-apiserver-client-kubelet",
  "kubernetes.io/*",
];

function allowsToUpdate(each: PolicyRule, resource: string): boolean {
  return ruleAllows(each, "update", group, resource) || ruleAllows(each, "patch", group, resource);
}

export default rule({
  id: "rbac-approves-certificates",
  title: "Role that approves client certificates",
  severity: "high",
  input: Role,
  parameters: { allowedRoles: [] as string[] },
  rationale:
    "Whoever approves certificate requests for the signer of client certificates, or signs for it, makes certificates for any user and group of " +
    "the API server but system:masters, valid until they expire: nothing revokes them.",
  remediation: "Name other signers with resourceNames, such as kubernetes.io/kubelet-serving.",
  references: [
    "https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/",
    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#csrs-and-certificate-issuing",
  ],

  *check(role, { parameters }) {
    if (parameters.allowedRoles.includes(role.metadata?.name ?? "")) return;
    const approves = ownRules(role).some((each) => allowsToUpdate(each, "certificatesigningrequests/approval"));
    const signs = ownRules(role).some((each) => allowsToUpdate(each, "certificatesigningrequests/status"));
    for (const each of ownRules(role)) {
      if (allowsEverything(each)) continue;
      const isForClients = each.resourceNames.length === 0 || each.resourceNames.some((name) => signers.includes(name));
      if (approves && isForClients && ruleAllows(each, "approve", group, "signers"))
        yield violation(each, "allows to approve certificates for clients of the API server");
      if (signs && isForClients && ruleAllows(each, "sign", group, "signers"))
        yield violation(each, "allows to sign certificates for clients of the API server");
    }
  },

  examples: {
    approval: {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: approver}
        rules:
          - {apiGroups: [certificates.k8s.io], resources: [certificatesigningrequests/approval], verbs: [update]}
          - {apiGroups: [certificates.k8s.io], resources: [signers], resourceNames: [kubernetes.io/kube-apiserver-client], verbs: [approve]}
        `,
      violations: [
        {
          message: "allows to approve certificates for clients of the API server",
          path: ["rules", 1],
          resource: "ClusterRole approver",
        },
      ],
    },
    "signing for every signer": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: signer}
        rules:
          - {apiGroups: [certificates.k8s.io], resources: [certificatesigningrequests/status], verbs: [patch]}
          - {apiGroups: [certificates.k8s.io], resources: [signers], verbs: [sign]}
        `,
      violations: [
        {
          message: "allows to sign certificates for clients of the API server",
          path: ["rules", 1],
          resource: "ClusterRole signer",
        },
      ],
    },
    "certificates of kubelets": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: approver}
        rules:
          - {apiGroups: [certificates.k8s.io], resources: [certificatesigningrequests/approval], verbs: [update]}
          - {apiGroups: [certificates.k8s.io], resources: [signers], resourceNames: [kubernetes.io/kubelet-serving], verbs: [approve]}
        `,
      violations: [],
    },
    "approval without a signer is void": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: approver}
        rules:
          - {apiGroups: [certificates.k8s.io], resources: [certificatesigningrequests/approval], verbs: [update]}
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
          - {apiGroups: [certificates.k8s.io], resources: [certificatesigningrequests/approval, signers], verbs: [update, approve]}
        `,
      violations: [],
    },
  },
});
