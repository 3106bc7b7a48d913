import { Refusal } from "../refusal.ts";

/**
 * Characters outside of the range that go-yaml's reader takes (readerc.go), and the line separators of YAML 1.1, at
 * which go-yaml ends a line, and even a comment, where YAML 1.2 and every editor see none. A key could hide behind one.
 */
const forbidden = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]/;

/** The first character of a document that no YAML reader should see, if any. */
export function findRefusal(text: string): Refusal | undefined {
  const match = forbidden.exec(text);
  if (match === null) return findFalseMarker(text);
  const unit = text.charCodeAt(match.index);
  const name = `U+${unit.toString(16).toUpperCase().padStart(4, "0")}`;
  if (unit === 0x85 || unit === 0x2028 || unit === 0x2029) {
    return new Refusal(
      `the line separator ${name} is read differently by YAML readers`,
      match.index,
      `remove it, or write it as "\\u${unit.toString(16).padStart(4, "0")}" in double quotes`,
    );
  }
  return new Refusal(
    `control character ${name} is not allowed`,
    match.index,
    `remove it, or write it as "\\u${unit.toString(16).padStart(4, "0")}" in double quotes`,
  );
}

/** js-yaml takes any `---` where a document may start for the marker, go-yaml only one with white space behind it. */
function findFalseMarker(text: string): Refusal | undefined {
  const match = /^(?:[ \t]*(?:#.*)?[\r\n])*(?=---[^\s])/.exec(text);
  if (match === null) return undefined;
  const message = "`---` is followed by text without a space";
  return new Refusal(message, match[0].length, "put a line break behind the document marker, or quote the text");
}
