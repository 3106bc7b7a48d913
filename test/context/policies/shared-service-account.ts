import { rule, violation, yaml } from "regoscript";
import { Workload } from "regoscript/kubernetes";

export default rule({
  id: "shared-service-account",
  title: "Workloads share a service account",
  severity: "low",
  input: Workload,
  rationale: "What one of them may do, all may.",
  remediation: "Give each workload a service account of its own.",
  references: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/"],

  *check(workload, context) {
    const own = workload.spec.serviceAccountName;
    if (own === undefined) return;
    const workloads = context.inventory.all(Workload) ?? [];
    const sharing = workloads.filter(
      (other) => other.metadata?.namespace === workload.metadata?.namespace && other.spec.serviceAccountName === own,
    );
    if (sharing.length < 2) return;
    yield violation(
      workload,
      `${sharing.length} workloads use ${own}: ${sharing.map(({ kind, metadata }) => `${kind} ${metadata?.name ?? "?"}`).join(", ")}`,
    );
  },

  examples: {
    alone: {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web, namespace: shop }
        spec: { serviceAccountName: web, containers: [] }
      `,
      violations: [],
    },
    "with another of the run": {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web, namespace: shop }
        spec: { serviceAccountName: web, containers: [] }
      `,
      inventory: [
        yaml`
          apiVersion: batch/v1
          kind: Job
          metadata: { name: nightly, namespace: shop }
          spec: { template: { spec: { serviceAccountName: web, containers: [] } } }
        `,
      ],
      violations: [{ message: "2 workloads use web: Job nightly, Pod web", path: [], resource: "Pod shop/web" }],
    },
  },
});
