import type { Range } from "../../text/range.ts";
import { skipJsonSpace, skipString } from "./scan.ts";

/** Splits concatenated or newline-delimited JSON values without judging them. */
export function splitJsonValues(text: string): Range[] {
  const pieces: Range[] = [];
  let start = skipJsonSpace(text, 0);
  while (start < text.length) {
    const end = valueEnd(text, start);
    pieces.push({ start, end });
    start = skipJsonSpace(text, end);
  }
  return pieces;
}

function valueEnd(text: string, start: number): number {
  let depth = 0;
  let position = start;
  while (position < text.length) {
    switch (text[position]) {
      case '"':
        position = skipString(text, position);
        break;
      case "{":
      case "[":
        depth += 1;
        position += 1;
        break;
      case "}":
      case "]":
        depth -= 1;
        position += 1;
        break;
      default:
        position += 1;
        // A number or a word ends at white space or where a container starts.
        if (depth <= 0 && /[\s{["]/.test(text[position] ?? " ")) return position;
        continue;
    }
    if (depth <= 0) return position;
  }
  return text.length;
}
