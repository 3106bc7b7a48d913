import { inputKind, instance, type Located, member, type Raw, rule, text, violation, walk } from "regoscript";

interface Policy extends Located {
  statement: Raw;
}

const Policy = inputKind<Policy>({
  id: "policy-of-rs1010",
  title: "policy",
  recognises: ["an object of kind Policy"],
  kubernetes: [],
  *find(document) {
    if (text(member(document, "kind")) === "Policy") yield instance<Policy>(document, "Policy");
  },
});

export default rule({
  id: "rs1010",
  title: "Remedy",
  severity: "low",
  input: Policy,
  rationale: "",
  remediation: "",
  references: [],
  *check(policy) {
    for (const value of walk(policy.statement)) {
      if (text(value) === "*") yield violation(value, "a wildcard, however deep");
    }
  },
  examples: {},
});
