import { test } from "uvu";
import * as assert from "uvu/assert";
import { githubReport } from "../../src/reporters/github.ts";
import { everything, nothing } from "./result.ts";

const plain = { color: false, quiet: false };
const [violation] = everything.violations;

test("a command for each finding, then what isn't recognised and the summary", () => {
  assert.is(
    String(githubReport(everything, plain)),
    `::error file=pod\\u001b[2J.yaml,line=12,endLine=12,col=5,endColumn=9,title=high[a-rule]::something \\u001b[31mred%0APod shop/web, at spec.containers[0]%0Aremedy: Do it otherwise.
::error file=pod\\u001b[2J.yaml,line=12,endLine=12,col=5,endColumn=9,title=malformed[thing]::expected an object, found a string%0APod shop/web, at spec; no rule for thing ran on it
::warning file=pod\\u001b[2J.yaml,line=12,endLine=12,col=5,endColumn=9,title=undetermined[a-rule]::who knows%0APod shop/web, at the document%0Aevidence: kubectl get all
::error file=broken.yaml,line=3,col=1,title=unreadable::missed comma%0Aremedy: correct it
::error file=deep.yaml,line=1,title=failed::the rule failed
other.yaml:1: not recognised: v1 Secret
charts/web: not read: Helm chart (helm template CHART | regoscript check -)
1 violation (1 high), 1 malformed, 1 undetermined, 1 unreadable, 1 failed, 1 not recognised, 1 not read: 3 documents in 2 files, 1 rule
`,
  );
});

test("quiet prints commands alone, and nothing where there is nothing", () => {
  assert.match(String(githubReport(everything, { color: false, quiet: true })), /^(?:::.*\n){5}$/);
  assert.is(String(githubReport(nothing, { color: false, quiet: true })), "");
});

test("severities become the three kinds of annotations", () => {
  const severities = ["critical", "high", "medium", "low"] as const;
  const violations = severities.map((severity) => ({ ...violation!, severity }));
  const lines = String(githubReport({ ...nothing, violations }, { color: false, quiet: true })).split("\n");
  assert.equal(
    lines.slice(0, 4).map((line) => /^::(\w+) /.exec(line)?.[1]),
    ["error", "error", "warning", "notice"],
  );
});

test("columns only where the place is on one line", () => {
  const properties = (endLine: number | undefined, endColumn: number | undefined): string => {
    const place = { ...violation!.place, file: "a.yaml", endLine, endColumn };
    const report = githubReport({ ...nothing, violations: [{ ...violation!, place }] }, plain);
    return /^::error (.*),title=/.exec(String(report))![1]!;
  };
  assert.is(properties(12, 9), "file=a.yaml,line=12,endLine=12,col=5,endColumn=9");
  assert.is(properties(14, 2), "file=a.yaml,line=12,endLine=14");
  assert.is(properties(undefined, undefined), "file=a.yaml,line=12,col=5");
});

/** What the runner makes of a line: https://github.com/actions/runner, ActionCommand.TryParseV2 */
function parsed(line: string): { readonly [name: string]: string } {
  const [, properties, data] = /^::error (.*?)::(.*)$/.exec(line)!;
  const unescaped = (text: string): string =>
    text
      .replaceAll("%0D", "\r")
      .replaceAll("%0A", "\n")
      .replaceAll("%3A", ":")
      .replaceAll("%2C", ",")
      .replaceAll("%25", "%");
  return Object.fromEntries([
    ...properties!.split(",").map((property) => {
      const [name, value] = [property.slice(0, property.indexOf("=")), property.slice(property.indexOf("=") + 1)];
      return [name, unescaped(value)];
    }),
    ["message", unescaped(data!)],
  ]);
}

test("what documents and files are named begins no command and ends no property", () => {
  const file = "a,title=x::b%0A:c\n::stop-commands::d.yaml";
  const message = "50%25 %0A::error::x\r\n::add-mask::y ##[group]z ##vso[task]";
  const report = String(
    githubReport(
      {
        ...nothing,
        violations: [{ ...violation!, message, resource: "Pod\n::debug::", place: { ...violation!.place, file } }],
        unrecognised: [
          { file: "::set-env name=a::b", line: 1, path: [], description: "::error::v1", concernsAccess: true },
        ],
      },
      plain,
    ),
  );
  const lines = report.trimEnd().split("\n");
  assert.is(lines.length, 3);
  assert.equal(
    lines.filter((line) => /^\s*::/.test(line)),
    [lines[0]],
  );
  assert.not.match(report, /##(?:\[|vso)/);
  const { file: name, title, message: text } = parsed(lines[0]!);
  assert.is(name, "a,title=x::b%0A:c\\u000a::stop-commands::d.yaml");
  assert.is(title, "high[a-rule]");
  assert.is(text!.split("\n").length, 3);
  assert.ok(text!.startsWith("50%25 %0A::error::x\\u000d\\u000a::add-mask::y #\\u0023[group]z"));
});

test.run();
