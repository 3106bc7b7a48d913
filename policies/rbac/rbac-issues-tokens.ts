import { rule, violation, yaml } from "regoscript";
import { allowsEverything, ownRules, Role, ruleAllowsAll } from "regoscript/kubernetes";

export default rule({
  id: "rbac-issues-tokens",
  title: "Role that issues tokens of service accounts",
  severity: "high",
  input: Role,
  parameters: { allowedRoles: [] as string[] },
  rationale:
    "Whoever creates serviceaccounts/token has a token of any service account in the namespace, for any audience: also for sts.amazonaws.com, and " +
    "so the IAM role of IRSA from anywhere. Creating a Secret of type kubernetes.io/service-account-token and reading it gives the same.",
  remediation:
    "Leave tokens to the kubelet and the token volumes of pods; name the accounts with resourceNames where a controller must issue them.",
  references: [
    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#token-request",
    "https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html",
  ],

  *check(role, { parameters }) {
    if (parameters.allowedRoles.includes(role.metadata?.name ?? "")) return;
    const readsSecrets = ownRules(role).some((each) =>
      ["get", "list", "watch"].some((verb) => ruleAllowsAll(each, verb, "", "secrets")),
    );
    for (const each of ownRules(role)) {
      if (allowsEverything(each)) continue;
      if (ruleAllowsAll(each, "create", "", "serviceaccounts/token"))
        yield violation(each, "allows to create tokens of every service account");
      if (role.kind === "ClusterRole" && readsSecrets && ruleAllowsAll(each, "create", "", "secrets"))
        yield violation(each, "allows to create Secrets, and so tokens, that it reads");
    }
  },

  examples: {
    tokens: {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: issuer, namespace: shop}
        rules:
          - {apiGroups: [""], resources: [serviceaccounts/token], verbs: [create]}
        `,
      violations: [
        {
          message: "allows to create tokens of every service account",
          path: ["rules", 0],
          resource: "Role shop/issuer",
        },
      ],
    },
    "Secrets of all namespaces": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: sync}
        rules:
          - {apiGroups: [""], resources: [secrets], verbs: [create, update]}
          - {apiGroups: [""], resources: [secrets], verbs: [get]}
        `,
      violations: [
        {
          message: "allows to create Secrets, and so tokens, that it reads",
          path: ["rules", 0],
          resource: "ClusterRole sync",
        },
      ],
    },
    "tokens of one account": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: issuer, namespace: shop}
        rules:
          - {apiGroups: [""], resources: [serviceaccounts/token], resourceNames: [web], verbs: [create]}
        `,
      violations: [],
    },
    "Secrets that it can't read": {
      document: yaml`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: writer}
        rules:
          - {apiGroups: [""], resources: [secrets], verbs: [create]}
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
          - {apiGroups: [""], resources: [serviceaccounts/token], verbs: [create]}
        `,
      violations: [],
    },
  },
});
