/**
 * The integer that `text` is in its shortest form (`-12`; not `012`, `+1`, `1.0` or `1e3`), up to 2^53−1 in size; else
 * `undefined`.
 */
export function integer(text: string): number | undefined {
  const value = /^(0|-?[1-9][0-9]{0,15})$/.test(text) ? Number(text) : undefined;
  return value !== undefined && Number.isSafeInteger(value) ? value : undefined;
}

/**
 * The text of a number that is a fraction, without an exponent: `0.5`, `-0.00000015`; `undefined` where it has more
 * than 15 digits before and after its point, of which engines don't hold the same.
 */
export function fractionText(number: number): string | undefined {
  const [, sign = "", before = "", after = "", exponent] =
    /^(-?)([0-9]+)(?:\.([0-9]+))?(?:e-([0-9]+))?$/.exec(String(number)) ?? [];
  const whole = exponent === undefined ? before : "0";
  const fraction = exponent === undefined ? after : `${"0".repeat(Number(exponent) - 1)}${before}${after}`;
  const digits = (whole === "0" ? 0 : whole.length) + fraction.length;
  return fraction === "" || digits > 15 ? undefined : `${sign}${whole}.${fraction}`;
}

/** What is left of `number` divided by `divisor`, with the sign of `number`; `undefined` if the divisor is 0. */
export function remainder(number: number, divisor: number): number | undefined {
  return divisor === 0 ? undefined : number % divisor;
}
