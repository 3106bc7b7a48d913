import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { codes } from "../../src/diagnostics/codes.ts";
import { CompilationError } from "../../src/diagnostics/compilation-error.ts";
import { renderDiagnostic } from "../../src/diagnostics/render.ts";
import { exampleDiagnostics } from "../../src/examples/run.ts";
import { loadSource, PolicyFolder } from "../../src/policy-folder.ts";
import { compileNext } from "./compile-next.ts";

const folder = new URL("fixtures/", import.meta.url);
/** A fixture is a file, or a folder where one file isn't enough or must have another name than the code. */
const fixtures = readdirSync(folder).sort();

/** Diagnostics that a fixture can't avoid beside its own. */
const companions: { readonly [code: string]: readonly string[] } = {
  // TypeScript wants a return too.
  RS1019: ["RS4001"],
  RS1006: ["RS4001"],
  // A kind is no value of the policy language either.
  RS3004: ["RS1017"],
  // A file can't be named like a malformed id.
  RS3007: ["RS3002"],
  // Only a claim makes such a value pass TypeScript.
  RS3009: ["RS1013"],
};

/**
 * Compiles one fixture in a folder of its own, from which Node doesn't find `regoscript`; the file's name is not
 * kebab-case, so the id's form is not judged.
 */
async function diagnose(name: string): Promise<{ codes: string[]; rendered: string }> {
  const directory = mkdtempSync(join(tmpdir(), "regoscript-fixture-"));
  const policies = join(directory, "policies");
  mkdirSync(policies);
  cpSync(new URL(name, folder), name.endsWith(".ts") ? join(policies, name) : policies, { recursive: true });
  try {
    const { diagnostics: all, sources } = name === "RS4002" ? await importRefusal(policies) : compileNext(policies);
    const diagnostics = all.filter((diagnostic) => diagnostic.code !== "RS3007" || name.startsWith("RS3007"));
    return {
      codes: diagnostics.map((diagnostic) => diagnostic.code),
      rendered: diagnostics.map((diagnostic) => renderDiagnostic(diagnostic, (file) => sources.get(file))).join("\n\n"),
    };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** What is refused of policies that the compiler takes. */
async function importRefusal(policies: string): Promise<CompilationError> {
  try {
    await loadSource(policies);
  } catch (error) {
    if (error instanceof CompilationError) return error;
    throw error;
  }
  return new CompilationError([], new Map());
}

/** Codes of examples, which are imported and run; their folder is one from which `regoscript` can be imported. */
async function diagnoseExamples(name: string): Promise<{ codes: string[]; rendered: string }> {
  mkdirSync(".cache", { recursive: true });
  const policies = mkdtempSync(join(".cache", "fixture-"));
  cpSync(new URL(name, folder), join(policies, name.toLowerCase()));
  try {
    const source = await loadSource(policies);
    const found = await exampleDiagnostics(source);
    return {
      codes: found.map((diagnostic) => diagnostic.code),
      rendered: found
        .map((diagnostic) => renderDiagnostic(diagnostic, (file) => source.result.sources.get(file)))
        .join("\n\n"),
    };
  } finally {
    rmSync(policies, { recursive: true });
  }
}

/** What is said of examples, by the first letters of its codes. */
const ofExamples = "RS303";

for (const name of fixtures) {
  const code = basename(name, ".ts");
  test(code, async () => {
    const found = code.startsWith(ofExamples) ? await diagnoseExamples(name) : await diagnose(name);
    assert.ok(
      found.codes.includes(code),
      `expected ${code}, found ${found.codes.join(", ") || "nothing"}\n${found.rendered}`,
    );
    const others = found.codes.filter((other) => other !== code && !(companions[code] ?? []).includes(other));
    assert.equal(others, [], found.rendered);
    assert.match(found.rendered, /-->/);
    assert.match(found.rendered, /\^/);
    assert.match(found.rendered, /help: \S/);
  });
}

test("every code has a fixture and every fixture a code", () => {
  assert.equal(
    fixtures.map((name) => basename(name, ".ts")),
    Object.keys(codes).sort(),
  );
});

test("every code has a remedy, and the compiler has nothing to say of any", () => {
  const { manifest, diagnostics, sources } = compileNext("test/frontend/remedies");
  assert.is(
    diagnostics.map((diagnostic) => renderDiagnostic(diagnostic, (file) => sources.get(file))).join("\n\n"),
    "",
  );
  const ids = [...manifest.rules, ...(manifest.decisions ?? [])].map(({ id }) => id.toUpperCase());
  assert.equal(ids.sort(), Object.keys(codes).sort());
});

test("examples of the remedies for codes of examples are as they must be", async () => {
  const ids = Object.keys(codes)
    .filter((code) => code.startsWith(ofExamples))
    .map((code) => code.toLowerCase());
  assert.equal(await exampleDiagnostics(await new PolicyFolder("test/frontend/remedies").load(ids)), []);
});

test.run();
