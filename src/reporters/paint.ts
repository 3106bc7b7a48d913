import type pc from "picocolors";
import type { Severity } from "../authoring/rule.ts";
import type { LoadProblem } from "../loader/index.ts";

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

/** `file`, `file:line` or `file:line:column`, as far as it is known. */
export function placeOfProblem({ file, line, column }: Pick<LoadProblem, "file" | "line" | "column">): string {
  return [file, line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(":");
}

/** `1 finding`, `10,322 findings`. */
export function plural(number: number, noun: string): string {
  return `${grouped(number)} ${noun}${number === 1 ? "" : "s"}`;
}

/** `10,322`. */
export function grouped(number: number): string {
  return number.toLocaleString("en");
}
