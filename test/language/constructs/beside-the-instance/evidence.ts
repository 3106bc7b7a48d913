import { rule, undetermined, violation } from "regoscript";
import { ServiceAccount } from "regoscript/kubernetes";
import { Thing } from "../../fixtures/thing.ts";

export default rule({
  id: "evidence",
  title: "`inventory.all(Kind)` and `undetermined`",
  severity: "low",
  input: Thing,
  evidence: [ServiceAccount],
  rationale: "All instances of an input kind in the run, `undefined` where the run has no document that says anything of them. The kind is named in `evidence` (RS3010). What it gives has no place in the document at hand: a helper takes it as `Evidence<ServiceAccount>`.",
  remediation: "",
  references: [],

  *check(thing, { inventory }) {
    const accounts = inventory.all(ServiceAccount);
    if (accounts === undefined) {
      yield undetermined(thing, `whether there is a service account ${thing.name} can't be told`, ServiceAccount);
      return;
    }
    if (!accounts.some((account) => account.metadata?.name === thing.name)) yield violation(thing, `there is no service account ${thing.name}`);
  },

  examples: {},
});
