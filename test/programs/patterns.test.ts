import { test } from "uvu";
import * as assert from "uvu/assert";
import { loadEmbeddedOpa } from "../../src/opa/embedded-opa.ts";
import { seedOf } from "../seed.ts";
import { inputOf } from "./inputs.ts";
import { patterns, programOfPatterns } from "./patterns.ts";
import { runPrograms } from "./run.ts";
import { documents } from "./tapes.ts";

const opa = await loadEmbeddedOpa();

const seed = seedOf(20261124);

test(`random regular expressions match the same in JavaScript, Rego and WASM`, async () => {
  const sources = patterns(seed, 320);
  const texts = Array.from({ length: 40 }, (_, index) =>
    programOfPatterns(`program-${index}`, sources.slice(index * 8, index * 8 + 8)),
  );
  const { divergences, refused, violations } = await runPrograms(texts, documents(seed, 60).map(inputOf), opa);
  assert.equal(
    refused.map(({ diagnostics }) => diagnostics.map(({ code, message }) => `${code}: ${message}`)),
    [],
  );
  assert.equal(
    divergences.map(({ what, document }) => `${what} of ${document}`),
    [],
  );
  assert.ok(violations > 10000, `${violations} violations`);
});

test.run();
