import { ts } from "ts-morph";
import { codes } from "../../diagnostics/codes.ts";
import type { CompilationContext, FunctionContext } from "../context.ts";
import { MadeRecords } from "../made-records.ts";

const analyses = new WeakMap<CompilationContext, MadeRecords>();

/**
 * Refuses to look up a key that isn't known in a record that the rule itself made: `{}` has keys that it inherits, such
 * as `constructor`, which a document may name. Records of a document inherit nothing.
 *
 * @param record the record, or the part of a pattern that takes it apart
 * @param names the keys that may be looked up, `undefined` for any
 */
export function checkInherited(
  record: ts.Expression | ts.BindingElement,
  names: readonly (string | undefined)[],
  at: ts.Node,
  context: FunctionContext,
): void {
  const { compilation } = context;
  if (names.every((name) => name !== undefined && !(name in {}))) return;
  const analysis = analyses.get(compilation) ?? new MadeRecords(compilation.program);
  analyses.set(compilation, analysis);
  const origin = ts.isBindingElement(record) ? analysis.originOfPattern(record) : analysis.originOf(record);
  if (origin === undefined) return;
  const { file, line } = compilation.span(origin);
  const isDefault =
    ts.isObjectLiteralExpression(origin) && origin.properties.length === 0 && ts.isBinaryExpression(origin.parent);
  const help = isDefault ? "leave out `?? {}`, and ask what may be undefined: `record?.[key]`" : codes.RS2012.remedy;
  compilation.report(
    "RS2012",
    at,
    `\`${at.getText()}\` may be a key that every object inherits, such as \`constructor\`: the record is made at ${file}:${line}`,
    help,
  );
}

/** The keys that an expression may be, `undefined` for any. */
export function namesOf(key: ts.Expression, { compilation }: FunctionContext): (string | undefined)[] {
  const type = compilation.checker.getTypeAtLocation(key);
  return (type.isUnion() ? type.types : [type]).map((member) =>
    member.isStringLiteral() || member.isNumberLiteral() ? String(member.value) : undefined,
  );
}
