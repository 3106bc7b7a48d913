import { rule, violation } from "regoscript";
import { Thing } from "../../language/fixtures/thing.ts";

interface Counter {
  readonly name: string;
  readonly count: number;
}

function counted(counter: Counter): Counter {
  return { ...counter, count: counter.count + 1 };
}

export default rule({
  id: "rs1005",
  title: "Remedy",
  severity: "low",
  input: Thing,
  rationale: "",
  remediation: "",
  references: [],
  *check(thing) {
    const counter = counted({ name: thing.name, count: 0 });
    yield violation(thing, `${counter.name} ${counter.count}`);
  },
  examples: {},
});
