import { ts } from "ts-morph";
import type { CompilationContext } from "./context.ts";
import { membersOf } from "./types.ts";

/** What TypeScript keeps of the comments that turn it off, which its public types leave out. */
interface CommentDirectives {
  readonly commentDirectives?: readonly { readonly range: ts.TextRange }[];
  readonly checkJsDirective?: { readonly enabled: boolean; readonly pos: number; readonly end: number };
}

/**
 * Refuses what TypeScript believes of a file without checking it: comments that silence its errors, variables that are
 * said to have a value, and numbers that pass for members of an enumeration.
 */
export function checkClaims(file: ts.SourceFile, context: CompilationContext): void {
  const { commentDirectives = [], checkJsDirective } = file as CommentDirectives;
  const turnedOff = checkJsDirective?.enabled === false ? [checkJsDirective] : [];
  for (const range of [...turnedOff, ...commentDirectives.map((directive) => directive.range)])
    context.reportRange(
      "RS1013",
      file,
      range,
      "this comment turns TypeScript's errors off, and what is compiled follows its types",
      "remove the comment, and correct what TypeScript says",
    );
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && node.exclamationToken !== undefined)
      context.report(
        "RS1013",
        node,
        "`!` claims that the variable has a value wherever it is read",
        "give it a first value, or a type with `undefined`",
      );
    if (ts.isSwitchStatement(node)) checkSwitch(node, context);
    ts.forEachChild(node, visit);
  };
  visit(file);
}

/** Any number passes for a member, so that the cases of all members may not be all. */
function checkSwitch(node: ts.SwitchStatement, context: CompilationContext): void {
  if (node.caseBlock.clauses.some(ts.isDefaultClause)) return;
  const type = context.checker.getTypeAtLocation(node.expression);
  const isMember = ({ flags }: ts.Type): boolean =>
    (flags & ts.TypeFlags.EnumLiteral) !== 0 && (flags & ts.TypeFlags.NumberLiteral) !== 0;
  if (membersOf(type).some(isMember))
    context.report(
      "RS1013",
      node.expression,
      "any number passes for a member of this enumeration, so that the cases may not be all",
      "add a `default`, or give the members texts as values",
    );
}
