import { test } from "uvu";
import { regorus } from "./engines.ts";
import { cases, compare } from "./suite.ts";

compare({ name: "regorus", ask: regorus("regorus-0.14"), forms: ["json"], least: cases.length });
test.run();
