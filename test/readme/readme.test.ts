import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { commandLineFile, regoscript } from "../cli/run.ts";
import { blocks, difference, type Shown, shownCommands } from "./blocks.ts";

/** How `npm start` ends: what it compiles before that is compared with what is committed elsewhere. */
const start = "regoscript check examples --exit-zero";

/**
 * The commands that Node alone can run. The others are asked of the real engines (test/conformance/readme.engines.ts).
 */
const own = shownCommands().flatMap((shown): { shown: Shown; parameters: string[] }[] => {
  const [program, ...parameters] = (shown.command === "npm start" ? start : shown.command.replace(/^npx /, "")).split(
    " ",
  );
  return program === "regoscript" ? [{ shown, parameters }] : [];
});

for (const { shown, parameters } of own) {
  test(`README.md:${shown.line}: ${shown.command}`, () => {
    const { stdout, stderr } = regoscript(parameters);
    assert.is(difference(shown.output, stdout + stderr), undefined);
  });
}

test("the README shows commands of its own", () => {
  assert.ok(own.length >= 1);
});

test("the README's program in Node prints what is shown", () => {
  const all = blocks();
  const index = all.findIndex(({ language }) => language === "js");
  const [program, output] = [all[index], all[index + 1]];
  assert.ok(program !== undefined && output?.language === "");
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", program.lines.join("\n")], {
    encoding: "utf8",
  });
  assert.is(difference(output.lines, stdout), undefined, stderr);
});

/** The rule that the README has its reader write, and the line after it that the compiler refuses. */
function writtenRule(): { text: string; refused: string; diagnostic: readonly string[] } {
  const all = blocks();
  const rule = all.find(({ lines }) => lines.some((line) => line.includes('id: "untrusted-registry"')));
  const diagnostic = all.find(({ lines }) => lines.some((line) => line.startsWith("error[RS2001]")));
  assert.ok(rule !== undefined && diagnostic !== undefined, "the rule and its refusal stand in the README");
  const text = `${rule.lines.join("\n")}\n`;
  const refused = text.replace('container.image ?? ""', '(container.image ?? "").toLowerCase()');
  assert.is.not(refused, text);
  return { text, refused, diagnostic: diagnostic.lines };
}

test("the README's rule does what the README says, in a folder of its own", () => {
  const { text, refused, diagnostic } = writtenRule();
  const folder = mkdtempSync(join(tmpdir(), "regoscript-readme-"));
  try {
    mkdirSync(join(folder, "node_modules"));
    mkdirSync(join(folder, "my-policies"));
    mkdirSync(join(folder, "k8s"));
    symlinkSync(resolve("."), join(folder, "node_modules", "regoscript"));
    writeFileSync(join(folder, "my-policies", "untrusted-registry.ts"), text);
    const pod = {
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name: "web" },
      spec: { containers: [{ name: "web", image: "nginx" }] },
    };
    writeFileSync(join(folder, "k8s", "pod.json"), JSON.stringify(pod));
    const inside = (...parameters: string[]) =>
      spawnSync(process.execPath, [commandLineFile(), ...parameters], { cwd: folder, encoding: "utf8" });
    const found = inside("check", "--policies", "my-policies", "--quiet", "k8s/");
    assert.is(found.status, 1, found.stderr);
    assert.match(found.stdout, 'container "web" runs nginx');
    writeFileSync(join(folder, "my-policies", "untrusted-registry.ts"), refused);
    const refusal = inside("check", "--policies", "my-policies", "k8s/");
    assert.is(refusal.status, 2);
    assert.is(difference([...diagnostic, "…"], refusal.stderr), undefined);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.run();
