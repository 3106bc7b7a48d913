import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Every shape of a field, and every shape that holds another. */
const inner = [
  "string",
  "number",
  "boolean",
  '"a" | "b"',
  "Scalar",
  "Text",
  "Raw",
  "Part",
  "Bare",
  "string[]",
  "Raw[]",
  "Record<string, string>",
  "Record<string, Text>",
  "Record<string, Raw>",
  "Listed<string>",
  "Listed<Raw>",
  'Keyed<"key", string>',
  'Keyed<"key", Raw>',
];
const outer = [
  (shape: string) => shape,
  (shape: string) => `(${shape})[]`,
  (shape: string) => `Record<string, ${shape}>`,
  (shape: string) => `Listed<${shape}>`,
  (shape: string) => `Keyed<"key", ${shape}>`,
  (shape: string) => `Resolvable<${shape}>`,
  (shape: string) => `Resolvable<${shape}>[]`,
];
/** An interface for each of them, since one with a hundred fields is another matter. */
const allRows = outer.map((wrap) => inner.map((shape, column) => `f${column}?: ${wrap(shape)};`));

/** Those of which each field is a list. */
const rowsOfLists = [1, 3, 6];

/** What a rule says of each field: whether it is there, and of a list how many elements it has, and that it has one. */
const lookingAt = (row: number): string =>
  inner
    .map((_, column) => {
      const field = `thing.row${row}?.f${column}`;
      const isThere = `if (${field} !== undefined) yield violation(thing, "row${row} has f${column}");`;
      if (!rowsOfLists.includes(row)) return isThere;
      return `${isThere}
    for (const one of ${field} ?? []) if (one !== undefined) yield violation(thing, "f${column} has an element");
    yield violation(thing, \`f${column} has \${${field}?.length ?? -1}\`);`;
    })
    .join("\n    ");

/** How many such interfaces there are. */
export const rowCount = allRows.length;

/** A rule over an input kind that has each shape inside each other, and lists that are empty. */
const policyOf = (rows: readonly number[]): string => `import {
  exists, inputKind, instance, type Keyed, type Listed, type Located, member, type Raw, type Resolvable, rule, type Scalar, sorted, type Text, text, violation,
} from "regoscript";

interface Part extends Located { name: string }
interface Bare extends Located { value?: Raw }
${rows.map((row) => `interface Row${row} extends Located {\n  ${allRows[row]!.join("\n  ")}\n}`).join("\n")}
interface Holder extends Located {
  list: string[];
  record: Record<string, string>;
  title: Text;
  texts: Record<string, Text>;
  many: Text[];
}
const written = (texts: Record<string, string>): string => sorted(Object.entries(texts).map(([key, one]) => key + "=" + one)).join();
interface Thing extends Located {
  name: string;
  holder?: Holder;
  ${rows.map((row) => `row${row}?: Row${row};`).join("\n  ")}
}

const Thing = inputKind<Thing>({
  id: "thing",
  title: "thing",
  recognises: ["an object of kind Thing"],
  kubernetes: [],
  *find(document) {
    if (text(member(document, "kind")) === "Thing") yield instance(document, "Thing");
    else if (!exists(member(document, "kind"))) yield instance(document, "Thing without kind");
  },
});

const none: readonly string[] = [];
const nothing: Readonly<Record<string, string>> = {};

export default rule({
  id: "shapes",
  title: "Shapes",
  severity: "low",
  input: Thing,
  rationale: "",
  remediation: "",
  references: [],
  *check(thing) {
    const empty: string[] = [];
    for (const name of none) yield violation(thing, name);
    for (const name of empty) yield violation(thing, name);
    for (const name of Object.keys(nothing)) yield violation(thing, name);
    if (none.some((name) => name === thing.name) || empty.includes(thing.name)) yield violation(thing, "in an empty list");
    const list = thing.holder?.list;
    yield violation(thing, list === undefined ? "no list" : \`list of \${list.length}\`);
    const record = thing.holder?.record;
    yield violation(thing, record === undefined ? "no record" : \`record of \${Object.keys(record).length}\`);
    yield violation(thing, \`title \${thing.holder?.title ?? "nowhere"}\`);
    const texts = thing.holder?.texts;
    if (texts !== undefined) {
      const one = texts["a"];
      yield violation(thing, one === undefined ? "no text" : \`text "\${one}"\`);
      if (Object.hasOwn(texts, "a")) yield violation(thing, "has a text");
      for (const [key, each] of Object.entries(texts)) if (each === "") yield violation(thing, "empty " + key);
      yield violation(thing, written(texts));
    }
    const many = thing.holder?.many ?? [];
    if (many.includes("")) yield violation(thing, \`empty one of \${many.length}: \${many.join()}\`);
    ${rows.map(lookingAt).join("\n    ")}
    if (none.every((name) => name === thing.name)) yield violation(thing, [...none, ...empty, thing.name].join());
  },
  examples: {},
});
`;

const values = [
  "a",
  1,
  true,
  { key: "a" },
  { name: "a" },
  ["a"],
  [["a"]],
  [null],
  ["a", { key: "a" }],
  [{ key: "a" }],
  { key: null },
  null,
];

/** The input kind with each field of one value. */
export const documents = [
  { kind: "Thing", name: "a" },
  { kind: "Thing", name: "a", holder: {} },
  { kind: "Thing", name: "a", holder: { list: ["a"], record: { a: "b" } } },
  { kind: "Thing", name: "a", holder: { title: null, texts: { a: null, b: "c" }, many: ["a", null] } },
  { kind: "Thing", name: "a", holder: { title: "t", texts: { a: "x", b: null }, many: [null] } },
  { kind: "Thing", name: "a", holder: { title: 5, texts: { a: 1 }, many: [{}] } },
  { name: "a" },
  ...values.map((value) => ({
    kind: "Thing",
    name: "a",
    ...Object.fromEntries(
      allRows.map((fields, row) => [`row${row}`, Object.fromEntries(fields.map((_, column) => [`f${column}`, value]))]),
    ),
  })),
];

/** The input kind with one field of an interface, of each value. */
export function documentsOf(row: number): readonly object[] {
  return inner.flatMap((_, column) =>
    values.map((value) => ({ kind: "Thing", name: "a", [`row${row}`]: { [`f${column}`]: value } })),
  );
}

/**
 * Writes the rule to a folder of this project, where Node finds `regoscript`; it is removed when the process ends.
 *
 * @param rows which of the interfaces it has; by default all
 */
export function shapeFolder(rows = allRows.map((_, row) => row)): string {
  const folder = mkdtempSync(join("test", "conformance", "shapes-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, "policies"));
  writeFileSync(join(folder, "policies", "shapes.ts"), policyOf(rows));
  return folder;
}
