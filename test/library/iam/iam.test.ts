import fc from "fast-check";
import { mayDo, type PolicyDocument, policiesAllow, statementApplies } from "regoscript/aws";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { amountOf, seedOf } from "../../seed.ts";
import { type Case, iamCases, resources } from "./cases.ts";
import { completions } from "./completions.ts";
import { applies, isAllowed, like, type PlainRequest, type PlainStatement, type Reading } from "./evaluator.ts";

const policyOf = (statements: readonly PlainStatement[]): PolicyDocument =>
  ({ Statement: statements }) as unknown as PolicyDocument;

/** What all completions of a case say, `undefined` if they differ. */
function agreed(given: Case, ask: (request: PlainRequest, reading: Reading) => boolean): boolean | undefined {
  let answer: boolean | undefined;
  for (const [request, reading] of completions(given)) {
    const one = ask(request, reading);
    if (answer !== undefined && answer !== one) return undefined;
    answer = one;
  }
  return answer;
}

/** How often each answer was given; `missed` where it could have been known. */
class Tally {
  readonly answers: Record<string, number> = { true: 0, false: 0, undefined: 0, missed: 0 };

  add(answer: boolean | undefined, expected: boolean | undefined, what: () => string): void {
    if (answer !== undefined) assert.is(answer, expected, what());
    const kind = answer === expected ? `${answer}` : "missed";
    this.answers[kind] = (this.answers[kind] ?? 0) + 1;
  }

  /** Demands a share of each answer, in thousandths, and no more missed ones than that. */
  demand(shares: { true: number; false: number; undefined: number; missed: number }): void {
    const all = Object.values(this.answers).reduce((sum, amount) => sum + amount, 0);
    const text = JSON.stringify(this.answers);
    for (const kind of ["true", "false", "undefined"] as const)
      assert.ok((this.answers[kind] ?? 0) * 1000 >= shares[kind] * all, `${kind}: ${text}`);
    assert.ok((this.answers["missed"] ?? 0) * 1000 <= shares.missed * all, `missed: ${text}`);
  }
}

test("the model says of statements and policies what the documentation says, and knows what it leaves open", () => {
  const [ofStatements, ofPolicies] = [new Tally(), new Tally()];
  let denials = 0;
  fc.assert(
    fc.property(iamCases, (given) => {
      const policy = policyOf(given.statements);
      given.statements.forEach((statement, index) => {
        const alone = { ...given, statements: [statement] };
        const expected = agreed(alone, (request, reading) => applies(statement, request, reading));
        const answer = statementApplies(policy.Statement[index]!, given);
        ofStatements.add(answer, expected, () => JSON.stringify(alone));
        if (answer === true && statement.Effect === "Deny") denials++;
      });
      const expected = agreed(given, (request, reading) => isAllowed(given.statements, request, reading));
      ofPolicies.add(policiesAllow([policy], given), expected, () => JSON.stringify(given));
    }),
    { seed: seedOf(20_263), numRuns: amountOf(32_000) },
  );
  ofStatements.demand({ true: 80, false: 500, undefined: 20, missed: 2 });
  assert.ok(denials > 80, `${denials} statements deny`);
  ofPolicies.demand({ true: 80, false: 500, undefined: 20, missed: 8 });
});

/** Texts that a pattern fits: its wildcards are nothing, a word, or reach beyond a part. */
function fillings(pattern: string): string[] {
  return [
    ["", "", "o"],
    ["q", "q/q", "q"],
    ["q:q", "", ":"],
    ["", "q:q", ":"],
  ].map(([first, others, one]) => pattern.replace("*", first!).replaceAll("*", others!).replaceAll("?", one!));
}

test("what may be done on some resource of a pattern is allowed on one, and what may not on none", () => {
  const tally = new Tally();
  fc.assert(
    fc.property(iamCases, (drawn) => {
      const given: Case = { ...drawn, context: {}, others: "unknown" };
      const { action, resources: pattern, caller } = given;
      const answer = mayDo([policyOf(given.statements)], action, pattern, caller);
      const texts = new Set([
        ...resources,
        ...[
          pattern,
          ...given.statements.flatMap((statement) => [...statement.Resource, ...statement.NotResource]),
        ].flatMap(fillings),
      ]);
      const results = [...texts]
        .filter((text) => like(text, pattern, false))
        .map((resource) =>
          agreed({ ...given, resource }, (request, reading) => isAllowed(given.statements, request, reading)),
        );
      const expected = results.includes(true) ? true : results.includes(undefined) ? undefined : false;
      tally.add(answer, expected, () => JSON.stringify(given));
    }),
    { seed: seedOf(20_264), numRuns: amountOf(5_000) },
  );
  tally.demand({ true: 30, false: 300, undefined: 100, missed: 50 });
});

test.run();
