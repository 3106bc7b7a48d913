import pc from "picocolors";
import { excerptOf, pointed } from "../text/excerpt.ts";
import { visible } from "../text/visible.ts";
import { codes } from "./codes.ts";
import type { Diagnostic } from "./diagnostic.ts";

/** Gives the text of a source file. */
type SourceLookup = (file: string) => string | undefined;

/** A diagnostic with its code frame, in the form that compilers have made familiar. */
export function renderDiagnostic(diagnostic: Diagnostic, source: SourceLookup, color = false): string {
  const paint = pc.createColors(color);
  const { span } = diagnostic;
  const line = (source(span.file) ?? "").split(/\r?\n/)[span.line - 1] ?? "";
  const number = String(span.line);
  const gutter = " ".repeat(number.length);
  const { shown, blanks, mark } = pointed(
    excerptOf(line, span.column),
    span.column,
    span.column + (span.end - span.start),
  );
  return [
    `${paint.red(paint.bold(`error[${diagnostic.code}]`))}${paint.bold(`: ${diagnostic.message.split("\n").map(visible).join("\n")}`)}`,
    `${gutter}${paint.blue("-->")} ${visible(span.file)}:${span.line}:${span.column}`,
    `${gutter} ${paint.blue("|")}`,
    `${paint.blue(`${number} |`)} ${shown}`,
    `${gutter} ${paint.blue("|")} ${blanks}${paint.red(mark)}`,
    `${gutter} ${paint.blue("=")} ${paint.bold("help")}: ${visible(diagnostic.help || codes[diagnostic.code].remedy)}`,
  ].join("\n");
}

/** In the order of files and places, each once. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  return [...diagnostics]
    .sort(
      (left, right) =>
        compare(left.span.file, right.span.file) ||
        left.span.start - right.span.start ||
        compare(left.code, right.code),
    )
    .filter((diagnostic) => {
      const key = `${diagnostic.code} ${diagnostic.span.file} ${diagnostic.span.start} ${diagnostic.message}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    });
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
