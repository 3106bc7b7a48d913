#!/usr/bin/env node
// What a bundle says of all documents of a YAML file in one call, as programs that embed Regoscript ask.
import { readFileSync } from "node:fs";
import { loadAll } from "js-yaml";
import { built } from "./context.mjs";

const [bundle, file] = process.argv.slice(2);
const { loadBundle } = await built("evaluator/wasm.js");
const policies = await loadBundle(bundle);
console.log(JSON.stringify(policies.evaluate(loadAll(readFileSync(file, "utf8")))));
