/**
 * The integer that `text` is in its shortest form (`-12`; not `012`, `+1`, `1.0` or `1e3`), up to 2^53−1 in size; else
 * `undefined`.
 */
export function integer(text: string): number | undefined {
  const value = /^(0|-?[1-9][0-9]{0,15})$/.test(text) ? Number(text) : undefined;
  return value !== undefined && Number.isSafeInteger(value) ? value : undefined;
}

/** What is left of `number` divided by `divisor`, with the sign of `number`; `undefined` if the divisor is 0. */
export function remainder(number: number, divisor: number): number | undefined {
  return divisor === 0 ? undefined : number % divisor;
}
