import { type Evidence, rule, undetermined, violation } from "regoscript";
import { type Metadata, ServiceAccount } from "regoscript/kubernetes";
import { Thing } from "../../fixtures/thing.ts";

/** Whether what one of the run's documents says of itself names a namespace. */
function isIn(metadata: Evidence<Metadata> | undefined, namespace: string): boolean {
  return (metadata?.namespace ?? "default") === namespace;
}

/** The accounts of a namespace that mount their token. */
function mounting(accounts: readonly Evidence<ServiceAccount>[], namespace: string): readonly Evidence<ServiceAccount>[] {
  return accounts.filter(
    (account) => isIn(account.metadata, namespace) && account.automountServiceAccountToken !== false,
  );
}

export default rule({
  id: "evidence-type",
  title: "`Evidence<Shape>`",
  severity: "low",
  input: Thing,
  evidence: [ServiceAccount],
  rationale: "The type of what `inventory.all` gives, and of the parts of it, for helpers that take or give them: the interface's fields without a place, so that no violation can point into another document. A node of the document at hand may be given where evidence is asked for (it has the place too); the other way round TypeScript refuses it (RS4001).",
  remediation: "",
  references: [],

  *check(thing, { inventory }) {
    const accounts = inventory.all(ServiceAccount);
    if (accounts === undefined) {
      yield undetermined(thing, "no service accounts were given", ServiceAccount);
      return;
    }
    const names = mounting(accounts, thing.name).map((account) => account.metadata?.name ?? "?");
    if (names.length > 0) yield violation(thing, `in ${thing.name} ${names.join(", ")} mount a token`);
  },

  examples: {},
});
