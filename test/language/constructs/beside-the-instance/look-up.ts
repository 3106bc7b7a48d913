import { rule, undetermined, violation } from "regoscript";
import { ServiceAccount } from "regoscript/kubernetes";
import { Thing } from "../../fixtures/thing.ts";

export default rule({
  id: "look-up",
  title: "`inventory.find(Kind, { namespace, name })`",
  severity: "low",
  input: Thing,
  evidence: [ServiceAccount],
  rationale: "The instances in Kubernetes objects of one name, `undefined` where `inventory.all` is: looked up by an index, or in Gatekeeper's cache by its keys, before anything is decoded. It is a list, since a run may have several such objects. Without a namespace it is `default`, as for an object that says none. The name is written out as an object (RS1001); a kind that is in no Kubernetes object has none (RS3019).",
  remediation: "",
  references: [],

  *check(thing, { inventory }) {
    const accounts = inventory.find(ServiceAccount, { namespace: thing.note, name: thing.name });
    if (accounts === undefined) yield undetermined(thing, `whether there is a service account ${thing.name} can't be told`, ServiceAccount);
    else if (accounts.length === 0) yield violation(thing, `there is no service account ${thing.name}`);
  },

  examples: {},
});
