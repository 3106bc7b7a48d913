import { test } from "uvu";
import * as assert from "uvu/assert";
import { JsonText, loadEmbeddedOpa } from "../../src/opa/embedded-opa.ts";

const opa = await loadEmbeddedOpa();
const modules = { "a.rego": "package a\n\np := count(input)\n" };
const nested = (depth: number): JsonText => new JsonText(`${"[".repeat(depth)}${"]".repeat(depth)}`);

// Deep stacks and garbage collections between and during the requests: with node:wasi, some of these runs end the
// process.
for (const depth of [3000, 6000]) {
  test(`fifteen evaluations of input ${depth} levels deep`, async () => {
    for (let run = 0; run < 15; run++) {
      const garbage = Array.from({ length: 20_000 }, (_, index) => ({ index }));
      const { results } = await opa.evaluate({ modules, query: "data.a.p", inputs: [nested(depth)] });
      assert.equal(results, [{ defined: true, json: "1", value: 1 }]);
      assert.is(garbage.length, 20_000);
    }
  });
}

test("a stack that is too deep is an error that names the command, and the next request is fine", async () => {
  const depth = 100_000;
  let message = "";
  try {
    await opa.check({ modules: { "a.rego": `package a\n\np := ${"[".repeat(depth)}${"]".repeat(depth)}\n` } });
  } catch (error) {
    message = (error as Error).message;
  }
  assert.match(message, /^the embedded OPA failed at "check": /);
  assert.is(await opa.version(), "1.22.2");
});

test.run();
