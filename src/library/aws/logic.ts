// Kleene's logic of three values, in which `undefined` is what isn't known.

/** Whether all of several hold, as far as it is known. */
export function allOf(results: readonly (boolean | undefined)[]): boolean | undefined {
  if (results.includes(false)) return false;
  return results.includes(undefined) ? undefined : true;
}

/** Whether one of several holds, as far as it is known. */
export function anyOf(results: readonly (boolean | undefined)[]): boolean | undefined {
  if (results.includes(true)) return true;
  return results.includes(undefined) ? undefined : false;
}

/** The opposite of a result, as far as it is known. */
export function not(result: boolean | undefined): boolean | undefined {
  return result === undefined ? undefined : !result;
}
