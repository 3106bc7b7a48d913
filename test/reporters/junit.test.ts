import { SaxesParser } from "saxes";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { junitReport } from "../../src/reporters/junit.ts";
import type { RunResult } from "../../src/reporters/run-result.ts";
import { everything, nothing } from "./result.ts";

interface Element {
  readonly name: string;
  readonly attributes: { readonly [name: string]: string };
  readonly children: Element[];
  text: string;
}

/** The root of a report, as a parser reads it that throws at what isn't well-formed XML 1.0. */
function parsed(xml: string): Element {
  const document: Element = { name: "", attributes: {}, children: [], text: "" };
  const open = [document];
  const parser = new SaxesParser({ fileName: "report.xml" });
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    const element: Element = { name, attributes: { ...(attributes as Element["attributes"]) }, children: [], text: "" };
    open.at(-1)!.children.push(element);
    open.push(element);
  });
  parser.on("text", (text) => {
    open.at(-1)!.text += text;
  });
  parser.on("closetag", () => {
    open.pop();
  });
  parser.write(xml).close();
  assert.is(document.children.length, 1);
  return document.children[0]!;
}

function report(result: RunResult): Element {
  return parsed(junitReport(result));
}

const [violation] = everything.violations;

test("the whole report of a run in which everything was found", () => {
  assert.is(
    junitReport(everything),
    `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="regoscript" tests="7" failures="1" errors="3" skipped="3">
  <testsuite name="a-rule" tests="2" failures="1" errors="0" skipped="1">
    <testcase name="pod\\u001b[2J.yaml: Pod shop/web: something \\u001b[31mred" classname="a-rule" file="pod\\u001b[2J.yaml" line="12">
      <failure message="something \\u001b[31mred" type="high">pod\\u001b[2J.yaml:12:5
Pod shop/web, at spec.containers[0]
remedy: Do it otherwise.</failure>
    </testcase>
    <testcase name="pod\\u001b[2J.yaml: Pod shop/web: who knows" classname="a-rule" file="pod\\u001b[2J.yaml" line="12">
      <skipped message="undetermined: who knows; evidence: kubectl get all"/>
    </testcase>
  </testsuite>
  <testsuite name="malformed documents" tests="1" failures="0" errors="1" skipped="0">
    <testcase name="pod\\u001b[2J.yaml: Pod shop/web, at spec" classname="malformed documents" file="pod\\u001b[2J.yaml" line="12">
      <error message="expected an object, found a string" type="malformed">pod\\u001b[2J.yaml:12:5
Pod shop/web, at spec; no rule for thing ran on it</error>
    </testcase>
  </testsuite>
  <testsuite name="unreadable files" tests="1" failures="0" errors="1" skipped="0">
    <testcase name="broken.yaml: missed comma" classname="unreadable files" file="broken.yaml" line="3">
      <error message="missed comma" type="unreadable">broken.yaml:3:1
remedy: correct it</error>
    </testcase>
  </testsuite>
  <testsuite name="documents on which rules failed" tests="1" failures="0" errors="1" skipped="0">
    <testcase name="deep.yaml: the rule failed" classname="documents on which rules failed" file="deep.yaml" line="1">
      <error message="the rule failed" type="failed">deep.yaml:1</error>
    </testcase>
  </testsuite>
  <testsuite name="unchecked documents" tests="2" failures="0" errors="0" skipped="2">
    <testcase name="other.yaml: not recognised: v1 Secret" classname="unchecked documents" file="other.yaml" line="1">
      <skipped message="not recognised: v1 Secret"/>
    </testcase>
    <testcase name="charts/web: not read: Helm chart (helm template CHART | regoscript check -)" classname="unchecked documents" file="charts/web">
      <skipped message="not read: Helm chart (helm template CHART | regoscript check -)"/>
    </testcase>
  </testsuite>
</testsuites>
`,
  );
});

test("a rule without findings is a case that passes", () => {
  const { attributes, children } = report(nothing);
  assert.equal(attributes, { name: "regoscript", tests: "1", failures: "0", errors: "0", skipped: "0" });
  assert.equal(
    children.map(({ attributes: { name } }) => name),
    ["a-rule"],
  );
  assert.equal(children[0]!.children, [
    { name: "testcase", attributes: { name: "no violations", classname: "a-rule" }, children: [], text: "" },
  ]);
});

test("a rule that can't tell doesn't pass", () => {
  const [suite] = report({ ...nothing, undetermined: everything.undetermined }).children;
  assert.equal(suite!.attributes, { name: "a-rule", tests: "1", failures: "0", errors: "0", skipped: "1" });
});

test("counts are those of the elements", () => {
  const [rule] = everything.manifest.rules;
  const root = report({
    ...everything,
    manifest: { ...everything.manifest, rules: [rule!, { ...rule!, id: "another-rule" }, { ...rule!, id: "clean" }] },
    violations: [violation!, violation!, { ...violation!, rule: "another-rule" }],
    unrecognised: [...everything.unrecognised, ...everything.unrecognised],
  });
  const suites = root.children;
  const total = { tests: 0, failures: 0, errors: 0, skipped: 0 };
  for (const { attributes, children } of suites) {
    const number = (outcome: string): number =>
      children.filter((testCase) => testCase.children.some(({ name }) => name === outcome)).length;
    const expected = {
      tests: children.length,
      failures: number("failure"),
      errors: number("error"),
      skipped: number("skipped"),
    };
    for (const [name, count] of Object.entries(expected)) {
      assert.is(attributes[name], String(count), `${name} of ${attributes["name"]}`);
      total[name as keyof typeof total] += count;
    }
  }
  assert.equal(total, { tests: 11, failures: 3, errors: 3, skipped: 4 });
  for (const [name, count] of Object.entries(total)) assert.is(root.attributes[name], String(count), name);
});

test("what documents and files are named is text, whatever it holds", () => {
  const hostile = "a<b>&\"'\t\n]]>\u0000\u0085\u202e\ufffe\uffff\ud800é𝒳</failure><!-- &lt; #";
  const shown = "a<b>&\"'\t\\u000a]]>\\u0000\\u0085\\u202e\ufffd\ufffd\ufffdé𝒳</failure><!-- &lt; #";
  const root = report({
    ...everything,
    violations: [
      {
        ...violation!,
        message: hostile,
        resource: hostile,
        path: [hostile],
        place: { ...violation!.place, file: hostile },
      },
    ],
    unrecognised: [{ file: hostile, line: 1, path: [], description: hostile, concernsAccess: true }],
    undetermined: [],
    unrendered: [],
  });
  const [suite] = root.children;
  const [testCase] = suite!.children;
  assert.equal(testCase!.attributes, {
    name: `${shown}: ${shown}: ${shown}`,
    classname: "a-rule",
    file: shown,
    line: "12",
  });
  const [failure] = testCase!.children;
  assert.is(failure!.attributes["message"], shown);
  assert.is(failure!.text, `${shown}:12:5\n${shown}, at ${shown}\nremedy: Do it otherwise.`);
  assert.is(root.children.at(-1)!.children[0]!.attributes["name"], `${shown}: not recognised: ${shown}`);
});

test.run();
