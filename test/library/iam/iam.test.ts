import fc from "fast-check";
import {
  allowedActions,
  isOpenToAnyone,
  limitsCallers,
  matchesAction,
  mayDo,
  type PolicyDocument,
  policiesAllow,
  statementApplies,
} from "regoscript/aws";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { amountOf, seedOf } from "../../seed.ts";
import { type Case, iamCases, resources } from "./cases.ts";
import { completions } from "./completions.ts";
import { applies, isAllowed, like, type PlainRequest, type PlainStatement, type Reading } from "./evaluator.ts";

const policyOf = (statements: readonly PlainStatement[]): PolicyDocument =>
  ({ Statement: statements }) as unknown as PolicyDocument;

const nothing: PlainStatement = {
  Effect: "Allow",
  Principal: {},
  NotPrincipal: {},
  Action: [],
  NotAction: [],
  Resource: [],
  NotResource: [],
  Condition: {},
};

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
  let [denials, unlisted] = [0, 0];
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
      const patterns = allowedActions([policy]);
      const isListed = patterns.some((pattern) => matchesAction(given.action, pattern));
      if (expected !== false) assert.ok(isListed, JSON.stringify(given));
      const isNeverAllowed = given.statements.every((statement) => statement.Effect === "Deny");
      if (!isListed && !isNeverAllowed) unlisted++;
    }),
    { seed: seedOf(20_263), numRuns: amountOf(32_000) },
  );
  ofStatements.demand({ true: 80, false: 500, undefined: 20, missed: 2 });
  assert.ok(denials > 80, `${denials} statements deny`);
  assert.ok(unlisted > 80, `${unlisted} actions that no pattern allows`);
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

test("what may be done is known where one denial decides", () => {
  const statement = (Resource: string, parts: object = {}): PlainStatement => ({
    ...nothing,
    Action: ["s3:*"],
    Resource: [Resource],
    ...parts,
  });
  const denied = (Resource: string, parts: object = {}): PlainStatement =>
    statement(Resource, { Effect: "Deny", ...parts });
  const may = (resources: string, ...statements: PlainStatement[]): boolean | undefined =>
    mayDo([policyOf(statements)], "s3:GetObject", resources, undefined);
  const all = statement("*");
  const shop = "arn:aws:s3:::shop/*";
  assert.is(may("arn:aws:s3:::*", statement(shop)), true);
  assert.is(may("arn:aws:s3:::other/*", statement(shop)), false);
  assert.is(may("arn:aws:s3:::*", all, denied(shop)), true);
  assert.is(may("arn:aws:s3:::shop/a*", all, denied(shop)), false);
  assert.is(may("*", statement("arn:aws:s3:::shop/a*"), denied(shop)), false);
  assert.is(may(shop, all, denied(shop, { Action: ["s3:Put*"] })), true);
  assert.is(may(shop, all, denied(shop, { Condition: { Bool: { "aws:SecureTransport": ["false"] } } })), undefined);
  assert.is(may(shop, statement(shop, { Condition: { StringEquals: { "aws:username": ["ann"] } } })), undefined);
  assert.is(may(shop, all, denied("", { Resource: [], NotResource: ["arn:aws:s3:::other/*"] })), false);
  assert.is(may(shop, all, denied("", { Resource: [], NotResource: ["arn:aws:s3:::*/a"] })), undefined);
  assert.is(may(shop, all, denied("", { Resource: [], NotResource: [shop] })), true);
  assert.is(may(shop, statement("", { Resource: [], NotResource: ["arn:aws:s3:::*"] })), false);
  // Whether the wildcard of the denial reaches beyond the colon isn't said.
  const queue = "arn:aws:s3:eu-west-1:111111111111:orders";
  assert.is(may(queue, statement(queue), denied("arn:aws:s3:eu*1:orders")), undefined);
});

test("actions that a statement denies everywhere aren't allowed", () => {
  const statement = (parts: object): PlainStatement => ({ ...nothing, ...parts });
  const allowed = statement({ Action: ["s3:Get*", "iam:PassRole"], Resource: ["*"] });
  const except = statement({ NotAction: ["iam:*"], Resource: ["arn:aws:s3:::shop"] });
  const denied = (parts: object): PlainStatement => statement({ Effect: "Deny", Resource: ["*"], ...parts });
  const left = (...statements: PlainStatement[]): string[] => allowedActions([policyOf([allowed, ...statements])]);
  assert.equal(left(except), ["s3:Get*", "iam:PassRole", "*"]);
  assert.equal(left(denied({ Action: ["IAM:*"] })), ["s3:Get*"]);
  assert.equal(left(denied({ NotAction: ["S3:GetObject"] })), ["s3:Get*"]);
  assert.equal(left(denied({ NotAction: ["sqs:*"] })), []);
  for (const parts of [
    { Action: ["s3:GetObject"] },
    { Action: ["*"], Resource: ["arn:*"] },
    { Action: ["*"], Principal: { AWS: ["111122223333"] } },
    { Action: ["*"], Condition: { Bool: { "aws:SecureTransport": ["false"] } } },
  ])
    assert.equal(left(denied(parts)), ["s3:Get*", "iam:PassRole"], JSON.stringify(parts));
});

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html has what a fixed value
// is, with the examples of aws:SourceVpc.
test("a condition limits callers by fixed values of keys that say who they are", () => {
  for (const [operator, key, values, expected] of [
    ["StringEquals", "aws:SourceVpc", ["vpc-91237329"], true],
    ["StringLike", "aws:SourceVpc", ["vpc-91237329"], true],
    ["StringLike", "aws:SourceVpc", ["vpc-*"], false],
    ["StringEquals", "AWS:PrincipalOrgId", ["o-a1b2c3d4e5"], true],
    ["stringequals", "aws:SourceAccount", ["111122223333", "444455556666"], true],
    ["StringEqualsIfExists", "aws:SourceAccount", ["111122223333"], false],
    ["StringNotEquals", "aws:SourceAccount", ["111122223333"], false],
    ["Null", "aws:SourceAccount", ["false"], false],
    ["StringEquals", "aws:SourceAccount", [], undefined],
    ["ForAnyValue:StringLike", "aws:PrincipalOrgPaths", ["o-a1b2c3d4e5/r-ab12/*"], true],
    ["ForAnyValue:StringLike", "aws:PrincipalOrgPaths", ["o-*/r-ab12/*"], false],
    ["ForAllValues:StringLike", "aws:PrincipalOrgPaths", ["o-a1b2c3d4e5/*"], false],
    ["ArnLike", "aws:PrincipalArn", ["arn:aws:iam::111122223333:role/*"], true],
    ["ArnLike", "aws:PrincipalArn", ["arn:aws:iam::*:role/reader"], false],
    ["ArnLike", "aws:SourceArn", ["arn:aws:sns:*:111122223333:*", "arn:aws:s3:::shop"], true],
    ["ArnEquals", "aws:SourceArn", ["arn:aws:s3:::*"], false],
    ["StringLike", "aws:userid", ["AROAEXAMPLE:*"], undefined],
    ["StringEquals", "aws:userid", ["AROAEXAMPLE:ann"], true],
    ["StringEquals", "aws:PrincipalArn", ["arn:aws:iam::111122223333:role/${aws:username}"], undefined],
    ["IpAddress", "aws:SourceIp", ["203.0.113.0/24", "2001:db8::/32"], true],
    ["IpAddress", "aws:SourceIp", ["203.0.113.7"], true],
    ["IpAddress", "aws:SourceIp", ["203.0.113.0/24", "0.0.0.0/1"], false],
    ["IpAddress", "aws:SourceIp", ["2001::/31"], false],
    ["NotIpAddress", "aws:SourceIp", ["203.0.113.0/24"], false],
    ["Bool", "aws:SecureTransport", ["true"], false],
    ["StringEquals", "sts:ExternalId", ["x"], undefined],
    ["StringMatches", "aws:SourceAccount", ["111122223333"], undefined],
  ] as const)
    assert.is(limitsCallers({ [operator]: { [key]: values } }), expected, `${operator} ${key} ${values.join(" ")}`);
  assert.is(limitsCallers({}), false);
  const limited = { "aws:SourceVpc": ["vpc-1"], "sts:ExternalId": ["x"], "aws:SecureTransport": ["true"] };
  assert.is(limitsCallers({ StringEquals: limited }), true);
});

test("a statement is open to anyone if its principal is and its condition doesn't limit callers", () => {
  const open = (parts: object): boolean | undefined =>
    isOpenToAnyone(policyOf([{ ...nothing, Action: ["*"], ...parts }]).Statement[0]!);
  assert.is(open({ Principal: { AWS: ["111122223333", "*"] } }), true);
  assert.is(open({ NotPrincipal: { AWS: ["111122223333"] } }), true);
  assert.is(open({ Principal: { AWS: ["*"] }, Condition: { Bool: { "aws:SecureTransport": ["true"] } } }), true);
  assert.is(open({ Principal: { AWS: ["*"] }, Condition: { StringEquals: { "sts:ExternalId": ["x"] } } }), undefined);
  assert.is(open({ Principal: { Federated: ["*"] } }), undefined);
  assert.is(open({ Principal: { AWS: ["*"] }, Condition: { StringEquals: { "aws:SourceVpc": ["vpc-1"] } } }), false);
  assert.is(open({ Principal: { AWS: ["111122223333"], Service: ["ec2.amazonaws.com"] } }), false);
  assert.is(open({ Principal: { AWS: ["*"] }, Effect: "Deny" }), false);
  assert.is(open({}), false);
});

test.run();
