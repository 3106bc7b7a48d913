import { functionClauses } from "../../ir/clauses.ts";
import type { Clause, Expression, Statement, Step } from "../../ir/nodes.ts";
import { type Branch, scalar, type Term } from "../ast.ts";
import type { BodyLowering } from "./body.ts";
import { termAs } from "./copies.ts";
import { commonForm, type Form, type Held, value } from "./held.ts";

/** Whether an expression is lowered as a condition and so has no term of its own. */
export function isCondition(expression: Expression): boolean {
  return ["equal", "order", "truthy", "not", "and", "or", "membership", "exists", "typeTest"].includes(expression.kind);
}

/** The branches of a body that returns. */
export function functionBranches(body: readonly Statement[], enter: () => BodyLowering): Branch[] {
  return clauseBranches(functionClauses(body), enter).branches;
}

/** One way through a body, lowered up to what it results in. */
interface Way {
  readonly result: Held;
  readonly scope: BodyLowering;
}

/**
 * The branches of the ways through a body, and the form in which they give the result.
 *
 * @param takesForm whether the result may be in another form than as a value
 */
export function clauseBranches(
  clauses: readonly Clause[],
  enter: () => BodyLowering,
  takesForm = false,
): { readonly branches: Branch[]; readonly form: Form } {
  const ways: Way[] = [];
  for (const clause of clauses.flatMap(splitOutcome)) addWays(clause, enter, ways);
  const form: Form = takesForm ? commonForm(ways.map(({ result }) => result)) : { form: "value" };
  const branches: Branch[] = [];
  for (const { result, scope } of ways) branches.push(branchAfter(branches, termAs(result, form, scope), scope));
  return { branches, form };
}

/** The clauses of an outcome that is a choice, which Rego tries in the same order. */
export function splitOutcome(clause: Clause): readonly Clause[] {
  const { steps, outcome } = clause;
  if (outcome?.kind !== "conditional") return [clause];
  const guard: Step = { kind: "guard", condition: outcome.condition, holds: true };
  return [
    ...splitOutcome({ ...clause, steps: [...steps, guard], outcome: outcome.whenTrue }),
    ...splitOutcome({ ...clause, outcome: outcome.whenFalse }),
  ];
}

/** A clause whose outcome is a condition becomes two ways. */
function addWays(clause: Clause, enter: () => BodyLowering, ways: Way[]): void {
  const { outcome } = clause;
  const scope = enter();
  if (outcome !== undefined && isCondition(outcome)) {
    scope.steps([...clause.steps, { kind: "guard", condition: outcome, holds: true }]);
    ways.push({ result: value(scalar(true)), scope });
    const otherwise = enter();
    otherwise.steps(clause.steps);
    ways.push({ result: value(scalar(false)), scope: otherwise });
    return;
  }
  scope.steps(clause.steps);
  ways.push({ result: scope.outcome(clause), scope });
}

/**
 * A branch that comes after others. After a head with a value, a `true` has a name: `opa fmt` turns `else := true if`
 * into `else if`, whose value there is undefined for regorus.
 */
export function branchAfter(earlier: readonly Branch[], value: Term, scope: BodyLowering): Branch {
  const [head] = earlier;
  const needsName = isTrue(value) && scope.body.length > 0 && head !== undefined && !isTrue(head.value);
  return { value: needsName ? scope.named(value, "holds") : value, body: scope.body };
}

function isTrue(term: Term | undefined): boolean {
  return term?.kind === "scalar" && term.value === true;
}
