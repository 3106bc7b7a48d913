import { rule, undetermined, violation, yaml } from "regoscript";
import { ServiceAccount, Workload } from "regoscript/kubernetes";

const pod = yaml`
  apiVersion: v1
  kind: Pod
  metadata: { name: web, namespace: shop }
  spec:
    serviceAccountName: reader
    containers: [{ name: web }]
`;

const reader = yaml`
  apiVersion: v1
  kind: ServiceAccount
  metadata: { name: reader, namespace: shop }
`;

const elsewhere = yaml`
  apiVersion: v1
  kind: ServiceAccount
  metadata: { name: reader, namespace: other }
`;

export default rule({
  id: "unknown-service-account",
  title: "Workload uses a service account that nothing declares",
  severity: "high",
  input: Workload,
  evidence: [ServiceAccount],
  rationale: "The pod is never created.",
  remediation: "Declare the service account in the same namespace.",
  references: ["https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/"],

  *check(workload, { inventory }) {
    const wanted = workload.spec.serviceAccountName ?? "default";
    if (wanted === "default") return;
    const accounts = inventory.all(ServiceAccount);
    if (accounts === undefined) {
      yield undetermined(workload.spec, `whether the service account ${wanted} exists`, ServiceAccount);
      return;
    }
    const here = accounts.filter(
      ({ metadata }) => (metadata?.namespace ?? "default") === (workload.metadata?.namespace ?? "default"),
    );
    if (!here.some(({ metadata }) => metadata?.name === wanted)) {
      yield violation(
        workload.spec,
        `no service account ${wanted} among ${here.map(({ metadata }) => metadata?.name ?? "?").join(", ")}`,
      );
    }
  },

  examples: {
    "without evidence": {
      document: pod,
      violations: [],
      undetermined: [
        {
          message: "whether the service account reader exists",
          path: ["spec"],
          resource: "Pod shop/web",
          missing: "service-account",
        },
      ],
    },
    "declared in the namespace": { document: pod, inventory: [elsewhere, reader], violations: [] },
    "declared in another namespace": {
      document: pod,
      inventory: [elsewhere],
      violations: [{ message: "no service account reader among ", path: ["spec"], resource: "Pod shop/web" }],
    },
    "one of several others": {
      document: pod,
      inventory: [
        yaml`
          apiVersion: v1
          kind: List
          items:
            - { apiVersion: v1, kind: ServiceAccount, metadata: { name: writer, namespace: shop } }
            - { apiVersion: v1, kind: ServiceAccount, metadata: { name: auditor, namespace: shop } }
        `,
      ],
      violations: [
        { message: "no service account reader among auditor, writer", path: ["spec"], resource: "Pod shop/web" },
      ],
    },
  },
});
