import { test } from "uvu";
import * as assert from "uvu/assert";
import { loadOpa } from "../opa-program.ts";
import { amountOf, isFresh, seedOf } from "../seed.ts";
import { inputOf } from "./inputs.ts";
import { patterns, programOfPatterns } from "./patterns.ts";
import { idOf, runPrograms } from "./run.ts";
import { documents } from "./tapes.ts";

const opa = await loadOpa();

const seed = seedOf(20261124);

test(`random regular expressions match the same in JavaScript, Rego and WASM`, async () => {
  const sources = patterns(seed, amountOf(320));
  const given = documents(seed, isFresh ? 60 : 24).map(inputOf);
  let violations = 0;
  // OPA keeps a hundred compiled expressions; of more than these it would compile each anew for each document.
  for (let first = 0; first < sources.length; first += 40) {
    const texts = Array.from({ length: 5 }, (_, index) =>
      programOfPatterns(idOf(index), sources.slice(first + index * 8, first + index * 8 + 8)),
    );
    const outcome = await runPrograms(texts, given, opa);
    assert.equal(
      outcome.refused.map(({ diagnostics }) => diagnostics.map(({ code, message }) => `${code}: ${message}`)),
      [],
    );
    assert.equal(
      outcome.divergences.map(({ what, document }) => `${what} of ${document}`),
      [],
    );
    violations += outcome.violations;
  }
  assert.ok(violations > amountOf(isFresh ? 10000 : 4000), `${violations} violations`);
});

test.run();
