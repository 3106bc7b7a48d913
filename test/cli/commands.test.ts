import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { policyFolder } from "../evaluator/fixtures.ts";
import { commandLineFile, regoscript, withFiles } from "./run.ts";

const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };

test("help and version", () => {
  const help = regoscript(["--help"]);
  assert.is(help.code, 0);
  for (const text of ["check", "test", "build", "explain", "Examples:", "Exit codes: 0 clean"])
    assert.ok(help.stdout.includes(text), text);
  for (const command of ["check", "test", "build", "explain"]) assert.is(regoscript([command, "--help"]).code, 0);
  assert.is(regoscript(["--version"]).stdout.trim(), version);
});

test("wrong usage: exit code 2 on standard error, without a stack", () => {
  for (const [parameters, message] of [
    [["chek"], /unknown command 'chek'[\s\S]*Did you mean check\?/],
    [["check", "--polices", "x", "y"], /unknown option '--polices'[\s\S]*Did you mean --policies\?/],
    [["check"], /missing required argument/],
    [[], /Usage: regoscript/],
    [["check", "--format", "xml", "x"], /Allowed choices are text, full, concise, json, sarif, github, junit/],
    [["check", "--min-severity", "hgh", "x"], /Allowed choices are critical, high, medium, low/],
    [["check", "--policies", "x", "--bundle", "y", "z"], /exclude each other/],
    [["check", "--policies", "no-such-folder", "x"], /no-such-folder is not a folder/],
    [["check", "--policies", "docs", "x"], /docs has no rules/],
    [["check", "--bundle", "no-such-bundle", "x"], /no-such-bundle can't be read/],
    [["check", "--bundle", "package.json", "x"], /package\.json is not a gzip file/],
    [["build", "no-such-folder"], /no-such-folder is not a folder/],
    [
      ["explain", "oversized-prt", "--policies", policyFolder],
      /no rule or code `oversized-prt`; did you mean `oversized-part`\?/,
    ],
    [["explain", "RS9999", "--policies", policyFolder], /no rule or code `RS9999`/],
    [["explain", "constructor", "--policies", policyFolder], /no rule or code `constructor`/],
  ] as const) {
    const { code, stdout, stderr } = regoscript(parameters);
    assert.is(code, 2, parameters.join(" "));
    assert.is(stdout, "");
    assert.match(stderr, message);
    assert.not.match(stderr, /\n {4}at /);
  }
});

test("build --emit-ir prints the intermediate representation and writes nothing", () => {
  withFiles({}, (folder) => {
    const { code, stdout } = regoscript(["build", policyFolder, "--emit-ir", "--output", folder]);
    assert.is(code, 0);
    assert.match(stdout, /oversized-part/);
    assert.equal(readdirSync(folder), []);
  });
});

test("policies that the compiler refuses: all diagnostics, exit code 2, nothing written", () => {
  withFiles({}, (folder) => {
    for (const parameters of [
      ["check", "package.json", "--policies", "test/evaluator/refused-policies"],
      ["build", "test/evaluator/refused-policies", "--output", folder],
    ]) {
      const { code, stderr } = regoscript(parameters);
      assert.is(code, 2);
      assert.match(stderr, /error\[RS1002\]/);
      assert.match(stderr, /error\[RS1012\]/);
      assert.match(stderr, /2 errors; nothing was built or checked/);
    }
    assert.not.ok(existsSync(join(folder, "bundles")));
  });
});

test("explain a rule and a code", () => {
  const rule = regoscript(["explain", "oversized-part", "--policies", policyFolder]);
  assert.is(rule.code, 0);
  for (const text of [
    "oversized-part (high)",
    "Large parts don't fit.",
    "Use a smaller part.",
    "limit: integer, default 10",
    "https://example.com/parts",
  ])
    assert.ok(rule.stdout.includes(text), text);
  for (const code of ["RS1004", "rs1004"])
    assert.match(regoscript(["explain", code]).stdout, /^RS1004: Label of something other than a loop\n/);
});

test("build writes what check takes as a bundle, and builds over an earlier build", () => {
  withFiles({ "g.yaml": "kind: Gadget\nspec: {actions: '*'}\n" }, (folder) => {
    for (let round = 0; round < 2; round++) {
      const { code, stdout, stderr } = regoscript(["build", policyFolder, "--output", folder]);
      assert.is(code, 0, stderr);
      assert.match(stdout, /^2 rules compiled from /);
    }
    for (const path of [
      "bundles/manifest.json",
      "bundles/bundle.tar.gz",
      "bundles/rego/.manifest",
      "conftest/conftest.toml",
    ])
      assert.ok(existsSync(join(folder, path)), path);
    assert.is(regoscript(["check", join(folder, "g.yaml"), "--bundle", join(folder, "bundles/bundle.tar.gz")]).code, 1);
  });
});

test("build leaves a folder alone that it didn't make", () => {
  for (const [path, content] of [
    ["conftest/conftest.toml", 'policy = "mine"\n'],
    ["bundles/manifest.json", "{}\n"],
    ["bundles/keep.txt", ""],
  ] as const) {
    withFiles({ [path]: content }, (folder) => {
      const { code, stderr } = regoscript(["build", policyFolder, "--output", folder]);
      assert.is(code, 2);
      assert.match(stderr, /was not made by `regoscript build`/);
      assert.is(readFileSync(join(folder, path), "utf8"), content);
    });
  }
});

test("build says where it can't write", () => {
  withFiles({ "a.yaml": "" }, (folder) => {
    const given = regoscript(["build", policyFolder, "--output", join(folder, "a.yaml")]);
    assert.is(given.code, 2);
    assert.match(given.stderr, /a\.yaml is no folder; --output names/);
    const inside = regoscript(["build", policyFolder, "--output", join(folder, "a.yaml", "b")]);
    assert.is(inside.code, 2);
    assert.match(inside.stderr, /can't be written to: .*; name another folder by --output/);
  });
});

test("a reader that goes away is no failure", async () => {
  const documents = Array.from(
    { length: 3000 },
    (_, index) => `kind: Gadget\nmetadata: {name: g${index}}\nspec: {actions: '*'}\n`,
  ).join("---\n");
  const child = spawn(process.execPath, [commandLineFile(), "check", "-", "--policies", policyFolder], {
    stdio: ["pipe", "pipe", "pipe"],
  });
  let stderr = "";
  child.stderr.on("data", (data: Buffer) => (stderr += data.toString()));
  child.stdout.once("data", () => child.stdout.destroy());
  child.stdin.end(documents);
  const code = await new Promise((resolve) => child.on("close", resolve));
  assert.is(stderr, "");
  assert.is(code, 1);
});

test.run();
