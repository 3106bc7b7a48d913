import { Refusal } from "../refusal.ts";
import { skipJsonSpace, skipString } from "./scan.ts";

const truncated = "the file may be cut off, write it again";

/**
 * Says where and why a text is not JSON. JSON.parse's own message has no position in some versions of Node and differs
 * between them, so the text is walked again.
 *
 * @param start where the value begins
 */
export function jsonRefusal(text: string, start: number): Refusal {
  const open: ("{" | "[")[] = [];
  let expect: "value" | "key" | "colon" | "separator" = "value";
  /** Just behind `[` or `{`, where the container may close. */
  let fresh = false;
  let position = skipJsonSpace(text, start);
  for (;;) {
    if (position >= text.length) return new Refusal("the JSON ends too early", text.length, truncated);
    const character = text[position] ?? "";
    if (character === "/" && /^\/[/*]/.test(text.slice(position, position + 2))) {
      return new Refusal("a comment is not JSON", position, "remove the comment, or name the file .yaml and use `#`");
    }
    const container = open.at(-1);
    const closes = (character === "}" && container === "{") || (character === "]" && container === "[");
    if (closes && (expect === "separator" || (fresh && expect !== "colon"))) {
      open.pop();
      position += 1;
      fresh = false;
      expect = "separator";
    } else if (closes && (expect === "value" || expect === "key")) {
      return new Refusal(`a ${expect} is missing before \`${character}\``, position, "remove the trailing comma");
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
      return new Refusal("a key must be in double quotes", position, 'write "key": value');
    } else if (character === "{" || character === "[") {
      open.push(character);
      expect = character === "{" ? "key" : "value";
      fresh = true;
      position += 1;
    } else {
      const word = /^[^\s,\]}:[{"]*/.exec(text.slice(position, position + 4096))?.[0] ?? "";
      if (!/^(?:true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)$/.test(word)) {
        const atEnd = position + word.length >= text.length && /^[a-z0-9.eE+-]*$/.test(word);
        if (atEnd) return new Refusal("the JSON ends too early", text.length, truncated);
        const shown = word === "" ? character : word.slice(0, 20);
        return new Refusal(`\`${shown}\` is not a JSON value`, position, "put text in double quotes");
      }
      expect = "separator";
      fresh = false;
      position += word.length;
    }
    position = skipJsonSpace(text, position);
    if (open.length === 0 && expect === "separator" && position >= text.length) {
      return new Refusal("not JSON", start, "correct the JSON at this place");
    }
  }
}

function unexpected(character: string, offset: number, container: string | undefined): Refusal {
  const where = container === "{" ? "in an object" : container === "[" ? "in an array" : "after the value";
  return new Refusal(
    `unexpected \`${character}\` ${where}`,
    offset,
    "add the missing comma, colon or bracket before it",
  );
}

function stringFault(text: string, start: number, end: number): Refusal | undefined {
  const content = text.slice(start, end);
  if (content.length < 2 || !content.endsWith('"')) return new Refusal("a string has no end", text.length, truncated);
  const match = /[\x00-\x1f]|\\(?:[^"\\/bfnrtu]|u(?![0-9a-fA-F]{4}))/.exec(content.replace(/\\\\/g, "__"));
  if (match === null) return undefined;
  const problem = match[0].startsWith("\\") ? "an unknown escape" : "a control character";
  return new Refusal(`${problem} in a string`, start + match.index, "write it as \\n, \\t or \\u and four digits");
}
