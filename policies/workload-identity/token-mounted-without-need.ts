import { at, rule, violation, yaml } from "regoscript";
import { TokenAutomount } from "regoscript/kubernetes";

export default rule({
  id: "token-mounted-without-need",
  title: "Token for the API that is mounted into pods",
  severity: "low",
  input: TokenAutomount,
  // Service accounts as namespace/name. With unsetCounts also what says nothing is found.
  parameters: {
    unsetCounts: false,
    allowedNamespaces: ["kube-system"] as string[],
    allowedServiceAccounts: [] as string[],
  },
  rationale:
    "The token in a pod is its service account: who breaks into the pod asks the API for what everybody may, and for what is bound to the account " +
    "later. Most workloads never call the API, and IRSA and Pod Identity have token volumes of their own, which this doesn't touch.",
  remediation:
    "Set automountServiceAccountToken: false at the service account, and true only in the pods that call the API; name their accounts in the parameter.",
  references: [
    "https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting",
    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#hardening",
  ],

  *check(place, { parameters }) {
    const { kind, metadata, mounting } = place;
    const namespace = metadata?.namespace ?? "default";
    const named = mounting.serviceAccountName || mounting.serviceAccount;
    const account = kind === "ServiceAccount" ? (metadata?.name ?? "?") : named || "default";
    if (parameters.allowedNamespaces.includes(namespace)) return;
    if (parameters.allowedServiceAccounts.includes(`${namespace}/${account}`)) return;
    const mounts = mounting.automountServiceAccountToken;
    if (mounts === true)
      yield violation(at(mounting, "automountServiceAccountToken"), `mounts a token of the service account ${account}`);
    if (mounts === undefined && parameters.unsetCounts)
      yield violation(place, `doesn't say that no token of the service account ${account} is mounted`);
  },

  examples: {
    "a pod that asks for it": {
      document: yaml`
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: shop}
        spec:
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              serviceAccountName: web
              automountServiceAccountToken: true
              containers: [{name: web, image: web:1}]
        `,
      violations: [
        {
          message: "mounts a token of the service account web",
          path: ["spec", "template", "spec", "automountServiceAccountToken"],
          resource: "Deployment shop/web",
        },
      ],
    },
    "a service account that asks for it": {
      document: yaml`
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: web, namespace: shop}
        automountServiceAccountToken: true
        `,
      violations: [
        {
          message: "mounts a token of the service account web",
          path: ["automountServiceAccountToken"],
          resource: "ServiceAccount shop/web",
        },
      ],
    },
    "a workflow": {
      document: yaml`
        apiVersion: argoproj.io/v1alpha1
        kind: Workflow
        metadata: {name: report, namespace: shop}
        spec:
          automountServiceAccountToken: true
          templates: [{name: a, container: {image: report:1}}]
        `,
      violations: [
        {
          message: "mounts a token of the service account default",
          path: ["spec", "automountServiceAccountToken"],
          resource: "Workflow shop/report",
        },
      ],
    },
    "nothing said, which counts": {
      parameters: { unsetCounts: true },
      document: yaml`
        apiVersion: v1
        kind: List
        items:
          - apiVersion: v1
            kind: ServiceAccount
            metadata: {name: web, namespace: shop}
          - apiVersion: v1
            kind: Pod
            metadata: {name: web, namespace: shop}
            spec: {serviceAccountName: web, containers: [{name: web, image: web:1}]}
        `,
      violations: [
        {
          message: "doesn't say that no token of the service account web is mounted",
          path: ["items", 0],
          resource: "ServiceAccount shop/web",
        },
        {
          message: "doesn't say that no token of the service account web is mounted",
          path: ["items", 1],
          resource: "Pod shop/web",
        },
      ],
    },
    "nothing said": {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec: {serviceAccountName: web, containers: [{name: web, image: web:1}]}
        `,
      violations: [],
    },
    "no token, whatever counts": {
      parameters: { unsetCounts: true },
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          serviceAccountName: web
          automountServiceAccountToken: false
          containers: [{name: web, image: web:1}]
        `,
      violations: [],
    },
    "the token volume of IRSA": {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          serviceAccountName: web
          automountServiceAccountToken: false
          containers: [{name: web, image: web:1}]
          volumes:
            - name: aws-iam-token
              projected: {sources: [{serviceAccountToken: {audience: sts.amazonaws.com, path: token}}]}
        `,
      violations: [],
    },
    "agents of the cluster, and an account that needs it": {
      parameters: { allowedServiceAccounts: ["shop/operator"] },
      document: yaml`
        apiVersion: v1
        kind: List
        items:
          - apiVersion: v1
            kind: ServiceAccount
            metadata: {name: aws-node, namespace: kube-system}
            automountServiceAccountToken: true
          - apiVersion: v1
            kind: Pod
            metadata: {name: operator, namespace: shop}
            spec:
              serviceAccount: operator
              automountServiceAccountToken: true
              containers: [{name: operator, image: operator:1}]
        `,
      violations: [],
    },
  },
});
