import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { regoModules } from "../../src/targets/opa/bundle.ts";
import { testAgreement } from "./agreement.ts";

/** Files whose names lose their difference on the way to Rego, are words of it, or no names there at all. */
const helpers = [
  "a-b.ts",
  "a_b.ts",
  "aB.ts",
  "a_b/c.ts",
  "a_b/name.ts",
  "日本.ts",
  "ñ.ts",
  "_.ts",
  "1util.ts",
  "_1util.ts",
  "not.ts",
  "not_module.ts",
  "null.ts",
  "default/in.ts",
  "with space.ts",
  "rules.ts",
  "violations.ts",
  "std/engine.ts",
];

/** Each has constants, functions and names of variables that Rego would take for something else. */
const helper = (file: string): string => `export const name = ${JSON.stringify(file)};
export const count = 1;
export function isName(input: string): boolean {
  const some = input;
  return some === name;
}
`;

// In this project, so that Node finds `regoscript`.
const folder = mkdtempSync(join("test", "language", "names-"));
try {
  const write = (path: string, content: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  for (const file of helpers) write(file, helper(file));
  const imports = helpers.map(
    (file, index) => `import { count as count${index}, isName as is${index} } from "./${file}";`,
  );
  const checks = helpers.map(
    (file, index) =>
      `if (is${index}(thing.name)) yield violation(thing, \`${file} \${parameters.not + count${index}}\`);`,
  );
  // The Rego of parameters has functions for objects, named after the parameters.
  const objects = ["names_of_files", "engine", "faults", "known", "problems", "std"];
  const parameters = objects.map((name) => `${name}: [{ size: 1 }]`).join(", ");
  const sizes = objects.map((name) => `...parameters.${name}.map(({ size }) => size)`).join(", ");
  write(
    "names-of-files.ts",
    `import { inputKind, instance, type Located, member, rule, text, violation } from "regoscript";
${imports.join("\n")}

interface Thing extends Located {
  name: string;
}

export const Thing = inputKind<Thing>({
  id: "thing",
  title: "thing",
  recognises: ["an object of kind Thing"],
  kubernetes: [],
  *find(document) {
    if (text(member(document, "kind")) === "Thing") yield instance(document, "Thing");
  },
});

export default rule({
  id: "names-of-files",
  title: "Names of files",
  severity: "low",
  input: Thing,
  parameters: { not: 1, default: "a", "with space": true, input: 2, ${parameters} },
  rationale: "",
  remediation: "",
  references: [],
  *check(thing, { parameters }) {
    ${checks.join("\n    ")}
    const sizes = [${sizes}];
    if (thing.name === parameters.default && parameters["with space"] && parameters.input === 2 && sizes.length > 5)
      yield violation(thing, "parameters");
  },
  examples: {},
});
`,
  );
  const documents = [...helpers, "a", "other"].map((name) => ({ kind: "Thing", name }));
  const { source, expected } = await testAgreement(folder, documents);

  test("each file has a module of its own, and says what it says in JavaScript", () => {
    assert.equal(
      expected.map((findings) => findings.length),
      documents.map(({ name }) => (name === "other" ? 0 : 1)),
    );
    const paths = regoModules(source.result).map(({ path }) => path.toLowerCase());
    assert.is(new Set(paths).size, paths.length);
  });

  test("a name that is Rego's already stays as it is, whatever files are beside it", () => {
    const paths = regoModules(source.result).map(({ path }) => path);
    for (const path of ["a_b", "a_b/c", "not_module", "rules"])
      assert.ok(paths.includes(`regoscript/policies/${path}.rego`), `${path} in ${paths.join(" ")}`);
  });

  test.run();
} finally {
  rmSync(folder, { recursive: true });
}
