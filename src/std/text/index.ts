/**
 * Text functions with one meaning in every engine, for the places where JavaScript's own methods count UTF-16 code
 * units or follow a locale, which Rego does not.
 */

/** `text` with the letters A to Z in lower case and all else as it is. */
export function lowerCase(text: string): string {
  // Of ASCII alone JavaScript changes the same letters, many times as fast.
  return isAscii(text) ? text.toLowerCase() : text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** `text` with the letters a to z in upper case and all else as it is. */
export function upperCase(text: string): string {
  return isAscii(text) ? text.toUpperCase() : text.replace(/[a-z]/g, (letter) => letter.toUpperCase());
}

function isAscii(text: string): boolean {
  return !/[^\0-\x7f]/.test(text);
}

/** Order of two strings by code point: -1, 0 or 1. */
export function compareText(left: string, right: string): number {
  return Math.sign(compareCodePoints(left, right));
}

/** `text` without `prefix`, if it starts with it; else `text`. */
export function withoutPrefix(text: string, prefix: string): string {
  return text.startsWith(prefix) ? text.slice(prefix.length) : text;
}

/** `text` without `suffix`, if it ends with it; else `text`. */
export function withoutSuffix(text: string, suffix: string): string {
  return text.endsWith(suffix) ? text.slice(0, text.length - suffix.length) : text;
}

/** What comes after the first `separator` in `text`; nothing if there is none. */
export function textAfter(text: string, separator: string): string | undefined {
  const index = text.indexOf(separator);
  return index < 0 ? undefined : text.slice(index + separator.length);
}

/** Order of two strings by code point: negative, zero or positive. */
export function compareCodePoints(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index++) {
    const first = left.charCodeAt(index);
    const second = right.charCodeAt(index);
    if (first === second) continue;
    // A surrogate stands for a code point above every other code unit.
    const lifted = Number(isSurrogate(first)) - Number(isSurrogate(second));
    return lifted !== 0 ? lifted : first - second;
  }
  return left.length - right.length;
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}
