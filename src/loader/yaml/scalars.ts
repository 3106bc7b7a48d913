/**
 * What a plain scalar means, after `resolve` in go-yaml v2 (go.yaml.in/yaml/v2 2.4, resolve.go), which sigs.k8s.io/yaml
 * and so the API server, kubectl, conftest and gator read manifests with. It is YAML 1.1 with its own exceptions: `y`
 * and `n` are booleans, 010 and 0o10 are 8, 1:30 and dates are strings.
 */

const words = new Map<string, boolean | null>();
for (const word of ["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"]) words.set(word, true);
for (const word of ["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"]) words.set(word, false);
for (const word of ["", "~", "null", "Null", "NULL"]) words.set(word, null);

const notFinite = new Map<string, number>();
for (const word of [".nan", ".NaN", ".NAN"]) notFinite.set(word, Number.NaN);
for (const word of [".inf", ".Inf", ".INF"]) {
  notFinite.set(word, Infinity);
  notFinite.set(`+${word}`, Infinity);
  notFinite.set(`-${word}`, -Infinity);
}

const noHint = 0;
const wordHint = 1;
const numberHint = 2;

/** By the first UTF-16 unit of a scalar: what it may be besides a string. */
const hints = new Uint8Array(128);
for (const character of "yYnNtTfFoO~") hints[character.charCodeAt(0)] = wordHint;
for (const character of "+-.0123456789") hints[character.charCodeAt(0)] = numberHint;

/** A resolved plain scalar. `integer` tells a Go int from a Go float64, which matter apart in keys and `!!int`. */
export type Scalar =
  | { readonly kind: "null"; readonly value: null }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "float"; readonly value: number }
  /** `unsigned` is above the range of int64, where go-yaml changes to uint64. */
  | { readonly kind: "integer"; readonly value: number; readonly exact: bigint; readonly unsigned: boolean };

/** Resolves the text of a plain scalar without a tag. */
export function resolvePlain(text: string): Scalar {
  if (text === "") return { kind: "null", value: null };
  const hint = hints[text.charCodeAt(0)] ?? noHint;
  if (hint === noHint) return { kind: "string", value: text };
  const word = words.get(text);
  if (word === null) return { kind: "null", value: null };
  if (word !== undefined) return { kind: "boolean", value: word };
  return (hint === numberHint ? resolveNumber(text) : undefined) ?? { kind: "string", value: text };
}

const styleFloat = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const dotFloat = /^\.[0-9]+(?:_[0-9]+)*(?:[eE][-+]?[0-9]+(?:_[0-9]+)*)?$/;

function resolveNumber(text: string): Scalar | undefined {
  const special = notFinite.get(text);
  if (special !== undefined) return { kind: "float", value: special };
  if (text.startsWith(".")) {
    // go-yaml hands this text to ParseFloat as it stands, which takes underscores between digits only.
    return dotFloat.test(text) ? finiteFloat(text.replaceAll("_", "")) : undefined;
  }
  const plain = text.includes("_") ? text.replaceAll("_", "") : text;
  const integer = parseInteger(plain) ?? parseLooseBinary(plain);
  if (integer !== undefined) {
    if (integer > 0xffffffffffffffffn || integer < -0x8000000000000000n) {
      return styleFloat.test(plain) ? finiteFloat(plain) : undefined;
    }
    return { kind: "integer", value: Number(integer), exact: integer, unsigned: integer > 0x7fffffffffffffffn };
  }
  return styleFloat.test(plain) ? finiteFloat(plain) : undefined;
}

function finiteFloat(text: string): Scalar | undefined {
  const value = Number(text);
  // Go's ParseFloat fails on overflow, and the text stays a string.
  return Number.isFinite(value) ? { kind: "float", value } : undefined;
}

const goInteger = /^([-+]?)(?:0([xX])([0-9a-fA-F]+)|0([bB])([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))$/;

/** Go's `strconv.ParseInt(text, 0, …)` without its range. */
function parseInteger(text: string): bigint | undefined {
  const match = goInteger.exec(text);
  if (match === null) return undefined;
  const [, sign, , hexadecimal, , binary, octal, decimal] = match;
  const magnitude =
    hexadecimal !== undefined
      ? BigInt(`0x${hexadecimal}`)
      : binary !== undefined
        ? BigInt(`0b${binary}`)
        : octal !== undefined
          ? BigInt(`0o${octal}`)
          : BigInt(decimal ?? "0");
  return sign === "-" ? -magnitude : magnitude;
}

/** go-yaml parses what follows `0b` again by itself, which lets a sign stand there. */
function parseLooseBinary(text: string): bigint | undefined {
  const match = /^0b([-+])([01]+)$/.exec(text);
  if (match === null) return undefined;
  const magnitude = BigInt(`0b${match[2]}`);
  return match[1] === "-" ? -magnitude : magnitude;
}

/** Short decimal integers without sign or leading zero, by far the most numbers in manifests. */
const simpleInteger = /^(?:0|[1-9][0-9]{0,14})$/;

/**
 * The value of a plain scalar as a JSON value, for the fast path.
 *
 * @returns the value, `undefined` for a string, or the symbol {@link needsCare} for an integer above 2^53 or a number
 * without JSON form, which the exact path must judge.
 */
export function fastValue(text: string): boolean | number | null | undefined | typeof needsCare {
  const hint = hints[text.charCodeAt(0)];
  if (hint === noHint || hint === undefined) return undefined;
  if (hint === wordHint) return text.length <= 5 ? words.get(text) : undefined;
  if (simpleInteger.test(text)) return Number(text);
  const scalar = resolveNumber(text);
  if (scalar === undefined) return undefined;
  if (
    (scalar.kind === "float" && !Number.isFinite(scalar.value)) ||
    (scalar.kind === "integer" && !Number.isSafeInteger(scalar.value))
  )
    return needsCare;
  return scalar.value as number;
}

/** See {@link fastValue}. */
export const needsCare: unique symbol = Symbol("needs care");
