/**
 * Helper modules that all programs share: names that become one name, or none, or a word of Rego, on the way to a
 * package, and each with functions of the same names that say something else.
 */
const names = ["near-by", "near_by", "nearBy", "日本", "ñ", "null", "in", "input", "1st"] as const;

/** How many there are. */
export const moduleCount = names.length;

/** Whether a program imports all of a module at once. */
const isWhole = (index: number): boolean => index % 2 === 1;

/** Imports of every module. */
export const imports: string = names
  .map((name, index) =>
    isWhole(index)
      ? `import * as all${index} from "./${name}.ts";\n`
      : `import { label as label${index}, mark as mark${index} } from "./${name}.ts";\n`,
  )
  .join("");

/** How a program that has the imports names something of a module. */
export function nameIn(index: number, name: "label" | "mark"): string {
  return isWhole(index) ? `all${index}.${name}` : `${name}${index}`;
}

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
