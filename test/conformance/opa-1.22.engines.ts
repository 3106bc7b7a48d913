import { test } from "uvu";
import { opaEval } from "./engines.ts";
import { cases, compare } from "./suite.ts";

compare({
  name: "opa eval 1.22",
  ask: opaEval("opa-1.22"),
  forms: ["json", "yaml"],
  least: cases.length,
});
test.run();
