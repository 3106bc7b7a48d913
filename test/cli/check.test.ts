import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { builtBundle, handWrittenBundle, policyFolder } from "../evaluator/fixtures.ts";
import { commandLineFile, type Run, regoscript, withFiles } from "./run.ts";

// A bundle starts faster than a policy folder, which is compiled at each run; that both say the same is tested below.
const bundleFolder = mkdtempSync(join(tmpdir(), "regoscript-"));
const bundleFile = join(bundleFolder, "bundle.tar.gz");
writeFileSync(bundleFile, await builtBundle());
test.after(() => rmSync(bundleFolder, { recursive: true }));

const star = "kind: Gadget\nmetadata: {name: g}\nspec:\n  actions: '*'\n";
const clean = "kind: Gadget\nmetadata: {name: c}\nspec: {actions: [read]}\n";
const large = '{"kind": "Gadget", "metadata": {"name": "j"}, "spec": {"parts": [{"name": "p", "size": 11}]}}\n';
const malformed = "kind: Gadget\nmetadata: {name: m}\nspec: {parts: [{name: p, size: many}]}\n";
const files = { "star.yaml": star, "large.json": large, "sub/clean.yaml": clean };

function check(files: { readonly [path: string]: string | Uint8Array }, ...options: string[]): Run {
  return withFiles(files, (folder) =>
    regoscript(["check", folder, "--bundle", bundleFile, ...options.map((option) => option.replace("FOLDER", folder))]),
  );
}

interface JsonReport {
  readonly version: number;
  readonly summary: { readonly violations: { readonly [severity: string]: number }; readonly [name: string]: unknown };
  readonly violations: readonly {
    readonly rule: string;
    readonly file: string;
    readonly line: number;
    readonly column: number;
    readonly path: unknown;
    readonly remediation: string;
  }[];
  readonly problems: readonly { readonly file: string }[];
  readonly failures: readonly { readonly file: string; readonly message: string }[];
  readonly unrecognised: readonly unknown[];
}

test("violations: everything about each, in text, and exit code 1", () => {
  const { code, stdout, stderr } = check(files, "--format", "full");
  assert.is(code, 1, stderr);
  const [first] = stdout.split("\n\n");
  assert.match(first!, /^high\[oversized-part\] part p has size 11\n/);
  assert.match(first!, /large\.json:1:\d+\n/);
  assert.match(first!, /\n {4}\| +\^+\n|\n {2}\| +\^+\n/);
  assert.match(first!, /= Gadget j, at spec\.parts\[0\]\.size\n/);
  assert.match(first!, /remedy: Use a smaller part\.$/);
  assert.match(stdout, /low\[star-action\] every action is allowed\n +--> .*star\.yaml:4:3\n/);
  assert.match(stdout, /2 violations \(1 high, 1 low\): 3 documents in 3 files, 2 rules\n$/);
});

test("several findings are grouped by rule, the most severe first, with what is to be done once", () => {
  const many = Object.fromEntries(
    Array.from({ length: 12 }, (_, index) => [`star-${String(index).padStart(2, "0")}.yaml`, star]),
  );
  const { code, stdout } = check({ ...files, ...many });
  assert.is(code, 1);
  const blocks = stdout.split("\n\n");
  assert.is(blocks.length, 3, stdout);
  assert.match(
    blocks[0]!,
    /^high {2}oversized-part {2}.* 1\n {2}\S+large\.json:1:\d+ {2}Gadget j: part p has size 11\n/,
  );
  assert.match(blocks[0]!, /\n {2}remedy: Use a smaller part\.$/);
  assert.match(
    blocks[1]!,
    /^low {2}star-action {2}.* 13\n(?: {2}\S+star\S*\.yaml:4:3 {2}.*\n){10} {2}and 3 more: .*\n {2}remedy: /,
  );
  assert.match(blocks[2]!, /^14 violations \(1 high, 13 low\): /);
});

test("a clean run: exit code 0", () => {
  const { code, stdout } = check({ "clean.yaml": clean });
  assert.is(code, 0);
  assert.is(stdout, "no violations: 1 document in 1 file, 2 rules\n");
});

test("malformed documents: exit code 1, with the place", () => {
  const { code, stdout } = check({ "m.yaml": malformed });
  assert.is(code, 1);
  assert.match(stdout, /^malformed\[gadget\] expected an integer, found a string\n +--> .*m\.yaml:3:26\n/);
});

test("an unreadable file: exit code 2, the others are still reported", () => {
  const { code, stdout } = check({ ...files, "broken.yaml": "a: [1\n", "binary.yaml": Uint8Array.of(0, 1, 2) });
  assert.is(code, 2);
  assert.is(stdout.match(/^unreadable /gm)?.length, 2);
  assert.match(stdout, /^high {2}oversized-part {2}/m);
  assert.match(stdout, /2 problems reading files/);
});

test("what no rule is about is counted by kind, with the first place of each; it fails only where that is asked for", () => {
  const others = {
    "clean.yaml": clean,
    "other.yaml": "apiVersion: v1\nkind: Secret\n---\napiVersion: v1\nkind: Secret\n",
    "typo.yaml": "apiVersion: apps/v1\nkind: Deploymnet\n",
    "kustomization.yaml": "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n",
    "workflow.yaml": "on: push\njobs: {}\n",
    "policy.json": '{"Statement": []}',
    "package.json": "{}",
  };
  const { code, stdout } = check(others);
  assert.is(code, 0, stdout);
  assert.match(
    stdout,
    /7 documents not recognised, and so not checked:\n {2}2 v1 Secret: .*other\.yaml:1 and others\n[\s\S]* {2}1 without a kind: .*package\.json:1\n$/,
  );
  for (const line of [
    /^ {2}1 apps\/v1 Deploymnet; did you mean `Deployment`\?: .*typo\.yaml:1$/m,
    /^ {2}1 \S+ Kustomization: .* \(kustomize build FOLDER \| regoscript check -\)$/m,
    /^ {2}1 GitHub workflow: /m,
    /^ {2}1 IAM policy: /m,
  ])
    assert.match(stdout, line);
  assert.is(check(others, "--fail-on-unrecognised").code, 1);
  const { "clean.yaml": one, "workflow.yaml": workflow, "package.json": settings } = others;
  assert.is(
    check({ "clean.yaml": one, "workflow.yaml": workflow, "package.json": settings }, "--fail-on-unrecognised").code,
    0,
  );
});

test("a run in which no rule is about anything isn't clean: exit code 2", () => {
  for (const text of ["apiVersion: v1\nkind: Other\n", "apiVersion: v1\nkind: List\nitems: [{kind: A}, {kind: B}]\n"]) {
    const { code, stdout } = check({ "other.yaml": text });
    assert.is(code, 2, stdout);
    assert.match(stdout, /^unreadable holds nothing that a rule is about\n/);
  }
});

test("--fail-on-undetermined: what a rule can't tell before a value is known is exit code 1", () => {
  const template = `Parameters: {Tokens: {Type: String}}
Resources:
  L: {Type: "AWS::EC2::LaunchTemplate", Properties: {LaunchTemplateData: {MetadataOptions: {HttpTokens: !Ref Tokens}}}}
`;
  withFiles({ "template.yaml": template }, (folder) => {
    const { code, stdout } = regoscript(["check", folder]);
    assert.is(code, 0, stdout);
    assert.match(stdout, /^undetermined\[imdsv1-allowed\] Ref Tokens isn't known before deployment\n --> .*:3:\d+\n/m);
    assert.match(stdout, /^1 result undetermined, neither passed nor failed$/m);
    assert.is(regoscript(["check", folder, "--fail-on-undetermined"]).code, 1);
  });
  assert.is(check({ "clean.yaml": clean }, "--fail-on-undetermined").code, 0);
});

test("charts and Terraform's own files are told, with what renders them, and are no errors", () => {
  const { code, stdout } = check({
    "clean.yaml": clean,
    "charts/web/Chart.yaml": "apiVersion: v2\nname: web\n",
    "charts/web/templates/pod.yaml": "kind: {{ .Values.kind }}\n",
    "infra/main.tf": 'resource "aws_iam_role" "a" {}\n',
    "infra/more.tf": "",
  });
  assert.is(code, 0, stdout);
  assert.match(stdout, /^1 Helm chart not read: .*charts\/web \(helm template CHART \| regoscript check -\)$/m);
  assert.match(stdout, /^2 Terraform files not read: .*main\.tf and others \(terraform show -json PLAN/m);
  const unread = { "clean.yaml": clean, "kustomization.yaml": "patches: [{path: pod.yaml}]", "pod.yaml": clean };
  const hidden = check(unread);
  assert.match(hidden.stdout, /^1 kustomization input not read: .*pod\.yaml \(kustomize build FOLDER/m);
  assert.is(hidden.code, 0);
  assert.is(check({ "clean.yaml": clean, "infra/main.tf": "" }, "--fail-on-unrecognised").code, 1);
  const named = check({ "main.tf": "" });
  assert.is(named.code, 2);
});

test("items of lists that no rule is about are named, each with its line", () => {
  const gadget = "{kind: Gadget, apiVersion: v1, metadata: {name: g}, spec: {actions: a}}";
  const list = `apiVersion: v1
kind: List
items:
  - ${gadget}
  - {kind: Foo, apiVersion: v1}
  - apiVersion: v1
    kind: List
    items:
      - ${gadget}
      - {kind: Bar}
`;
  const { code, stdout } = check({ "clean.yaml": clean, "list.yaml": list, "other.yaml": "a: b\n" });
  assert.is(code, 0);
  assert.match(
    stdout,
    /1 document and 2 parts of documents not recognised, and so not checked:\n {2}1 v1 Foo: .*list\.yaml:5\n {2}1 Bar: .*list\.yaml:10\n {2}1 without a kind: .*other\.yaml:1\n$/,
  );
});

test("--exclude leaves out of folders what it names, as often as it is given", () => {
  const { code, stdout } = check(
    { "clean.yaml": clean, "charts/web/templates/a.yaml": "{{ a }}", "b/star.yaml": star },
    ...["--exclude", "charts/*/templates", "--exclude", "b/"],
  );
  assert.is(code, 0, stdout);
  assert.is(stdout, "no violations: 1 document in 1 file, 2 rules\n");
});

test("--exit-zero is about what rules find, not about what could not be done", () => {
  assert.is(check(files, "--exit-zero").code, 0);
  assert.is(check({ "m.yaml": malformed }, "--exit-zero").code, 0);
  assert.is(check({ ...files, "broken.yaml": "a: [1\n" }, "--exit-zero").code, 2);
});

test("--min-severity leaves out what is less severe, and the exit code follows", () => {
  assert.not.match(check(files, "--min-severity", "high").stdout, /star-action/);
  assert.is(check({ "star.yaml": star }, "--min-severity", "medium").code, 0);
});

test("--quiet prints findings only", () => {
  assert.is(check({ "clean.yaml": clean }, "--quiet").stdout, "");
  assert.not.match(check(files, "--quiet").stdout, /documents in/);
});

test("every format prints what the run found", () => {
  const all = { ...files, "m.yaml": malformed, "broken.yaml": "a: [1\n" };
  const output = (format: string): string => {
    const { code, stdout, stderr } = check(all, "--format", format);
    assert.is(code, 2, format);
    assert.is(stderr, "", format);
    return stdout;
  };
  assert.match(output("concise"), /large\.json:1:\d+: high\[oversized-part\] part p has size 11 \(Gadget j\)\n/);
  assert.match(
    output("junit"),
    /^<\?xml .*\n<testsuites name="regoscript" tests="4" failures="2" errors="2" skipped="0">/,
  );
  const { runs } = JSON.parse(output("sarif")) as { runs: { results: { ruleId: string }[]; invocations: unknown[] }[] };
  assert.equal(
    runs.map(({ results }) => results.map(({ ruleId }) => ruleId)),
    [["oversized-part", "star-action", "malformed"]],
  );
});

test("--format github: the commands are sent as commands, and names of files begin none", () => {
  const { code, stdout } = check({ "large.json": large, "::debug::.yaml": "kind: [\n" }, "--format", "github");
  assert.is(code, 2);
  const [violation, problem, ...log] = stdout.trimEnd().split("\n");
  assert.match(
    violation!,
    /^::error file=.*large\.json,line=1,endLine=1,col=\d+,endColumn=\d+,title=high\[oversized-part\]::/,
  );
  assert.match(problem!, /^::error file=.*%3A%3Adebug%3A%3A\.yaml,line=/);
  assert.equal(log, ["1 violation (1 high), 1 unreadable: 1 document in 2 files, 2 rules"]);
});

test("--format json", () => {
  const { code, stdout } = check({ ...files, "broken.yaml": "a: [1\n" }, "--format", "json");
  const report = JSON.parse(stdout) as JsonReport;
  assert.is(code, 2);
  assert.is(report.version, 1);
  assert.equal(report.summary.violations, { critical: 0, high: 1, medium: 0, low: 1 });
  assert.is(report.violations.length, 2);
  const found = report.violations.find(({ rule }) => rule === "star-action")!;
  assert.equal(
    [found.line, found.column, found.path, found.remediation],
    [4, 3, ["spec", "actions"], "Name the actions."],
  );
  assert.equal(
    report.problems.map(({ file }) => file.split("/").at(-1)),
    ["broken.yaml"],
  );
  assert.equal([report.failures, report.unrecognised], [[], []]);
});

test("--bundle says the same as --policies", () => {
  withFiles({ ...files, "m.yaml": malformed }, (folder) => {
    const native = regoscript(["check", folder, "--format", "json", "--policies", policyFolder]);
    const wasm = regoscript(["check", folder, "--format", "json", "--bundle", bundleFile]);
    assert.is(native.code, 1, native.stderr);
    assert.is(wasm.code, 1, wasm.stderr);
    assert.is(wasm.stdout, native.stdout);
  });
});

test("a rule that fails on one document: exit code 2, the file is named, the others are still reported", async () => {
  const bundle = await handWrittenBundle(`package regoscript

value := 1 if input.a

value := 2 if input.b

found := {{"rule": "r", "severity": "low", "path": ["a"], "resource": "it", "message": "found"}}

report := {"violations": found, "malformed": set(), "undetermined": set(), "unrecognised": set()} if value > 0
`);
  withFiles({ "1.json": '{"a": true, "b": true}', "2.json": '{"a": true}', "b/bundle.tar.gz": bundle }, (folder) => {
    const run = (format: string): Run =>
      regoscript([
        "check",
        join(folder, "1.json"),
        join(folder, "2.json"),
        "--exit-zero",
        "--format",
        format,
        "--bundle",
        join(folder, "b", "bundle.tar.gz"),
      ]);
    const { code, stdout, stderr } = run("json");
    assert.is(code, 2, stderr);
    const report = JSON.parse(stdout) as JsonReport;
    assert.equal(
      report.failures.map(({ file }) => file),
      [join(folder, "1.json")],
    );
    assert.equal(
      report.violations.map(({ file }) => file),
      [join(folder, "2.json")],
    );
    assert.match(run("full").stdout, /failed WASM evaluation failed: .*\n --> .*1\.json:1\n/);
  });
});

test("--parameters, in YAML or JSON", () => {
  const parameters = {
    "p/p.yaml": "oversized-part:\n  limit: 11\n",
    "p/p.json": '{"oversized-part": {"allowed": ["p"]}}',
  };
  for (const name of ["p.yaml", "p.json"]) {
    const result = withFiles({ "large.json": large, ...parameters }, (folder) =>
      regoscript([
        "check",
        join(folder, "large.json"),
        "--bundle",
        bundleFile,
        "--parameters",
        join(folder, "p", name),
      ]),
    );
    assert.is(result.code, 0, result.stdout + result.stderr);
  }
});

test("parameters that don't fit: exit code 2, even where nothing is to be checked", () => {
  for (const [text, message] of [
    ["oversized-parts: {}", /no rule `oversized-parts`; did you mean `oversized-part`\?/],
    ["oversized-part: {limits: 1}", /no parameter `limits`; did you mean `limit`\?/],
    ["oversized-part: {limit: '1'}", /parameters\.yaml:1: .*expected an integer, found a string/],
    ["- a", /expected one object/],
    ["a: [", /parameters\.yaml: /],
    [
      "oversized-part: {limit: 1}\noversized-part: {limit: 2}",
      /parameters\.yaml:2: `oversized-part` stands here a second/,
    ],
    ['{"oversized-part": {"limit": 1,\n\t"limit": 2}}', /parameters\.yaml:2: `limit` stands here a second time; keep/],
    ["---\na: [{b: 1, c: {d: e,\n  'd': f}}]", /parameters\.yaml:3: `d` stands here a second time/],
  ] as const) {
    const result = withFiles({ "parameters.yaml": text }, (folder) =>
      regoscript([
        "check",
        "-",
        "--bundle",
        bundleFile,
        "--parameters",
        join(folder, "parameters.yaml"),
        "--exit-zero",
      ]),
    );
    assert.is(result.code, 2);
    assert.match(result.stderr, message);
    assert.not.match(result.stderr, /\n {4}at /);
  }
});

test("what would replace what was given before it: exit code 2", () => {
  for (const option of ["--parameters", "--policies", "--bundle"]) {
    const { code, stderr } = regoscript(["check", "-", option, "a.yaml", option, "b.yaml"]);
    assert.is(code, 2);
    assert.match(
      stderr,
      new RegExp(`option '${option} <\\w+>' argument 'b.yaml' is invalid. .* with a.yaml: give it once`),
    );
  }
});

test("standard input", () => {
  const stdin = (input: string | Uint8Array): Run => regoscript(["check", "-", "--bundle", bundleFile], { input });
  assert.match(stdin(`${clean}---\n${star}`).stdout, /--> -:8:3\n/);
  assert.is(stdin(star).code, 1);
  for (const bad of ["a: [1\n", Uint8Array.of(0x61, 0), Uint8Array.of(0xff, 0x61)]) {
    assert.is(stdin(bad).code, 2);
    assert.match(stdin(bad).stdout, /^unreadable /);
  }
});

test("nothing to look at: exit code 2", () => {
  const stdin = (input: string, ...options: string[]): Run =>
    regoscript(["check", "-", "--bundle", bundleFile, "--quiet", ...options], { input });
  assert.match(stdin("").stdout, /^unreadable standard input is empty\n --> -\n {2}= remedy: see whether .* failed/);
  assert.is(stdin("", "--exit-zero").code, 2);
  for (const empty of ["\n", "# nothing\n", "---\n# nothing\n---\n"]) {
    assert.match(stdin(empty).stdout, /^unreadable holds no document to check\n --> -\n {2}= remedy: /);
    assert.is(stdin(empty).code, 2);
  }
  withFiles({ "a.yaml": "", "b.json": " \n", Dockerfile: "\n" }, (folder) => {
    const { code, stdout } = regoscript(["check", folder, join(folder, "a.yaml"), "--bundle", bundleFile, "--quiet"]);
    assert.is(code, 2);
    assert.match(stdout, /^unreadable {2}2\n/);
    assert.is(stdout.match(/^ {2}\S+ {2}holds no document to check\n/gm)?.length, 2);
  });
  // Beside one with a document, an empty file is nothing out of the ordinary.
  assert.is(check({ "a.yaml": "", "clean.yaml": clean }).code, 0);
});

test("standard input or a bundle without an end: exit code 2 at the limit", () => {
  withFiles({ "star.yaml": star }, (folder) => {
    const endless = openSync("/dev/zero", "r");
    try {
      const stdin = spawnSync(process.execPath, [commandLineFile(), "check", "-", "--bundle", bundleFile], {
        stdio: [endless, "pipe", "pipe"],
        encoding: "utf8",
        timeout: 60_000,
      });
      assert.is(stdin.status, 2);
      assert.match(stdin.stdout, /^unreadable is larger than 64 MB\n --> -\n {2}= remedy: check it in parts\n/);
    } finally {
      closeSync(endless);
    }
    const bundle = regoscript(["check", join(folder, "star.yaml"), "--bundle", "/dev/zero"]);
    assert.is(bundle.code, 2);
    assert.match(bundle.stderr, /^error: \/dev\/zero is larger than 64 MB; /);
  });
});

test("a path that is named twice is checked once", () => {
  withFiles({ "star.yaml": star }, (folder) => {
    const { stdout } = regoscript(["check", folder, join(folder, "star.yaml"), folder, "--bundle", bundleFile]);
    assert.match(stdout, /1 violation \(1 low\): 1 document in 1 file/);
  });
});

test("text from a document can't steer the terminal", () => {
  const hostile =
    '{"kind": "Gadget", "metadata": {"name": "\\u001b[2J\\u202e"}, "spec": {"parts": [{"name": "\\u001b]0;x\\u0007", "size": 11}]}}';
  const { stdout } = check({ "h.json": hostile });
  assert.not.match(stdout, /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/);
  assert.match(stdout, /part \\u001b\]0;x\\u0007 has size 11/);
});

test("a long line is shown around its mark", () => {
  const long = `{"kind": "Gadget", "metadata": {"name": "${"n".repeat(1000)}"}, "spec": {"actions": "*"}, "more": "${"m".repeat(1000)}"}\n`;
  const { stdout } = check({ "long.json": long });
  const [, , , source, mark] = stdout.split("\n");
  assert.ok(source!.length < 200, source);
  assert.is(source!.slice(mark!.indexOf("^"), mark!.lastIndexOf("^") + 1), '"actions": "*"');
});

test("colour only where it is asked for", () => {
  const run = (environment: NodeJS.ProcessEnv, ...options: string[]): string =>
    regoscript(["check", "-", "--bundle", bundleFile, ...options], { input: star, environment }).stdout;
  const escapeCharacter = String.fromCharCode(27);
  assert.not.ok(run({}).includes(escapeCharacter));
  assert.ok(run({ FORCE_COLOR: "1" }).includes(escapeCharacter));
  assert.not.ok(run({ FORCE_COLOR: "1", NO_COLOR: "1" }).includes(escapeCharacter));
  assert.not.ok(run({ FORCE_COLOR: "1" }, "--no-color").includes(escapeCharacter));
});

test.run();
