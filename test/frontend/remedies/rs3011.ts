import { decision, sorted } from "regoscript";
import { Thing } from "../../language/fixtures/thing.ts";

export default decision({
  id: "rs3011",
  title: "Remedy",
  input: Thing,
  description: "",
  references: [],
  decide(thing): string[] {
    return sorted(thing.tags);
  },
  examples: {},
});
