import { rule, violation } from "regoscript";
import { Thing } from "../../language/fixtures/thing.ts";

export default rule({
  id: "rs1023",
  title: "Remedy",
  severity: "low",
  input: Thing,
  rationale: "",
  remediation: "",
  references: [],
  *check(thing) {
    const names = ["first"];
    const others = [...names];
    names.push(thing.name);
    yield violation(thing, `${others.join(", ")}; ${names.join(", ")}`);
  },
  examples: {},
});
