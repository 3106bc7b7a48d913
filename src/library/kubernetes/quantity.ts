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

/**
 * The sum of quantities as a plain decimal number of units (`"1.5Ki"` and `"500m"` are `"1536.5"`); "0" of none.
 * `undefined` if one of them is no quantity, or the sum is beyond 10^33 units.
 */
export function sumOfQuantities(quantities: readonly string[]): string | undefined {
  const all = quantities.map((quantity) => parseQuantity(quantity));
  if (all.some((quantity) => quantity === undefined)) return undefined;
  return quantityText(
    [0, 1, 2, 3, 4, 5].map((index) => all.reduce((sum, quantity) => sum + partOf(quantity, index), 0)),
    0,
  );
}

/**
 * A quantity times a factor, a plain decimal number such as `"3"` or `"1.5"`, as a plain decimal number of units.
 * `undefined` if one of them is something else, the factor has more than eight digits, or the product is beyond 10^33
 * units or no whole number of billionths.
 */
export function productOfQuantity(quantity: string, factor: string): string | undefined {
  const parsed = parseQuantity(quantity);
  const [whole = "", fraction = ""] = factor.split(".");
  const digits = integer(withoutZeros(`${whole}${fraction}`));
  if (parsed === undefined || digits === undefined || !/^[0-9]+(?:\.[0-9]+)?$/u.test(factor) || digits > 99_999_999)
    return undefined;
  return quantityText(
    [0, 1, 2, 3, 4, 5].map((index) => partOf(parsed, index) * digits),
    fraction.length,
  );
}

/**
 * The number of whole units of a quantity, rounded up as `Quantity.Value` of apimachinery does; `undefined` if it is no
 * quantity or beyond 2^53−1. Source: https://pkg.go.dev/k8s.io/apimachinery/pkg/api/resource#Quantity.Value
 */
export function quantityValue(quantity: string): number | undefined {
  return roundedUp(sumOfQuantities([quantity]));
}

/** The number of thousandths of a quantity, rounded up as `Quantity.MilliValue` of apimachinery does; as above. */
export function quantityMilliValue(quantity: string): number | undefined {
  return roundedUp(productOfQuantity(quantity, "1000"));
}

function roundedUp(number: string | undefined): number | undefined {
  if (number === undefined) return undefined;
  const [whole = "", fraction] = number.split(".");
  const value = integer(whole === "-0" ? "0" : whole);
  if (value === undefined) return undefined;
  const rounded = fraction !== undefined && !number.startsWith("-") ? value + 1 : value;
  return rounded > Number.MAX_SAFE_INTEGER ? undefined : rounded;
}

/** A part of a quantity with the quantity's sign. */
function partOf(quantity: Billionths | undefined, index: number): number {
  const part = quantity?.parts[index] ?? 0;
  return quantity?.negative === true ? 0 - part : part;
}

/**
 * The number that parts of billionths make, which may be negative or beyond the base, divided by a power of ten.
 *
 * @param power how many digits are divided away, which must be zeros
 */
function quantityText(parts: readonly number[], power: number): string | undefined {
  const signed = carried(parts);
  const negative = (signed[0] ?? 0) < 0;
  const absolute = negative ? carried(signed.map((part) => 0 - part)) : signed;
  if ((absolute[0] ?? 0) >= base) return undefined;
  const digits = absolute.map((part) => `${part}`.padStart(7, "0")).join("");
  const kept = digits.slice(0, digits.length - power);
  if (!/^0*$/u.test(digits.slice(digits.length - power))) return undefined;
  const whole = withoutZeros(kept.slice(0, kept.length - 9));
  const fraction = withoutLastZeros(kept.slice(kept.length - 9));
  const number = fraction === "" ? whole : `${whole}.${fraction}`;
  return negative && number !== "0" ? `-${number}` : number;
}

/** Parts of which all but the first are less than the base and not negative; what is beyond goes to the part before. */
function carried([a = 0, b = 0, c = 0, d = 0, e = 0, f = 0]: readonly number[]): number[] {
  const fifth = e + Math.floor(f / 10_000_000);
  const fourth = d + Math.floor(fifth / 10_000_000);
  const third = c + Math.floor(fourth / 10_000_000);
  const second = b + Math.floor(third / 10_000_000);
  const first = a + Math.floor(second / 10_000_000);
  return [first, rest(second), rest(third), rest(fourth), rest(fifth), rest(f)];
}

/** What is left of a number, which may be negative, below the base. */
function rest(number: number): number {
  return number - Math.floor(number / 10_000_000) * 10_000_000;
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

/** Digits without zeros after them. */
function withoutLastZeros(digits: string): string {
  const parts = digits.split("0");
  const last = parts.findLastIndex((part) => part !== "");
  return last === -1 ? "" : digits.slice(0, digits.length - (parts.length - 1 - last));
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
