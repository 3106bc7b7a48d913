import { test } from "uvu";
import { isAvailable } from "./available.ts";
import { opaEval } from "./engines.ts";
import { cases, compare } from "./suite.ts";

compare({
  name: "opa eval 1.3",
  needs: "opa-1.3",
  ask: opaEval("opa-1.3"),
  forms: ["json", "yaml"],
  least: cases.length,
});
test("is asked unless Go is missing", () => void isAvailable("opa-1.3"));
test.run();
