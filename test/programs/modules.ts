/**
 * Helper modules that all programs share: names that become one name, or none, or a word of Rego, on the way to a
 * package, and each with functions of the same names that say something else.
 */
const names = ["near-by", "near_by", "nearBy", "日本", "ñ", "null", "in", "input", "1st"] as const;

/** How many there are. */
export const moduleCount = names.length;

/** Imports of every module; what module `n` marks, the function `mark<n>` does. */
export const imports: string = names
  .map((name, index) => `import { label as label${index}, mark as mark${index} } from "./${name}.ts";\n`)
  .join("");

/** The text of each module by the name of its file. */
export function helperModules(): { readonly [file: string]: string } {
  return Object.fromEntries(
    names.map((name, index) => [
      `${name}.ts`,
      `export const label: string = "${index}";

const known: readonly string[] = ["a", "${index}"];

export function mark(text: string): string {
  return known.includes(text) ? \`\${label}!\` : \`\${text}${index}\`;
}
`,
    ]),
  );
}
