import { hasEffect, leaves } from "../effects.ts";
import type { Expression, Label, Statement } from "../nodes.ts";
import { literal } from "../terms.ts";
import { withChanges } from "./change-statements.ts";

/**
 * Statements that only find out where control leaves a block: each `break` returns a value, and what leaves more than
 * the block returns none, since no value is asked for there.
 */
export function endingsOf(
  statements: readonly Statement[],
  label: Label,
  valueAt: (at: Statement) => Expression,
  inside: readonly Label[] = [],
): Statement[] {
  return statements.flatMap((statement): Statement[] => {
    const { span } = statement;
    switch (statement.kind) {
      case "bind":
        return [statement];
      case "yield":
      case "change":
        return [];
      case "return":
      case "continue":
      case "break": {
        if (statement.kind === "break" && inside.includes(statement.label)) return [statement];
        const value =
          statement.kind === "break" && statement.label === label
            ? valueAt(statement)
            : literal(null, span, { kind: "nothing", nullable: true });
        return [{ kind: "return", value, span }];
      }
      case "if": {
        const whenTrue = endingsOf(statement.whenTrue, label, valueAt, inside);
        const whenFalse = endingsOf(statement.whenFalse, label, valueAt, inside);
        return hasEffect(whenTrue) || hasEffect(whenFalse) ? [{ ...statement, whenTrue, whenFalse }] : [];
      }
      case "block": {
        const body = endingsOf(statement.body, label, valueAt, [...inside, statement.label]);
        return leaves(body, statement.label) ? [{ ...statement, body }] : [];
      }
      case "for": {
        const body = withChanges(statement.body, false, () => []);
        return leaves(body, statement.label) ? [{ ...statement, body }] : [];
      }
    }
  });
}
