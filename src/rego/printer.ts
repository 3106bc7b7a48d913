import type { Body, Branch, Module, Rule, Statement, Term } from "./ast.ts";
import { isIdentifier, isPlainKey } from "./names.ts";

/** Prints a module as `opa fmt` would leave it. */
export function printModule(module: Module): string {
  const sections: string[] = [];
  const opening = [
    ...module.header.map((line) => comment(line)),
    ...(module.header.length > 0 && module.metadata.length > 0 ? [""] : []),
    ...(module.metadata.length > 0 ? ["# METADATA", ...module.metadata.map((line) => comment(line))] : []),
    ...(module.header.length > 0 && module.metadata.length === 0 ? [""] : []),
    `package ${dotted(module.package)}`,
  ];
  sections.push(opening.join("\n"));
  if (module.imports.length > 0) {
    const lines = module.imports.map(
      (entry) => `import data.${dotted(entry.path)}${entry.alias === undefined ? "" : ` as ${entry.alias}`}`,
    );
    sections.push([...new Set(lines)].sort().join("\n"));
  }
  for (const rule of module.rules) sections.push(printRule(rule));
  return `${sections.join("\n\n")}\n`;
}

/** Texts of terms by their indent: whether a term fits on a line is tried before it is printed on several. */
const printed = new WeakMap<Term, Map<string, string>>();

/** Prints one term on as few lines as its content allows. */
function printTerm(term: Term, indent = ""): string {
  if (term.kind === "scalar" || term.kind === "var") return termText(term, indent);
  const texts = printed.get(term) ?? new Map<string, string>();
  printed.set(term, texts);
  const text = texts.get(indent) ?? termText(term, indent);
  texts.set(indent, text);
  return text;
}

function termText(term: Term, indent: string): string {
  switch (term.kind) {
    case "scalar":
      return printScalar(term.value);
    case "var":
      return term.name;
    case "ref":
      return printTerm(term.head, indent) + term.path.map((key) => printKey(key, indent)).join("");
    case "call":
      return callText(term.name, term.arguments, indent);
    case "infix":
      return `${operand(term.left, term.operator, indent)} ${term.operator} ${operand(term.right, term.operator, indent)}`;
    case "array":
      return collection(
        "[",
        "]",
        term.items.map((item) => [undefined, item]),
        indent,
      );
    case "set":
      return term.items.length === 0
        ? "set()"
        : collection(
            "{",
            "}",
            term.items.map((item) => [undefined, item]),
            indent,
          );
    case "object":
      return collection("{", "}", term.entries, indent);
    case "comprehension": {
      const [open, close] = term.type === "array" ? ["[", "]"] : ["{", "}"];
      return comprehension(open, head(term.value, indent), close, term.body, indent);
    }
    case "objectComprehension":
      return comprehension("{", `${printTerm(term.key, indent)}: ${head(term.value, indent)}`, "}", term.body, indent);
  }
}

/**
 * A call on one line, unless an argument that isn't the last takes several: `opa fmt` then breaks the line where the
 * next one starts lower.
 */
function callText(name: string, args: readonly Term[], indent: string): string {
  const flat = args.map((argument) => printTerm(argument, indent));
  if (!flat.slice(0, -1).some((text) => text.includes("\n"))) return `${name}(${flat.join(", ")})`;
  const inner = `${indent}\t`;
  const lines: string[] = [];
  let open: string[] = [];
  for (const argument of args) {
    const text = printTerm(argument, inner);
    open.push(text);
    if (!text.includes("\n")) continue;
    lines.push(open.join(", "));
    open = [];
  }
  if (open.length > 0) lines.push(open.join(", "));
  return `${name}(\n${lines.map((line) => `${inner}${line},\n`).join("")}${indent})`;
}

/** What a comprehension is of: the bar after it would be read as an operator of its own. */
function head(term: Term, indent: string): string {
  return term.kind === "infix" ? `(${printTerm(term, indent)})` : printTerm(term, indent);
}

const widest = 100;

/** An object with several keys is easier to read one key a line, unless it is small. */
const widestObject = 64;

/** The items on one line if they fit; else one a line, each with a comma, as `opa fmt` keeps them. */
function collection(
  open: string,
  close: string,
  items: readonly (readonly [Term | undefined, Term])[],
  indent: string,
): string {
  const print = (inner: string): string[] =>
    items.map(([key, value]) => (key === undefined ? "" : `${printTerm(key, inner)}: `) + printTerm(value, inner));
  const flat = `${open}${print(indent).join(", ")}${close}`;
  const limit = items.length > 1 && items[0]?.[0] !== undefined ? widestObject : widest;
  if (flat.length + indent.length <= limit && !flat.includes("\n")) return flat;
  if (items.length === 0) return flat;
  const inner = `${indent}\t`;
  return `${open}\n${print(inner)
    .map((item) => `${inner}${item},\n`)
    .join("")}${indent}${close}`;
}

function comprehension(open: string, value: string, close: string, body: Body, indent: string): string {
  const flat = `${open}${value} | ${body.map((statement) => printStatement(statement, indent)).join("; ")}${close}`;
  if (body.length === 1 && flat.length <= widest && !flat.includes("\n")) return flat;
  const inner = `${indent}\t`;
  return `${open}${value} |\n${body.map((statement) => `${inner}${printStatement(statement, inner)}\n`).join("")}${indent}${close}`;
}

const comparisons = new Set(["==", "!=", "<", "<=", ">", ">="]);
const arithmetic = new Set(["+", "-", "*", "%"]);

function operand(term: Term, parent: string, indent: string): string {
  const text = printTerm(term, indent);
  if (term.kind !== "infix") return text;
  return comparisons.has(parent) && arithmetic.has(term.operator) ? text : `(${text})`;
}

function printKey(key: string | Term, indent: string): string {
  if (typeof key !== "string") return `[${printTerm(key, indent)}]`;
  return isPlainKey(key) ? `.${key}` : `[${printScalar(key)}]`;
}

function printScalar(value: string | number | boolean | null): string {
  // White space and marks that nobody sees are written as escapes; Rego refuses U+FEFF as it is.
  return JSON.stringify(value).replace(
    /[\u007f-\u00a0\u00ad\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\ufff0-\ufffb\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function printStatement(statement: Statement, indent: string): string {
  switch (statement.kind) {
    case "term":
      return printTerm(statement.term, indent);
    case "not":
      return `not ${printTerm(statement.term, indent)}`;
    case "assign":
      return `${statement.name} := ${printTerm(statement.value, indent)}`;
    case "some":
      return `some ${binders(statement)} in ${source(statement.source, indent)}`;
    case "every":
      return `every ${binders(statement)} in ${source(statement.source, indent)} ${block(statement.body, indent)}`;
  }
}

function source(term: Term, indent: string): string {
  return term.kind === "infix" ? `(${printTerm(term, indent)})` : printTerm(term, indent);
}

function binders(statement: { readonly key?: string; readonly value: string }): string {
  return statement.key === undefined ? statement.value : `${statement.key}, ${statement.value}`;
}

function block(body: Body, indent: string): string {
  const inner = `${indent}\t`;
  return `{\n${body.map((statement) => `${inner}${printStatement(statement, inner)}\n`).join("")}${indent}}`;
}

function printRule(rule: Rule): string {
  if (rule.kind === "verbatim") return rule.text;
  const comments = (rule.comments ?? []).map((line) => `${comment(line)}\n`).join("");
  switch (rule.kind) {
    case "default": {
      const parameters =
        rule.arity === undefined ? "" : `(${Array.from({ length: rule.arity }, () => "_").join(", ")})`;
      return `${comments}default ${rule.name}${parameters} := ${printTerm(rule.value)}`;
    }
    case "test": {
      const replaced = rule.with
        .map(([target, value], index) => `with ${target} as ${printTerm(value, index === 0 ? "\t" : "\t\t")}`)
        .join("\n\t\t");
      return `${comments}${rule.name} if {\n\texpected := ${printTerm(rule.expected, "\t")}\n\t${printTerm(rule.actual)} == expected ${replaced}\n}`;
    }
    case "contains":
      return `${comments}${rule.name} contains ${printTerm(rule.value)}${rule.body.length === 0 ? "" : ` if ${block(rule.body, "")}`}`;
    case "complete": {
      const head = rule.name + (rule.parameters === undefined ? "" : `(${rule.parameters.join(", ")})`);
      return comments + head + rule.branches.map((branch, index) => printBranch(branch, index === 0)).join("");
    }
  }
}

function printBranch(branch: Branch, first: boolean): string {
  const value = branch.value === undefined ? "" : ` := ${printTerm(branch.value)}`;
  const condition = branch.body.length === 0 ? "" : ` if ${block(branch.body, "")}`;
  return `${first ? "" : " else"}${value === "" && condition === "" ? " := true" : value}${condition}`;
}

function comment(line: string): string {
  return line === "" ? "#" : `# ${line}`;
}

function dotted(path: readonly string[]): string {
  return path
    .map((segment, index) =>
      index === 0 || isIdentifier(segment) ? (index === 0 ? segment : `.${segment}`) : `[${JSON.stringify(segment)}]`,
    )
    .join("");
}
