import { decision } from "regoscript";
import { Thing } from "../../fixtures/thing.ts";

interface SizeClass {
  readonly name: string;
  readonly heavy: readonly string[];
}

export default decision({
  id: "size-class",
  title: "`decision`",
  input: Thing,
  description: "A value for each instance instead of violations: plain data of the declared type (RS3011). It has the same context as a rule.",
  references: [],

  decide(thing): SizeClass {
    const heavy = thing.parts.filter((part) => part.weight > 10).map((part) => part.id);
    return { name: thing.size > 50 ? "large" : "small", heavy };
  },

  examples: {},
});
