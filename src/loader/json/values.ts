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

/** How deep the containers of a text nest, strings left out. */
export function jsonDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let position = 0; position < text.length; position += 1) {
    const unit = text.charCodeAt(position);
    if (unit === 0x22) {
      position = skipString(text, position) - 1;
    } else if (unit === 0x7b || unit === 0x5b) {
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (unit === 0x7d || unit === 0x5d) {
      depth -= 1;
    }
  }
  return deepest;
}
