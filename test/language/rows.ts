import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { LoadedSource } from "../../src/policy-folder.ts";
import { ruleName } from "../../src/targets/names.ts";
import { regoModules } from "../../src/targets/opa/bundle.ts";

/** One construct of the language, with the TypeScript that is compiled and run, and the Rego that it becomes. */
export interface Row {
  readonly id: string;
  readonly name: string;
  readonly notes: string;
  /** Neighbours of the construct that the compiler refuses. */
  readonly refused: readonly Refusal[];
  readonly typeScript: string;
  readonly rego: string;
  /** The rule or decision that runs it. */
  readonly policy: string;
}

/** Statements of a generator function of `thing`, which a code refuses. */
export interface Refusal {
  readonly code: string;
  readonly statements: string;
}

export interface Family {
  readonly id: string;
  readonly title: string;
  readonly introduction: string;
  readonly rows: readonly Row[];
}

export const constructsFolder = "test/language/constructs";

/** The families in the order of the page. */
const families = [
  "control-flow",
  "variables-that-change",
  "functions",
  "expressions",
  "destructuring",
  "types",
  "lists",
  "sets",
  "records-and-maps",
  "strings",
  "regular-expressions",
  "numbers",
  "messages",
  "raw-values",
  "beside-the-instance",
  "kubernetes",
  "aws",
];

/**
 * The rows of all families. A family is a rule `<family>.ts`, in which each row is what a heading begins, a comment `//
 * id: name`, below it the notes and lines `// code statements`, which the compiler refuses; and a folder `<family>` of
 * rules each of which is a row as a whole. What the page shows of a row is cut out of these files and of the Rego made
 * of them, whose comments say from which line of which file it comes.
 */
export function readFamilies({ result }: Pick<LoadedSource, "result">): Family[] {
  const present = new Set(readdirSync(constructsFolder).map((name) => name.replace(/\.ts$/, "")));
  const missing = [
    ...families.filter((id) => !present.has(id)),
    ...[...present].filter((id) => !families.includes(id)),
  ];
  if (missing.length > 0)
    throw new Error(`families of test/language/rows.ts and of ${constructsFolder} differ: ${missing.join(", ")}`);
  const modules = new Map(regoModules(result).map((file) => [file.path, String(file.content)]));
  const paragraphs = [...modules.values()].flatMap(paragraphsOf);
  const { rules, decisions = [] } = result.manifest;
  return families.map((id) => {
    const whole = [
      ...rules.map((rule) => ({
        id: rule.id,
        name: rule.title,
        notes: rule.rationale,
        module: rule.module,
        rego: `rules/${ruleName(rule.id)}`,
      })),
      ...decisions.map((decision) => ({
        id: decision.id,
        name: decision.title,
        notes: decision.description,
        module: decision.module,
        rego: `decisions/${ruleName(decision.id)}`,
      })),
    ].filter(({ module }) => module.startsWith(`constructs/${id}/`));
    const family = rules.find((rule) => rule.id === id);
    return {
      id,
      title: family?.title ?? `${id.charAt(0).toUpperCase()}${id.slice(1).replaceAll("-", " ")}`,
      introduction: family?.rationale ?? "",
      rows: [
        ...whole.map(({ module, rego, ...row }) => ({
          ...row,
          refused: [],
          policy: row.id,
          typeScript: typeScriptOf(readFileSync(`test/language/${module}`, "utf8")),
          rego: withoutPlaces(regoOf(modules.get(`regoscript/${rego}.rego`)!)),
        })),
        ...(existsSync(`${constructsFolder}/${id}.ts`) ? sectionsOf(id, paragraphs) : []),
      ],
    };
  });
}

/** The sections of a family's file: what each heading begins, up to the next or to the rule. */
function sectionsOf(family: string, paragraphs: readonly Paragraph[]): Row[] {
  const lines = readFileSync(`${constructsFolder}/${family}.ts`, "utf8").split("\n");
  const end = lines.indexOf("export default rule({");
  const starts = lines.flatMap((line, index) =>
    index < end && /^\/\/ [a-z0-9-]+: /.test(line) && !lines[index - 1]!.startsWith("//") ? [index] : [],
  );
  return starts.map((start, number): Row => {
    const next = starts[number + 1] ?? end;
    const [, id, name] = /^\/\/ ([a-z0-9-]+): (.+)$/.exec(lines[start]!)!;
    const code = lines.findIndex((line, index) => index > start && !line.startsWith("//"));
    const comment = lines.slice(start + 1, code).map((line) => line.slice(3));
    const refusal = /^(RS\d{4}) (.+)$/;
    return {
      id: id!,
      name: name!,
      policy: family,
      notes: comment
        .filter((line) => !refusal.test(line))
        .join(" ")
        .trim(),
      refused: comment.flatMap((line) => {
        const [, code, statements] = refusal.exec(line) ?? [];
        return code === undefined || statements === undefined ? [] : [{ code, statements }];
      }),
      typeScript: lines.slice(code, next).join("\n").trim(),
      rego: paragraphs
        .filter(({ file, line }) => file === `constructs/${family}.ts` && line > code && line <= next)
        .map(({ text }) => text)
        .join("\n\n"),
    };
  });
}

interface Paragraph {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

/**
 * The parts of a Rego module between blank lines, each with the place of TypeScript that it comes from. One without a
 * comment that says so goes on with the rule before it, or else is a helper of what comes next.
 */
function paragraphsOf(module: string): Paragraph[] {
  const found: Paragraph[] = [];
  let place: Omit<Paragraph, "text"> | undefined;
  let name: string | undefined;
  let helpers: string[] = [];
  for (const text of regoOf(module).split("\n\n")) {
    const [, file, line] = /^# (\S+\.ts):(\d+)$/m.exec(text) ?? [];
    const [, head] = /^(?:default )?(\w+)/m.exec(text.replace(/^#.*\n/gm, "")) ?? [];
    if (file !== undefined) place = { file, line: Number(line) };
    if (place === undefined || (file === undefined && head !== name)) helpers.push(text);
    else {
      for (const each of [...helpers, text]) found.push({ ...place, text: withoutPlaces(each) });
      helpers = [];
    }
    name = head;
  }
  return found;
}

/** What a rule's or decision's text shows: the helpers and constants before it, and its function. */
export function typeScriptOf(text: string): string {
  const before = text
    .slice(text.indexOf("\n\n") + 2, text.indexOf("export default "))
    .replace(/^import .*\n/gm, "")
    .trim();
  const given = /^ {2}(?:parameters|evidence): .*\n/gm;
  const body = `${(text.match(given) ?? []).join("")}${text.slice(text.search(/^ {2}(?:\*check|decide)\(/m), text.indexOf("\n  examples:"))}`;
  return `${before === "" ? "" : `${before}\n\n`}${body.replace(/^ {2}/gm, "").trimEnd().replace(/,$/, "")}`;
}

/** A Rego module without header and metadata. */
export function regoOf(text: string): string {
  return text
    .slice(text.indexOf("\nimport ") + 1)
    .replace(/^import .*\n/gm, "")
    .trim();
}

/** Without the comments that say where in the TypeScript something comes from. */
export function withoutPlaces(rego: string): string {
  return rego.replace(/^# \S+\.ts:\d+\n/gm, "");
}
