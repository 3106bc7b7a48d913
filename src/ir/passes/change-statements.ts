import { hasEffect } from "../effects.ts";
import type { Statement } from "../nodes.ts";

export type ChangeStatement = Extract<Statement, { kind: "change" }>;

/** The changes in statements, other than inside lambdas. */
export function changesIn(statements: readonly Statement[]): ChangeStatement[] {
  return statements.flatMap((statement) => {
    switch (statement.kind) {
      case "change":
        return [statement];
      case "if":
        return [...changesIn(statement.whenTrue), ...changesIn(statement.whenFalse)];
      case "for":
      case "block":
        return changesIn(statement.body);
      default:
        return [];
    }
  });
}

/** Statements with others in the place of each change, without `if`s, loops and blocks that have no effect then. */
export function withChanges(
  statements: readonly Statement[],
  keepsYields: boolean,
  replacement: (change: ChangeStatement) => readonly Statement[],
): Statement[] {
  const inner = (body: readonly Statement[]): Statement[] => withChanges(body, keepsYields, replacement);
  return statements.flatMap((statement): readonly Statement[] => {
    switch (statement.kind) {
      case "yield":
        return keepsYields ? [statement] : [];
      case "change":
        return replacement(statement);
      case "if": {
        const [whenTrue, whenFalse] = [inner(statement.whenTrue), inner(statement.whenFalse)];
        return hasEffect(whenTrue) || hasEffect(whenFalse) ? [{ ...statement, whenTrue, whenFalse }] : [];
      }
      case "for":
      case "block": {
        const body = inner(statement.body);
        return hasEffect(body, statement.label) ? [{ ...statement, body }] : [];
      }
      default:
        return [statement];
    }
  });
}
