import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { DecisionReport } from "../../src/evaluator/decisions.ts";
import { loadBundle } from "../../src/evaluator/wasm.ts";
import { loadPolicies } from "../../src/policy-folder.ts";
import { jsonSchema } from "../../src/shapes/json-schema.ts";
import type { ObjectShapes, Shape } from "../../src/shapes/shape.ts";
import { builtBundle } from "../evaluator/fixtures.ts";
import { optionalFields, policySource, requiredFields, values, wellFormed } from "./every-shape.ts";

const test = suite("shapes: twins");

mkdirSync(".cache", { recursive: true });
const folder = mkdtempSync(".cache/every-shape-");
writeFileSync(join(folder, "every-shape.ts"), policySource);
test.after(() => rmSync(folder, { recursive: true }));

const fields = [...optionalFields, ...requiredFields];
const documents = fields.flatMap((field) =>
  values.map((value) => ({ kind: "Thing", spec: { ...wellFormed, [field]: value } })),
);

test("JavaScript and Rego decode every shape alike, and project what they decoded alike", async () => {
  const native = (await loadPolicies(folder)).decide("every-shape", documents);
  const wasm = (await loadBundle(await builtBundle(folder))).decide("every-shape", documents);
  const said = (report: DecisionReport): string[] =>
    documents.map((document, index) => {
      const own = (entry: { readonly document: number }): boolean => entry.document === index;
      return JSON.stringify({ document, results: report.results.filter(own), malformed: report.malformed.filter(own) });
    });
  // As text: a key of the document such as `constructor` would mislead a comparison of objects.
  if (JSON.stringify(native) !== JSON.stringify(wasm)) assert.equal(said(native), said(wasm));
  // Each field is met by values that fit and by values that don't.
  const malformed = new Set(native.malformed.map(({ document }) => document));
  for (const [index, field] of fields.entries()) {
    const own = values.map((_, offset) => malformed.has(index * values.length + offset));
    assert.ok(own.includes(true) && own.includes(false), field);
  }
});

test("what a parameter's schema says", () => {
  const string: Shape = { type: "string" };
  const list: Shape = { type: "list", items: string, lone: false };
  const objects: ObjectShapes = {
    Part: {
      fields: [
        { name: "name", shape: string, optional: false },
        { name: "note", shape: string, optional: true },
        { name: "tags", shape: list, optional: false },
        { name: "notes", shape: list, optional: true },
        { name: "labels", shape: { type: "record", values: string }, optional: false },
      ],
      closed: true,
    },
  };
  for (const [shape, schema] of [
    [string, { type: "string" }],
    [
      { type: "string", oneOf: ["a", "b"] },
      { type: "string", enum: ["a", "b"] },
    ],
    [{ type: "integer" }, { type: "integer", minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER }],
    [{ type: "scalar" }, { "x-kubernetes-preserve-unknown-fields": true }],
    [
      { type: "object", name: "Part" },
      {
        type: "object",
        properties: {
          name: { type: "string" },
          note: { type: "string" },
          tags: { type: "array", items: { type: "string" }, default: [] },
          notes: { type: "array", items: { type: "string" } },
          labels: { type: "object", additionalProperties: { type: "string" }, default: {} },
        },
        required: ["name"],
      },
    ],
    [{ type: "boolean" }, { type: "boolean" }],
    [
      { type: "list", items: string, lone: false },
      { type: "array", items: { type: "string" } },
    ],
    [
      { type: "record", values: string },
      { type: "object", additionalProperties: { type: "string" } },
    ],
  ] as const)
    assert.equal(jsonSchema(shape, objects), schema);
  assert.throws(() => jsonSchema({ type: "raw" }, {}), /can't have the shape raw/);
});

test.run();
