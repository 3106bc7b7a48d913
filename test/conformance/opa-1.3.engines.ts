import { test } from "uvu";
import { opaEval } from "./engines.ts";
import { cases, compare } from "./suite.ts";

compare({
  name: "opa eval 1.3",
  ask: opaEval("opa-1.3"),
  forms: ["json", "yaml"],
  least: cases.length,
});
test.run();
