import { inputKind, instance, type Located, rule, violation } from "regoscript";

interface Thing extends Located {
  a?: string;
}

export const thing = inputKind<Thing>({
  id: "thing",
  title: "thing",
  recognises: ["anything"],
  kubernetes: [],
  *find(document) {
    yield instance(document, "it");
  },
});

export default rule({
  id: "refused-rule",
  title: "Has two things that the policy language lacks",
  severity: "low",
  input: thing,
  rationale: "None.",
  remediation: "None.",
  references: [],
  *check(instance) {
    var wrong = "x";
    if (instance.a == wrong) yield violation(instance, "a");
  },
  examples: {},
});
