import { inputKind, instance, type Located, member, rule, text, violation } from "regoscript";

interface Anything extends Located {
  kind: string;
}

const Anything = inputKind<Anything>({
  id: "anything",
  title: "object of any kind",
  recognises: ["every Kubernetes object"],
  kubernetes: [{ groups: [""], kinds: ["ConfigMap", "Secret"] }],
  *find(document) {
    if (text(member(document, "kind")) !== undefined) yield instance<Anything>(document, "object");
  },
});

export default rule({
  id: "rs3018",
  title: "Remedy",
  severity: "low",
  input: Anything,
  rationale: "",
  remediation: "",
  references: [],
  *check(object, { inventory }) {
    if ((inventory.all(Anything)?.length ?? 0) > 1) yield violation(object, "x");
  },
  examples: {},
});
