import { at, rule, violation, yaml } from "regoscript";
import { isGivenServiceAccount, serviceAccountOf, Workload } from "regoscript/kubernetes";

export default rule({
  id: "default-service-account",
  title: "Workload runs as the default service account",
  severity: "medium",
  input: Workload,
  parameters: { allowedNamespaces: [] as string[] },
  rationale:
    "Every pod of a namespace that names no service account shares `default`. An IAM role or RBAC right that one of them gets, all get, and " +
    "neither IRSA nor Pod Identity can tell them apart.",
  remediation: "Create a service account for the workload and name it in serviceAccountName.",
  references: [
    "https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/",
    "https://aws.github.io/aws-eks-best-practices/security/docs/iam/#use-dedicated-service-accounts-for-each-application",
  ],

  *check(workload, { parameters }) {
    const namespace = workload.metadata?.namespace ?? "default";
    if (parameters.allowedNamespaces.includes(namespace)) return;
    for (const template of workload.spec.templates) {
      if (template.serviceAccountName === "default")
        yield violation(
          at(template, "serviceAccountName"),
          "the template's pod runs as the service account default of its namespace",
        );
    }
    if (serviceAccountOf(workload.spec) === "default" && !isGivenServiceAccount(workload)) {
      yield violation(
        at(workload.spec, "serviceAccountName"),
        "the pod runs as the service account default of its namespace",
      );
    }
  },

  examples: {
    "a static pod as the API server shows it": {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata:
          name: kube-proxy-ip-10-0-0-1
          namespace: kube-system
          annotations: {kubernetes.io/config.mirror: 5f4dcc3b5aa765d61d8327deb882cf99}
          ownerReferences: [{apiVersion: v1, kind: Node, name: ip-10-0-0-1, controller: true, uid: a}]
        spec: {containers: [{name: kube-proxy, image: kube-proxy:1}]}
        `,
      violations: [],
    },
    "no service account named": {
      document: yaml`
        apiVersion: apps/v1
        kind: StatefulSet
        metadata:
          name: db
          namespace: shop
        spec:
          serviceName: db
          selector: {matchLabels: {app: db}}
          template:
            metadata: {labels: {app: db}}
            spec:
              containers:
                - name: db
                  image: db:1
        `,
      violations: [
        {
          message: "the pod runs as the service account default of its namespace",
          path: ["spec", "template", "spec", "serviceAccountName"],
          resource: "StatefulSet shop/db",
        },
      ],
    },
    "default written out": {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          serviceAccountName: default
          containers: [{ name: web, image: web:1 }]
        `,
      violations: [
        {
          message: "the pod runs as the service account default of its namespace",
          path: ["spec", "serviceAccountName"],
          resource: "Pod web",
        },
      ],
    },
    "own service account": {
      document: yaml`
        apiVersion: apps/v1
        kind: DaemonSet
        metadata:
          name: agent
          namespace: shop
        spec:
          selector: {matchLabels: {app: agent}}
          template:
            metadata: {labels: {app: agent}}
            spec:
              serviceAccountName: agent
              containers:
                - name: agent
                  image: agent:1
        `,
      violations: [],
    },
    "former name of the field": {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          serviceAccountName: ""
          serviceAccount: web
          containers: [{ name: web, image: web:1 }]
        `,
      violations: [],
    },
    "allowed namespace": {
      parameters: { allowedNamespaces: ["sandbox"] },
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          namespace: sandbox
        spec:
          containers: [{ name: web, image: web:1 }]
        `,
      violations: [],
    },
  },
});
