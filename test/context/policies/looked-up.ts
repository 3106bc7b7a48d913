import { type Evidence, rule, violation, yaml } from "regoscript";
import { type Metadata, ServiceAccount, Workload } from "regoscript/kubernetes";

interface Named {
  readonly metadata?: Evidence<Metadata>;
}

const pod = yaml`
  apiVersion: v1
  kind: Pod
  metadata: { name: a }
  spec: { serviceAccountName: b, containers: [] }
`;

/** What can be told of some of the run's objects. */
function described(objects: readonly Named[] | undefined): string {
  return (objects ?? [])
    .map(({ metadata }) => `${metadata?.namespace ?? ""}/${metadata?.name ?? ""} ${metadata?.labels["n"] ?? ""}`)
    .join(", ");
}

function isNamed({ metadata }: Named, namespace: string, name: string): boolean {
  return metadata?.name === name && (metadata.namespace ?? "default") === namespace;
}

export default rule({
  id: "looked-up",
  title: "What is looked up by name, and that it is what a look at all of them gives",
  severity: "low",
  input: Workload,
  evidence: [ServiceAccount],
  rationale: "A look-up by name is all instances, filtered.",
  remediation: "None.",
  references: [],

  *check(workload, { inventory }) {
    const accounts = inventory.all(ServiceAccount);
    const workloads = inventory.all(Workload);
    for (const namespace of ["default", "shop", ""]) {
      for (const name of ["a", "ü", "constructor", workload.spec.serviceAccountName ?? ""]) {
        const ofAccounts = inventory.find(ServiceAccount, { namespace, name });
        const ofWorkloads = inventory.find(Workload, { name, namespace });
        const found = `${described(ofAccounts)}; ${described(ofWorkloads)}`;
        const expected = `${described(accounts?.filter((one) => isNamed(one, namespace, name)))}; ${described(
          workloads?.filter((one) => isNamed(one, namespace, name)),
        )}`;
        if (found !== expected) yield violation(workload, `differs: ${found}, not ${expected}`);
        if (found !== "; ") yield violation(workload, `${namespace} ${name}: ${found}`);
      }
    }
    if ((accounts === undefined) !== (inventory.find(ServiceAccount, { name: "" }) === undefined))
      yield violation(workload, "differs: only one of them has evidence");
    if (
      described(inventory.find(Workload, { name: "a" })) !==
      described(inventory.find(Workload, { namespace: undefined, name: "a" }))
    )
      yield violation(workload, "differs: a namespace that is undefined isn't one that isn't given");
  },

  examples: {
    itself: {
      document: pod,
      violations: [{ message: "default a: ; /a ", path: [], resource: "Pod a" }],
    },
    "with its account": {
      document: pod,
      inventory: [yaml`{ apiVersion: v1, kind: ServiceAccount, metadata: { name: b, namespace: default } }`],
      violations: [
        { message: "default a: ; /a ", path: [], resource: "Pod a" },
        { message: "default b: default/b ; ", path: [], resource: "Pod a" },
      ],
    },
  },
});
