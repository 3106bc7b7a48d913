import type pc from "picocolors";
import type { Severity } from "../authoring/rule.ts";

/** Colours of a terminal, or none. */
export type Paint = ReturnType<typeof pc.createColors>;

type Painted = { readonly [severity in Severity]: (text: string) => string };

/** How the reports for people colour what is of a severity. */
export function paintedSeverities(paint: Paint): Painted {
  return {
    critical: (text) => paint.bold(paint.red(text)),
    high: paint.red,
    medium: paint.yellow,
    low: paint.cyan,
  };
}

/** `1 finding`, `10,322 findings`. */
export function plural(number: number, noun: string): string {
  return `${grouped(number)} ${noun}${number === 1 ? "" : "s"}`;
}

/** `10,322`. */
export function grouped(number: number): string {
  return number.toLocaleString("en");
}
