import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { exampleDiagnostics } from "../../src/examples/run.ts";
import { loadSource } from "../../src/policy-folder.ts";
import { linkPackage, regoscript, withFiles } from "./run.ts";
import { Watching } from "./watching.ts";

const timeless = (text: string): string => text.replace(/ · [\d.]+ s$/m, "");

test("test: every example of rules and decisions, the engines that agree, exit code 0", () => {
  const { code, stdout, stderr } = regoscript(["test", "test/examples/good"]);
  assert.is(code, 0, stdout + stderr);
  assert.is(timeless(stdout), "2 rules, 3 examples: all as expected in Node, OPA and WASM\n");
});

test("test: what differs stands at the example's line; exit code 1; --rule names the rules that are run", () => {
  const file = "test/examples/failing/another-message.ts";
  const line =
    readFileSync(file, "utf8")
      .split("\n")
      .findIndex((text) => text.includes('"another message"')) + 1;
  const { code, stdout } = regoscript(["test", "test/examples/failing", "--rule", "another-message"]);
  assert.is(code, 1);
  const shown = timeless(stdout);
  assert.match(shown, new RegExp(`^✗ another-message {2}"another message" {2}\\S*another-message\\.ts:${line}\n`));
  assert.match(
    shown,
    /\n {4}- Pod web {2}spec {2}the host's network\n {4}\+ Pod web {2}spec {2}host network\n {2}in Node\n/,
  );
  assert.match(shown, /\n1 rule, 3 examples: 2 as expected, 1 not in Node, OPA and WASM\n$/);
  assert.not.match(shown, /\u001b/);
});

test("test: a rule without an example that passes fails, one whose example is no document can't be tested", () => {
  const lacking = regoscript(["test", "test/examples/failing", "--rule", "nothing-passes"]);
  assert.is(lacking.code, 1);
  assert.match(lacking.stdout, /error\[RS3031\].*`nothing-passes` has no example that passes/);
  const broken = regoscript(["test", "test/examples/broken"]);
  assert.is(broken.code, 2);
  assert.match(broken.stdout, /error\[RS3032\].*`broken text` is not a document/);
  assert.match(broken.stdout, /2 examples: all as expected/);
  assert.is(regoscript(["test", "test/examples/good", "--rule", "no-such-rule"]).code, 2);
});

test("test: policies without any example are not as expected: exit code 2", () => {
  const source = readFileSync("test/examples/good/containers-of-workload.ts", "utf8");
  const without = source.replace(/ {2}examples: \{\n[\s\S]*\n {2}\},\n/, "  examples: {},\n");
  withFiles({ "containers-of-workload.ts": without }, (folder) => {
    linkPackage(folder);
    const { code, stdout, stderr } = regoscript(["test", folder]);
    assert.is(code, 2, stderr);
    assert.is(stdout, "no example was run: the policies have none; write some as their `examples`\n");
    assert.is(regoscript(["test", folder, "--format", "json"]).code, 2);
  });
});

test("test --format json: versioned, each example with what each engine says", () => {
  const { code, stdout } = regoscript(["test", "test/examples/failing", "--format", "json"]);
  assert.is(code, 1);
  const report = JSON.parse(stdout) as {
    version: number;
    summary: { policies: number; examples: number; failed: number };
    examples: { policy: string; name: string; line: number; passed: boolean; engines: Record<string, unknown> }[];
    diagnostics: { code: string }[];
  };
  assert.is(report.version, 1);
  assert.equal({ ...report.summary, seconds: 0 }, { policies: 2, examples: 4, failed: 1, seconds: 0 });
  const failed = report.examples.filter(({ passed }) => !passed);
  assert.equal(
    failed.map(({ policy, name }) => [policy, name]),
    [["another-message", "another message"]],
  );
  assert.equal(Object.keys(failed[0]!.engines), ["Node", "OPA", "WASM"]);
  assert.equal(
    report.diagnostics.map(({ code: each }) => each),
    ["RS3031"],
  );
});

test("build refuses failing examples, and rules without one that passes and one that violates", async () => {
  const codesOf = async (folder: string): Promise<string[]> =>
    (await exampleDiagnostics(await loadSource(folder))).map(({ code }) => code).sort();
  assert.equal(await codesOf("test/examples/failing"), ["RS3030", "RS3031"]);
  assert.equal(await codesOf("test/examples/broken"), ["RS3032"]);
  assert.equal(await codesOf("test/examples/good"), []);
  withFiles({}, (output) => {
    const { code, stderr } = regoscript(["build", "test/examples/failing", "--output", output]);
    assert.is(code, 2);
    assert.match(stderr, /error\[RS3030\]: the example `another message` of another-message/);
    assert.match(stderr, /error\[RS3031\]/);
    assert.equal(readdirSync(output), []);
  });
});

test("test --watch: runs again what a change affects, goes on after an error, and ends when it is asked to", () =>
  Watching.with(
    "test/examples/good",
    (policies) => ["test", policies, "--watch"],
    async (watching) => {
      const file = join(watching.policies, "on-host-network.ts");
      const source = readFileSync(file, "utf8");
      await watching.until(/2 rules, 3 examples: all as expected in Node, OPA and WASM/);
      writeFileSync(file, source.replace('"host network");', '"on the host network");'));
      await watching.until(
        /✗ on-host-network[\s\S]*\+ Pod web {2}spec {2}on the host network[\s\S]*1 rule, 2 examples: 1 as expected, 1 not/,
      );
      writeFileSync(file, source.replace("workload.spec.hostNetwork", "workload.spec.hostNetwrk"));
      await watching.until(/error\[RS4001\]/);
      writeFileSync(file, source);
      await watching.until(/1 rule, 2 examples: all as expected/);
      assert.is(await watching.interrupt(), 0);
    },
  ));

test.run();
