import { rule, undetermined, violation, yaml } from "regoscript";
import { ServiceAccount, Workload } from "regoscript/kubernetes";

const pod = yaml`
  apiVersion: v1
  kind: Pod
  metadata: { name: web }
  spec: { serviceAccountName: reader, containers: [] }
`;

export default rule({
  id: "missing-service-account",
  title: "Workload uses a service account that nothing declares, looked up by name",
  severity: "high",
  input: Workload,
  evidence: [ServiceAccount],
  rationale: "The pod is never created.",
  remediation: "Declare the service account in the same namespace.",
  references: ["https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/"],

  *check({ spec, metadata }, { inventory }) {
    const name = spec.serviceAccountName ?? "default";
    const accounts = inventory.find(ServiceAccount, { namespace: metadata?.namespace, name });
    if (accounts === undefined) yield undetermined(spec, `whether there is ${name}`, ServiceAccount);
    else if (accounts.length === 0) yield violation(spec, `no service account ${name}`);
    for (const account of accounts ?? [])
      yield violation(
        spec,
        `${account.metadata?.namespace ?? "?"}/${name} mounts: ${account.automountServiceAccountToken ?? "?"}`,
      );
  },

  examples: {
    "without evidence": {
      document: pod,
      violations: [],
      undetermined: [
        { message: "whether there is reader", path: ["spec"], resource: "Pod web", missing: "service-account" },
      ],
    },
    "declared without a namespace": {
      document: pod,
      inventory: [yaml`{ apiVersion: v1, kind: ServiceAccount, metadata: { name: reader } }`],
      violations: [{ message: "?/reader mounts: ?", path: ["spec"], resource: "Pod web" }],
    },
    "declared in another namespace": {
      document: pod,
      inventory: [yaml`{ apiVersion: v1, kind: ServiceAccount, metadata: { name: reader, namespace: shop } }`],
      violations: [{ message: "no service account reader", path: ["spec"], resource: "Pod web" }],
    },
  },
});
