export const tab = 0x09;
export const newline = 0x0a;
export const space = 0x20;
export const quotes = 0x22;
export const hash = 0x23;
export const apostrophe = 0x27;
export const comma = 0x2c;
export const dash = 0x2d;
export const colon = 0x3a;
export const greater = 0x3e;
export const openBracket = 0x5b;
export const backslash = 0x5c;
export const closeBracket = 0x5d;
export const openBrace = 0x7b;
export const bar = 0x7c;
export const closeBrace = 0x7d;

/** A table of the ASCII characters that a pattern matches: 1 for each, else 0. */
export function charactersOf(pattern: RegExp): Uint8Array {
  return Uint8Array.from({ length: 128 }, (_, code) => (pattern.test(String.fromCharCode(code)) ? 1 : 0));
}
