import { test } from "uvu";
import * as assert from "uvu/assert";
import { renderDiagnostic } from "../../src/diagnostics/render.ts";
import { sendable, visible } from "../../src/text/visible.ts";
import { policyFolder } from "../evaluator/fixtures.ts";
import { type Run, regoscript, withFiles } from "./run.ts";

/** What a hostile name may hold: a command to a CI service, codes for a terminal, changes of direction. */
const hostile = "a\n::error::b\r##vso[task.c]\u001b[2J\u009b1m\u202e\u2066\u0007\u0000\u2028c".replace("\u0000", "");
const steering = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

function isHarmless({ stdout, stderr }: Run, what: string): void {
  for (const output of [stdout, stderr]) {
    assert.not.match(output, steering, what);
    assert.not.match(output, /^\s*::/m, what);
    assert.not.match(output, /##(?:\[|vso)/, what);
    // A name stays on its line, whatever it holds.
    assert.not.match(output, /^\s*:*error::b/m, what);
  }
  assert.match(stdout + stderr, /\\u(?:000a|202e)/, what);
}

test("names in arguments, in parameters, in files and of files", () => {
  const quoted = JSON.stringify(hostile).replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  withFiles(
    {
      "g.yaml": `kind: Gadget\nmetadata: {name: ${quoted}}\nspec: {actions: "*", parts: [{name: ${quoted}, size: 11}], mode: ${quoted}}\n---\nkind: ${quoted}\n`,
      "v.yaml": `kind: Gadget\nmetadata: {name: ${quoted}}\nspec: {parts: [{name: ${quoted}, size: 11}]}\n`,
      "bad.yaml": `a: 'b'\u0085${hostile}\n`,
      "rule.yaml": `${quoted}: {limit: 1}\n`,
      "name.yaml": `oversized-part: {${quoted}: 1}\n`,
      "value.yaml": `oversized-part: {limit: ${quoted}, allowed: [{${quoted}: 1}]}\n`,
      [`${hostile.replaceAll("/", "")}.yaml`]: "kind: [\n",
    },
    (folder) => {
      const policies = ["--policies", policyFolder];
      for (const format of ["text", "concise", "json", "sarif", "junit"]) {
        isHarmless(regoscript(["check", folder, ...policies, "--format", format]), `check ${format}`);
      }
      for (const file of ["rule", "name"])
        isHarmless(regoscript(["check", folder, ...policies, "--parameters", `${folder}/${file}.yaml`]), file);
    },
  );
  for (const parameters of [
    [hostile],
    ["check", hostile],
    ["check", "x", "--bundle", hostile],
    ["check", "x", "--parameters", hostile],
    ["explain", hostile],
    ["build", hostile],
  ])
    isHarmless(regoscript(parameters), parameters.join(" "));
});

test("a diagnostic's frame, which quotes the source", () => {
  const line = `const a = "${hostile.replace(/[\n\r\u2028]/g, "")}"; // \u202e`;
  const rendered = renderDiagnostic(
    {
      code: "RS1001",
      message: "m\u202e",
      help: "h\u009b",
      span: { file: "a\n::error::.ts", line: 1, column: 11, start: 10, end: 14 },
    },
    () => line,
  );
  assert.not.match(rendered, steering);
  assert.not.match(rendered, /^\s*::/m);
  assert.match(rendered, /\\u202e/);
});

test("text is shown on one line, each character that steers as its escape", () => {
  assert.is(
    visible("a\tb\nc\u001bd\u009be\u202ef\u2066g\u0000é𝒳"),
    "a\tb\\u000ac\\u001bd\\u009be\\u202ef\\u2066g\\u0000é𝒳",
  );
});

test("what is sent keeps its lines and, with colour, its styles", () => {
  assert.is(sendable("a\n\u001b[1mb\u001b[22m\u001b[2J\u202e", true), "a\n\u001b[1mb\u001b[22m\\u001b[2J\\u202e");
  assert.is(sendable("a\n\u001b[1mb", false), "a\n\\u001b[1mb");
  assert.is(
    sendable("::error::a\n  ::b\na ::c ##[d] ##vso[e] ## f", false),
    "\\u003a:error::a\n  \\u003a:b\na ::c #\\u0023[d] #\\u0023vso[e] ## f",
  );
  const value = { a: "##[x]\u202e\u007f", "::b": 1 };
  assert.equal(JSON.parse(sendable(JSON.stringify(value), false)), value);
});

test.run();
