import { type Parts, textOf } from "./texts.ts";
import type { PartialText, RawValue, Unknown } from "./values.ts";

/**
 * Unknown parts of a text that holds a JSON document stand in it as characters of Unicode's private use area, of which
 * there are as many as the twin in Rego has, so that it can be parsed.
 */
const first = 0xe000;
const last = 0xe01f;
const mark = /[\ue000-\ue01f]/;

/** A text must have none itself, nor an escape that JSON makes one of. */
const markOrEscape = /[\ue000-\ue01f]|\\u[eE]0[01]/;

/** A text in which each unknown part is a character; undefined where it has such characters of its own. */
export function marked(parts: Parts): { readonly text: string; readonly unknowns: readonly Unknown[] } | undefined {
  const unknowns: Unknown[] = [];
  let text = "";
  for (const part of parts) {
    if (typeof part !== "string") {
      text += String.fromCharCode(first + unknowns.length);
      unknowns.push(part);
    } else if (markOrEscape.test(part)) return undefined;
    else text += part;
  }
  return unknowns.length <= last - first + 1 ? { text, unknowns } : undefined;
}

/** A text of the document that was parsed, with the unknown parts in it. */
export function unmarked(text: string, { parts }: Pick<RawValue, "parts">): string | PartialText {
  if (parts === undefined || !mark.test(text)) return text;
  return textOf(text.split(/([\ue000-\ue01f])/).map((piece) => parts[piece.charCodeAt(0) - first] ?? piece));
}
