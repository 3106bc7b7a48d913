import type { ts } from "ts-morph";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Span } from "../diagnostics/span.ts";
import type { Imports } from "./imports.ts";

/** A type error with the file that it is in. */
export interface CheckerError {
  readonly file: ts.SourceFile;
  readonly number: number;
  readonly diagnostic: Diagnostic;
}

/** TypeScript's errors of names and modules that it doesn't find: whatever depends on such a name has no type. */
const unresolved = new Set([2304, 2305, 2307, 2503, 2552, 2580, 2591, 2583, 2584, 2614, 2694, 2724, 2792, 2834, 2835]);

/** TypeScript's errors of a parameter that has no type: it may be that of a function whose receiver has none. */
const implicit = new Set([7006, 7019, 7031]);

/** Diagnostics of the policy language that follow the types of values. */
const aboutTypes = /^(RS2|RS1011)/;

/**
 * Leaves out what only follows from something else that is wrong: everything in files with a name that isn't found or
 * with bad syntax, and in files that import one of those; what is said of the types of values where a type doesn't fit,
 * and where an interface or a parameter has a type that no document can be checked against.
 *
 * @param fileOf the author's file that a diagnostic is in
 */
export function withoutConsequences(
  diagnostics: readonly Diagnostic[],
  errors: readonly CheckerError[],
  imports: Imports,
  fileOf: (diagnostic: Diagnostic) => ts.SourceFile | undefined,
): Diagnostic[] {
  const isSyntax = ({ number }: CheckerError): boolean => number < 2000;
  const isCause = (error: CheckerError): boolean => isSyntax(error) || unresolved.has(error.number);
  const unreadable = new Set(errors.filter(isSyntax).map(({ file }) => file));
  const broken = new Set(errors.filter(isCause).map(({ file }) => file));
  const otherwise = new Set(errors.filter(({ number }) => !implicit.has(number)).map(({ file }) => file));
  const untyped = new Set(diagnostics.filter(({ code }) => code === "RS3005" || code === "RS3006").map(fileOf));
  const own = diagnostics.filter((diagnostic) => {
    const file = fileOf(diagnostic);
    if (file === undefined) return true;
    if (broken.has(file) || imports.reaches(file, (behind) => broken.has(behind))) return false;
    // A file may well be imported by a name that isn't found.
    if (diagnostic.code === "RS3008" && broken.size > 0) return false;
    if (!aboutTypes.test(diagnostic.code)) return true;
    return !untyped.has(file) && !errors.some((error) => error.file === file && isWithin(error.diagnostic, diagnostic));
  });
  // What the policy language has to say of a place is more exact than what TypeScript has.
  const said = new Set(own.map(({ span }) => `${span.file}:${span.start}`));
  const typeErrors = errors.filter((error) => {
    if (unreadable.has(error.file)) return isSyntax(error);
    if (broken.has(error.file)) return isCause(error);
    if (implicit.has(error.number) && otherwise.has(error.file)) return false;
    return !untyped.has(error.file) && !said.has(`${error.diagnostic.span.file}:${error.diagnostic.span.start}`);
  });
  return [...typeErrors.map(({ diagnostic }) => diagnostic), ...own];
}

/**
 * Leaves out what is said of a name that is unknown because what declares it is refused, or the name itself.
 *
 * @param unknownNames the diagnostics of names that are unknown, with the place of what declares the name
 */
export function withoutUnknownNames(
  diagnostics: readonly Diagnostic[],
  unknownNames: ReadonlyMap<Diagnostic, Span>,
): Diagnostic[] {
  const causes = diagnostics.filter((diagnostic) => !unknownNames.has(diagnostic));
  return diagnostics.filter((diagnostic) => {
    const declaration = unknownNames.get(diagnostic);
    return (
      declaration === undefined ||
      !causes.some(({ span }) => overlap(span, declaration) || isSame(span, diagnostic.span))
    );
  });
}

function overlap(one: Span, other: Span): boolean {
  return one.file === other.file && one.start < other.end && other.start < one.end;
}

function isSame(one: Span, other: Span): boolean {
  return one.file === other.file && one.start === other.start && one.end === other.end;
}

/** Whether a diagnostic stands inside what another is about. */
function isWithin({ span: inner }: Diagnostic, { span: outer }: Diagnostic): boolean {
  return inner.start >= outer.start && inner.start < outer.end;
}
