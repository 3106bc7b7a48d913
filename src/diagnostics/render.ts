import pc from "picocolors";
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
  const width = Math.max(1, Math.min(span.end - span.start, line.length - span.column + 1));
  const marker = line.slice(0, span.column - 1).replace(/[^\t]/g, " ") + "^".repeat(width);
  return [
    `${paint.red(paint.bold(`error[${diagnostic.code}]`))}${paint.bold(`: ${diagnostic.message}`)}`,
    `${gutter}${paint.blue("-->")} ${span.file}:${span.line}:${span.column}`,
    `${gutter} ${paint.blue("|")}`,
    `${paint.blue(`${number} |`)} ${line}`,
    `${gutter} ${paint.blue("|")} ${paint.red(marker)}`,
    `${gutter} ${paint.blue("=")} ${paint.bold("help")}: ${diagnostic.help || codes[diagnostic.code].remedy}`,
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
