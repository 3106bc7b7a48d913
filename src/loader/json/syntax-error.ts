import type { IndexedFile } from "../source-file.ts";
import type { LoadProblem } from "../types.ts";
import { skipJsonSpace, skipString } from "./scan.ts";

/**
 * Says where and why a text is not JSON. JSON.parse's own message has no position in some versions of Node and differs
 * between them, so the text is walked again.
 */
export function describeJsonError(file: IndexedFile, start: number): LoadProblem {
  const fault = findFault(file.text, start);
  const { line, column } = file.place(fault.offset);
  return { file: file.name, line, column, message: fault.message, remedy: fault.remedy };
}

interface Fault {
  readonly offset: number;
  readonly message: string;
  readonly remedy: string;
}

const truncated = "the file may be cut off, write it again";

function findFault(text: string, start: number): Fault {
  const open: ("{" | "[")[] = [];
  let expect: "value" | "key" | "colon" | "separator" = "value";
  /** Just behind `[` or `{`, where the container may close. */
  let fresh = false;
  let position = skipJsonSpace(text, start);
  for (;;) {
    if (position >= text.length) return { offset: text.length, message: "the JSON ends too early", remedy: truncated };
    const character = text[position] ?? "";
    if (character === "/" && /^\/[/*]/.test(text.slice(position, position + 2))) {
      return {
        offset: position,
        message: "a comment is not JSON",
        remedy: "remove the comment, or name the file .yaml and use `#`",
      };
    }
    const container = open.at(-1);
    const closes = (character === "}" && container === "{") || (character === "]" && container === "[");
    if (closes && (expect === "separator" || (fresh && expect !== "colon"))) {
      open.pop();
      position += 1;
      fresh = false;
      expect = "separator";
    } else if (closes && (expect === "value" || expect === "key")) {
      return {
        offset: position,
        message: `a ${expect} is missing before \`${character}\``,
        remedy: "remove the trailing comma",
      };
    } else if (expect === "separator") {
      if (character !== "," || container === undefined) return unexpected(character, position, container);
      expect = container === "{" ? "key" : "value";
      fresh = false;
      position += 1;
    } else if (expect === "colon") {
      if (character !== ":") return unexpected(character, position, container);
      expect = "value";
      position += 1;
    } else if (character === '"') {
      const end = skipString(text, position);
      const fault = stringFault(text, position, end);
      if (fault !== undefined) return fault;
      expect = expect === "key" ? "colon" : "separator";
      fresh = false;
      position = end;
    } else if (expect === "key") {
      return { offset: position, message: "a key must be in double quotes", remedy: 'write "key": value' };
    } else if (character === "{" || character === "[") {
      open.push(character);
      expect = character === "{" ? "key" : "value";
      fresh = true;
      position += 1;
    } else {
      const word = /^[^\s,\]}:[{"]*/.exec(text.slice(position, position + 4096))?.[0] ?? "";
      if (!/^(?:true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)$/.test(word)) {
        const atEnd = position + word.length >= text.length && /^[a-z0-9.eE+-]*$/.test(word);
        if (atEnd) return { offset: text.length, message: "the JSON ends too early", remedy: truncated };
        const shown = word === "" ? character : word.slice(0, 20);
        return { offset: position, message: `\`${shown}\` is not a JSON value`, remedy: "put text in double quotes" };
      }
      expect = "separator";
      fresh = false;
      position += word.length;
    }
    position = skipJsonSpace(text, position);
    if (open.length === 0 && expect === "separator" && position >= text.length) {
      return { offset: start, message: "not JSON", remedy: "correct the JSON at this place" };
    }
  }
}

function unexpected(character: string, offset: number, container: string | undefined): Fault {
  const where = container === "{" ? "in an object" : container === "[" ? "in an array" : "after the value";
  return {
    offset,
    message: `unexpected \`${character}\` ${where}`,
    remedy: "add the missing comma, colon or bracket before it",
  };
}

function stringFault(text: string, start: number, end: number): Fault | undefined {
  const content = text.slice(start, end);
  if (content.length < 2 || !content.endsWith('"'))
    return { offset: text.length, message: "a string has no end", remedy: truncated };
  const match = /[\x00-\x1f]|\\(?:[^"\\/bfnrtu]|u(?![0-9a-fA-F]{4}))/.exec(content.replace(/\\\\/g, "__"));
  if (match === null) return undefined;
  const problem = match[0].startsWith("\\") ? "an unknown escape" : "a control character";
  return {
    offset: start + match.index,
    message: `${problem} in a string`,
    remedy: "write it as \\n, \\t or \\u and four digits",
  };
}
