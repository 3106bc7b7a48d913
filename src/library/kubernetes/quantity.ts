import { integer } from "regoscript";

/**
 * Quantities of Kubernetes resources (`500m`, `1.5Gi`, `2e3`), compared exactly: a number of billionths in base 10^7,
 * which no engine rounds. Syntax: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
interface Billionths {
  readonly negative: boolean;
  /** Six parts of seven digits, the greatest first. */
  readonly parts: readonly number[];
}

const base = 10_000_000;

/** Powers of ten by which a number of units is moved to the left before its point is taken away. */
const decimalSuffixes = new Map([
  ["n", 0],
  ["u", 3],
  ["m", 6],
  ["", 9],
  ["k", 12],
  ["M", 15],
  ["G", 18],
  ["T", 21],
  ["P", 24],
  ["E", 27],
]);

/** How often a number of units is multiplied by 1024. */
const binarySuffixes = new Map([
  ["Ki", 1],
  ["Mi", 2],
  ["Gi", 3],
  ["Ti", 4],
  ["Pi", 5],
  ["Ei", 6],
]);

/**
 * The order of two quantities: negative if `left` is less, 0 if they are equal, positive if it is more; `undefined` if
 * one of them is no quantity, or beyond 10^18 units (Kubernetes itself stops at 2^63−1).
 */
export function compareQuantities(left: string, right: string): number | undefined {
  const first = parseQuantity(left);
  const second = parseQuantity(right);
  if (first === undefined || second === undefined) return undefined;
  if (first.negative !== second.negative) return first.negative ? -1 : 1;
  const order = compareParts(first.parts, second.parts);
  return first.negative ? 0 - order : order;
}

/** Whether a text is a quantity that `compareQuantities` takes. */
export function isQuantity(text: string): boolean {
  return parseQuantity(text) !== undefined;
}

function compareParts(left: readonly number[], right: readonly number[]): number {
  for (const [index, part] of left.entries()) {
    const other = right[index] ?? 0;
    if (part < other) return -1;
    if (part > other) return 1;
  }
  return 0;
}

function parseQuantity(text: string): Billionths | undefined {
  if (!/^[+-]?([0-9]+(?:\.[0-9]*)?|\.[0-9]+)([numkMGTPE]|[KMGTPE]i|[eE][+-]?[0-9]{1,2})?$/u.test(text))
    return undefined;
  const negative = text.startsWith("-");
  const unsigned = withoutSign(text);
  const suffix = suffixOf(unsigned);
  const number = unsigned.slice(0, unsigned.length - suffix.length);
  const [whole = "", fraction = ""] = number.split(".");
  const times = binarySuffixes.get(suffix);
  const power = times === undefined ? (decimalSuffixes.get(suffix) ?? exponentOf(suffix)) : 9;
  if (power === undefined || power < 0 || power > 36) return undefined;
  const digits = `${whole}${fraction.padEnd(36, "0").slice(0, power)}`;
  const moved = fraction.length > power && !/^0*$/u.test(fraction.slice(power)) ? undefined : withoutZeros(digits);
  if (moved === undefined || moved.length > 34) return undefined;
  const parts = partsOf(moved.padStart(42, "0"));
  const scaled = times === undefined ? parts : timesPower(parts, times);
  // Zero has no sign.
  const isZero = scaled.every((part) => part === 0);
  return (scaled[0] ?? 0) < base ? { negative: negative && !isZero, parts: scaled } : undefined;
}

function withoutSign(text: string): string {
  return text.startsWith("-") || text.startsWith("+") ? text.slice(1) : text;
}

/** What follows the digits. */
function suffixOf(text: string): string {
  if (text.endsWith("i")) return text.slice(-2);
  const [, exponent] = text.replace("E", "e").split("e");
  if (exponent !== undefined && exponent !== "") return text.slice(0 - exponent.length - 1);
  return /[a-zA-Z]$/u.test(text) ? text.slice(-1) : "";
}

/** The power of an exponent such as `e3` or `E-2`, counted as for the suffixes. */
function exponentOf(suffix: string): number | undefined {
  const digits = suffix.slice(1).replace("+", "");
  const isNegative = digits.startsWith("-");
  const value = integer(withoutZeros(isNegative ? digits.slice(1) : digits));
  if (value === undefined) return undefined;
  return isNegative ? 9 - value : 9 + value;
}

/** Digits without zeros before them. */
function withoutZeros(digits: string): string {
  const characters = digits.split("0");
  const first = characters.findIndex((part) => part !== "");
  return first === -1 ? "0" : digits.slice(first);
}

function partsOf(digits: string): number[] {
  return [0, 7, 14, 21, 28, 35].map((start) => integer(withoutZeros(digits.slice(start, start + 7))) ?? 0);
}

function timesPower(parts: readonly number[], times: number): readonly number[] {
  const first = times > 0 ? times1024(parts) : parts;
  const second = times > 1 ? times1024(first) : first;
  const third = times > 2 ? times1024(second) : second;
  const fourth = times > 3 ? times1024(third) : third;
  const fifth = times > 4 ? times1024(fourth) : fourth;
  return times > 5 ? times1024(fifth) : fifth;
}

/** A number times 1024, the carry taken from each part to the next; what doesn't fit stays in the first. */
function times1024(parts: readonly number[]): number[] {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = parts;
  const sixth = f * 1024;
  const fifth = e * 1024 + Math.floor(sixth / 10_000_000);
  const fourth = d * 1024 + Math.floor(fifth / 10_000_000);
  const third = c * 1024 + Math.floor(fourth / 10_000_000);
  const second = b * 1024 + Math.floor(third / 10_000_000);
  const first = a * 1024 + Math.floor(second / 10_000_000);
  return [first, second % 10_000_000, third % 10_000_000, fourth % 10_000_000, fifth % 10_000_000, sixth % 10_000_000];
}
