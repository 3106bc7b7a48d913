/** What a JSON value must be looked at for, beyond what JSON.parse does. */
export interface Inspection {
  /** Whether containers nest deeper than the limit; then the rest isn't known. */
  tooDeep: boolean;
  /** Whether there is a number that no double can hold. */
  overflows: boolean;
  /** Whether there are numbers so large that not every integer is a double. */
  hasLarge: boolean;
}

/** Walks a value once, so that its text need not be looked at where nothing is amiss. */
export function inspect(value: unknown, maxDepth: number): Inspection {
  const inspection = { tooDeep: false, overflows: false, hasLarge: false };
  inspectInto(inspection, value, maxDepth);
  return inspection;
}

function inspectInto(inspection: Inspection, value: unknown, levels: number): void {
  if (typeof value === "number") {
    if (Math.abs(value) <= Number.MAX_SAFE_INTEGER) return;
    inspection.hasLarge = true;
    if (!Number.isFinite(value)) inspection.overflows = true;
  } else if (typeof value === "object" && value !== null) {
    if (levels === 0) inspection.tooDeep = true;
    else if (Array.isArray(value)) for (const element of value) inspectInto(inspection, element, levels - 1);
    else for (const key in value) inspectInto(inspection, value[key as keyof typeof value], levels - 1);
  }
}
