import { test } from "uvu";
import * as assert from "uvu/assert";
import { wellFormed } from "./cases.ts";
import { embedded, wasm } from "./engines.ts";
import { cases, compare, expected, source } from "./suite.ts";
import { sorted, violation } from "./verdicts.ts";

test("native: each example has exactly the violations that it expects of its rule", () => {
  let number = 0;
  for (const rule of source.rules) {
    for (const [name, example] of Object.entries(rule.examples)) {
      const index = cases.findIndex((each) => each.name === `${rule.id}: ${name}`);
      const own = expected[index]!.filter((finding) => (JSON.parse(finding) as { rule?: string }).rule === rule.id);
      assert.equal(
        own,
        sorted(example.violations.map((one) => violation(rule.id, one.message, one.path, one.resource))),
        `${rule.id}: ${name}`,
      );
      number++;
    }
  }
  assert.ok(number >= 60, `${number} examples`);
});

test("native: no example is malformed, and every document meant to be malformed is", () => {
  cases.forEach((each, index) => {
    const malformed = expected[index]!.some((finding) => "malformed" in (JSON.parse(finding) as object));
    const wanted = each.name.startsWith("malformed: ") && !wellFormed.has(each.name);
    assert.is(malformed, wanted, `${each.name}: ${expected[index]!.join(" ")}`);
  });
});

compare({ name: "WASM in Node", ask: wasm, forms: ["json"], least: cases.length });
compare({ name: "embedded OPA", ask: embedded, forms: ["json"], least: cases.length });

test.run();
