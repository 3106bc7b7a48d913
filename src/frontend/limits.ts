import { readFileSync } from "node:fs";
import { ts } from "ts-morph";
import { codes } from "../diagnostics/codes.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { nameFromHere } from "../file-names.ts";
import { policyFilesBelow } from "../policy-files.ts";
import type { PolicyProgram } from "./program.ts";

/** Levels of syntax, each a call of every part of the compiler and of the engines' within the one before. */
const mostLevels = 400;

/** Elements of one literal: the engines' compilers take each within the one before. */
const mostElements = 2000;

/** Places in a policy folder's sources that are larger than the compiler or an engine can take, and their texts. */
export interface Excesses {
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: ReadonlyMap<string, string>;
}

/** What is too large in an opened program. */
export function excessesOf({ policyFiles }: PolicyProgram): Excesses {
  return reported(policyFiles.map((file) => ({ name: file.fileName, text: file.text, excess: excessIn(file) })));
}

/** What is too large in a folder whose program can't be opened. */
export function excessesBelow(directory: string): Excesses {
  return reported(
    policyFilesBelow(directory).map((name) => {
      const text = readFileSync(name, "utf8");
      return { name, text, excess: excessInText(name, text) };
    }),
  );
}

function reported(
  files: readonly { readonly name: string; readonly text: string; readonly excess: Excess | undefined }[],
): Excesses {
  const sources = new Map<string, string>();
  const diagnostics = files.flatMap(({ name, text, excess }): Diagnostic[] => {
    if (excess === undefined) return [];
    const { code, start, message } = excess;
    const file = nameFromHere(name);
    sources.set(file, text);
    const before = text.slice(0, start).split("\n");
    const span = { file, start, end: start + 1, line: before.length, column: before.at(-1)!.length + 1 };
    return [{ code, message, span, help: codes[code].remedy }];
  });
  return { diagnostics, sources };
}

interface Excess {
  readonly code: "RS5001" | "RS5002";
  readonly start: number;
  readonly message: string;
}

/** The first place of a text that is too large. */
export function excessInText(name: string, text: string): Excess | undefined {
  try {
    return excessIn(ts.createSourceFile(name, text, ts.ScriptTarget.ES2022));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return tooDeep(deepestBracket(text));
  }
}

function tooDeep(start: number): Excess {
  return { code: "RS5001", start, message: `this is nested, or a chain, of more than ${mostLevels} levels` };
}

function excessIn(source: ts.SourceFile): Excess | undefined {
  const pending: { node: ts.Node; level: number }[] = [{ node: source, level: 0 }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { node, level } = next;
    if (level > mostLevels) return tooDeep(node.getStart(source));
    // Examples are not compiled.
    if (ts.isPropertyAssignment(node) && node.name.getText(source) === "examples") continue;
    const count = elementsOf(node);
    if (count > mostElements)
      return {
        code: "RS5002",
        start: node.getStart(source),
        message: `this literal has ${count} elements, more than ${mostElements}`,
      };
    ts.forEachChild(node, (child) => {
      pending.push({ node: child, level: level + 1 });
    });
  }
  return undefined;
}

function elementsOf(node: ts.Node): number {
  if (ts.isArrayLiteralExpression(node)) return node.elements.length;
  return ts.isObjectLiteralExpression(node) ? node.properties.length : 0;
}

/** Where most brackets are open, of a text that is nested too deep to be parsed. */
function deepestBracket(text: string): number {
  let [depth, deepest, at] = [0, 0, 0];
  for (let index = 0; index < text.length; index++) {
    if ("([{".includes(text[index]!)) depth++;
    else if (")]}".includes(text[index]!)) depth--;
    if (depth > deepest) [deepest, at] = [depth, index];
  }
  return at;
}
