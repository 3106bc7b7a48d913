import { type Inventory, rule, violation, yaml } from "regoscript";
import { Workload } from "regoscript/kubernetes";

/** The workloads that use each service account, by namespace and name. */
function workloadsByAccount(inventory: Inventory): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { kind, metadata, spec } of inventory.all(Workload) ?? []) {
    const key = keyOf(metadata?.namespace, spec.serviceAccountName);
    const list = found.get(key);
    if (list === undefined) found.set(key, [`${kind} ${metadata?.name ?? "?"}`]);
    else list.push(`${kind} ${metadata?.name ?? "?"}`);
  }
  return found;
}

function keyOf(namespace: string | undefined, account: string | undefined): string {
  return `${namespace ?? "default"}/${account ?? "default"}`;
}

export default rule({
  id: "crowded-service-account",
  title: "Service account is used by several workloads",
  severity: "low",
  input: Workload,
  evidence: [Workload],
  rationale: "What one of them may do, all may.",
  remediation: "Give each workload a service account of its own.",
  references: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/"],

  *check(workload, { inventory }) {
    const users = inventory
      .once(workloadsByAccount)
      .get(keyOf(workload.metadata?.namespace, workload.spec.serviceAccountName));
    if (users !== undefined && users.length > 1) yield violation(workload, `used by ${users.join(", ")}`);
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
      violations: [{ message: "used by Job nightly, Pod web", path: [], resource: "Pod shop/web" }],
    },
  },
});
