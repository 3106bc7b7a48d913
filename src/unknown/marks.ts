import { type Parts, textOf } from "./texts.ts";
import type { PartialText, RawValue, Unknown } from "./values.ts";

/**
 * Unknown parts of a text that holds a JSON document stand in it as characters of Unicode's private use area, so that
 * it can be parsed.
 */
const first = 0xe000;
const last = 0xf8ff;

/** A text in which each unknown part is a character; undefined where it has such characters of its own. */
export function marked(parts: Parts): { readonly text: string; readonly unknowns: readonly Unknown[] } | undefined {
  const unknowns: Unknown[] = [];
  let text = "";
  for (const part of parts) {
    if (typeof part !== "string") {
      text += String.fromCharCode(first + unknowns.length);
      unknowns.push(part);
    } else if (/[\ue000-\uf8ff]/.test(part)) return undefined;
    else text += part;
  }
  return unknowns.length <= last - first ? { text, unknowns } : undefined;
}

/** A text of the document that was parsed, with the unknown parts in it. */
export function unmarked(text: string, { parts }: Pick<RawValue, "parts">): string | PartialText {
  if (parts === undefined || !/[\ue000-\uf8ff]/.test(text)) return text;
  return textOf(text.split(/([\ue000-\uf8ff])/).map((piece) => parts[piece.charCodeAt(0) - first] ?? piece));
}
