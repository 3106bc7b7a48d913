import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { compileDirectory } from "../../src/compile.ts";
import { engine } from "../engines/locate.ts";
import { kept, things } from "../language/things.ts";
import { seedOf } from "../seed.ts";
import { writeFiles } from "../write-files.ts";
import { assertSame, bothForms, knownParts, modulesOf, type Report } from "./rego-reports.ts";

const reports = `package asked

reports := [report |
	some question in input.questions
	report := data.regoscript.report with input as question
]
`;

function run(name: string, parameters: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(engine(name).binary, parameters, {
    encoding: "utf8",
    maxBuffer: 2 ** 30,
  });
  assert.is(status, 0, stdout + stderr);
  return stdout;
}

const documents = [...kept, ...things(seedOf(5), 30)].map((thing) => JSON.parse(JSON.stringify(thing)) as unknown);

for (const policies of ["test/language/fixtures", "test/language/constructs"])
  test(`${policies}: rules in three-valued logic are strict, formatted, and say of what is known what others say`, () => {
    const result = compileDirectory(policies);
    const asking = new Set(
      result.manifest.rules.filter(({ inventory }) => inventory !== undefined).map(({ id }) => id),
    );
    const folder = mkdtempSync(join(tmpdir(), "regoscript-unknown-"));
    try {
      const modules = { ...modulesOf({ result }), "asked.rego": reports };
      writeFiles(
        folder,
        Object.entries(modules).map(([path, content]) => ({ path, content })),
      );
      run("opa-1.3", ["check", "--strict", folder]);
      run("opa-1.22", ["fmt", "--fail", "--list", folder]);
      const pairs = documents.map((document) => bothForms(knownParts(document)));
      const input = join(folder, "questions.json");
      writeFileSync(input, JSON.stringify({ questions: pairs.flat() }));
      const answers = JSON.parse(
        run("opa-1.22", [
          "eval",
          "-d",
          join(folder, "regoscript"),
          "-d",
          join(folder, "asked.rego"),
          "-i",
          input,
          "-f",
          "raw",
          "data.asked.reports",
        ]),
      ) as Report[];
      let violations = 0;
      pairs.forEach(([question], index) => {
        // Of the other documents of the run nothing is known in three-valued logic.
        const [plain, open] = [answers[2 * index]!, answers[2 * index + 1]!].map(
          (report): Report => ({
            ...report,
            violations: report.violations.filter(({ rule }) => !asking.has(rule as string)),
            undetermined: report.undetermined.filter(({ rule }) => !asking.has(rule as string)),
          }),
        );
        assertSame(open!, plain!, question);
        violations += plain!.violations.length;
      });
      assert.ok(violations > 100 * documents.length, `${violations} violations`);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

test.run();
