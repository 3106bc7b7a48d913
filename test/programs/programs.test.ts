import { test } from "uvu";
import * as assert from "uvu/assert";
import { loadOpa } from "../opa-program.ts";
import { amountOf, isFresh, seedOf } from "../seed.ts";
import { rawInputs } from "./inputs.ts";
import { programOf, runPrograms } from "./run.ts";
import { shrink, tapes } from "./tapes.ts";

const opa = await loadOpa();

// Many programs at once, since opening a TypeScript program and compiling Rego cost more than the programs themselves.
const first = seedOf(20261123);
for (const seed of isFresh ? [first, first + 1] : [first]) {
  test("random programs mean in Rego and WASM what they mean in JavaScript", async () => {
    const all = tapes(seed, amountOf(200));
    const inputs = rawInputs(seed, 40);
    const { divergences, refused, violations } = await runPrograms(all.map(programOf), inputs, opa);
    const [first] = divergences;
    if (first !== undefined)
      assert.unreachable(
        `seed ${seed}, program ${first.program}: ${first.what}\n${first.document}\n${await shrink(all[first.program]!, inputs, 120)}`,
      );
    // Of what the generator writes, the compiler refuses little, and what is left says something.
    assert.ok(
      refused.length < all.length / 8,
      `${refused.length} programs refused: ${refused.map(({ diagnostics }) => diagnostics[0]?.code).join(" ")}`,
    );
    assert.ok(violations > all.length, `${violations} violations`);
  });
}

test.run();
