#!/usr/bin/env node
// Runs the suites that make random input with fresh seeds, round after round until the time is over; each suite at
// least once, with all its input or a share of it. A failure names the seed and the command that runs it again.
//
//   node scripts/random.mjs [PART OF A FILE NAME…] [--seconds 180] [--share 1] [--seed N] [--rounds N]
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { isReady, readEngines } from "./engines.mjs";
import { atOnce, lineOf, project, runSuites, suitesBelow } from "./suites.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: "string", default: "180" },
    share: { type: "string", default: "1" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    rounds: { type: "string", default: "1000" },
    root: { type: "string", default: join(project, "test") },
  },
});

const engines = readEngines().every(isReady);
if (!engines) console.log("the real engines aren't all built, so random programs don't go through them");
const suites = [".test.ts", ...(engines ? [".engines.ts"] : [])]
  .flatMap((suffix) => suitesBelow(values.root, suffix))
  .filter((file) => /\bseedOf\(/.test(readFileSync(join(project, file), "utf8")))
  .filter((file) => positionals.length === 0 || positionals.some((part) => file.includes(part)));

const started = Date.now();
const timeOver = () => Date.now() - started > Number(values.seconds) * 1000;
const runs = suites.length === 0 ? 0 : Number(values.rounds);
const total = { runs: 0, passed: 0, failed: suites.length === 0 ? 1 : 0 };
for (let round = 0; round < runs && (round === 0 || !timeOver()); round++) {
  const seed = Number(values.seed) + round;
  await atOnce(suites, availableParallelism(), async (file) => {
    if (round > 0 && timeOver()) return;
    const options = {
      timeout: 1800,
      environment: { REGOSCRIPT_TEST_SEED: String(seed), REGOSCRIPT_TEST_SHARE: values.share },
    };
    await runSuites([file], options, (result) => {
      total.runs++;
      total.passed += result.passed;
      total.failed += result.failed;
      console.log(`seed ${seed}: ${lineOf(result)}`);
      if (result.failed === 0) return;
      console.log(result.output.trimEnd().replace(/^/gm, "    "));
      console.log(`    again: npm run test:random -- --seed ${seed} --share ${values.share} --rounds 1 ${file}`);
    });
  });
}
if (suites.length === 0) console.error(`no suite with random input matches ${positionals.join(" ")}`);
console.log(`${total.runs} runs in ${Math.round((Date.now() - started) / 1000)} s, seeds from ${values.seed}`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);
