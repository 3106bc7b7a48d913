#!/usr/bin/env node
// Measures how fast Regoscript is against the goals: ratios of CPU time, measured in pairs in turn, the median with the
// least and the greatest; growth as exponents. Needs a build (`npm install`); rows of engines that
// `npm run test:engines` hasn't built say so.
//
//   npm run bench [-- --only NAME… --json FILE --compare FILE --pairs 5 --size 1]
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Context } from "./bench/context.mjs";
import { shown, table } from "./bench/table.mjs";
import { project } from "./suites.mjs";

/** Each is a module of scripts/bench that gives rows. */
const families = [
  ...["check", "growth", "start", "memory", "compile"],
  ...["rego", "conftest", "gatekeeper", "cross-document", "checkov"],
];

const { values } = parseArgs({
  options: {
    only: { type: "string", multiple: true, default: families },
    json: { type: "string" },
    compare: { type: "string" },
    pairs: { type: "string", default: "5" },
    size: { type: "string", default: "1" },
  },
});
const [size, count] = [Number(values.size), Number(values.pairs)];
const unknown = values.only.find((name) => !families.includes(name));
if (unknown !== undefined || !(size > 0) || !(Number.isInteger(count) && count > 0)) {
  console.error(
    unknown === undefined
      ? "--size is a number above 0, --pairs a whole one"
      : `there is nothing to measure called ${unknown}; there is ${families.join(", ")}`,
  );
  process.exit(2);
}

// Before anything is measured, so that a file that can't be read doesn't come as a surprise.
const earlier = values.compare === undefined ? undefined : readRows(values.compare);
process.chdir(project);
const folder = mkdtempSync(join(tmpdir(), "regoscript-bench-"));
const rows = [];
try {
  const context = new Context({ folder, size, count });
  for (const name of families.filter((family) => values.only.includes(family))) {
    try {
      const family = await import(`./bench/${name}.mjs`);
      for await (const row of family.rows(context)) {
        rows.push({ family: name, ...row });
        // A run takes a while, and may be ended before.
        console.error(shown(row));
      }
    } catch (error) {
      // What has been measured is worth something all the same.
      console.error(error);
      rows.push({ family: name, what: name, unit: "", note: `failed: ${error.message.split("\n")[0]}` });
      process.exitCode = 1;
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(table(rows, earlier));
if (values.json !== undefined)
  writeFileSync(
    values.json,
    `${JSON.stringify({ version: 1, node: process.version, size, count, rows }, undefined, 2)}\n`,
  );

function readRows(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).rows;
  } catch (error) {
    console.error(`${file} can't be compared with: ${error.message}`);
    process.exit(2);
  }
}
