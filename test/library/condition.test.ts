import {
  conditionValues,
  hasCondition,
  matchesConditionValue,
  meetsCondition,
  parseConditionOperator,
  type Statement,
} from "regoscript/aws";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { blockCases, valueCases } from "../language/fixtures/condition-cases.ts";

// The tables name the pages of AWS's documentation that the answers are from; test/language compares the engines on
// them.

test("a value of a request satisfies an operator as IAM says", () => {
  for (const [operator, value, pattern, expected] of valueCases)
    assert.is(matchesConditionValue(operator, value, pattern), expected, `${value} ${operator} ${pattern}`);
});

test("a request meets a condition as IAM says", () => {
  for (const { condition, context, expected } of blockCases)
    assert.is(
      meetsCondition(condition, context),
      expected,
      `${JSON.stringify(condition)} of ${JSON.stringify(context)}`,
    );
});

test("every operator is tried, satisfied and not", () => {
  const answers = new Map<string, Set<boolean | undefined>>();
  for (const [operator, , , expected] of valueCases) {
    const parsed = parseConditionOperator(operator);
    if (parsed === undefined || parsed.comparison === "null") continue;
    const name = `${parsed.isNegated ? "not " : ""}${parsed.comparison}`;
    answers.set(name, (answers.get(name) ?? new Set()).add(expected));
  }
  assert.is(answers.size, 26);
  for (const [name, found] of answers) {
    for (const expected of [true, false]) assert.ok(found.has(expected), `${name} is never ${expected}`);
  }
});

test("a key that the context doesn't have is missing, or not known", () => {
  const condition = { StringNotEquals: { k: ["a"] }, Bool: { l: ["true"] } };
  assert.is(meetsCondition(condition, { l: ["true"] }), true);
  assert.is(meetsCondition(condition, { l: ["true"] }, "missing"), true);
  assert.is(meetsCondition(condition, { l: ["true"] }, "unknown"), undefined);
  assert.is(meetsCondition(condition, { k: [], l: ["true"] }, "unknown"), true);
  assert.is(meetsCondition(condition, { l: ["false"] }, "unknown"), false);
  assert.is(meetsCondition({ Null: { k: ["true"] } }, {}, "unknown"), undefined);
  assert.is(meetsCondition({ StringEqualsIfExists: { k: ["a"] } }, {}, "unknown"), undefined);
});

test("where all is known, an operator and its opposite never agree, and order is total", () => {
  const opposites = [
    ["StringEquals", "StringNotEquals"],
    ["StringLike", "StringNotLike"],
    ["StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"],
    ["NumericEquals", "NumericNotEquals"],
    ["NumericLessThan", "NumericGreaterThanEquals"],
    ["NumericGreaterThan", "NumericLessThanEquals"],
    ["DateEquals", "DateNotEquals"],
    ["DateLessThan", "DateGreaterThanEquals"],
    ["DateGreaterThan", "DateLessThanEquals"],
    ["IpAddress", "NotIpAddress"],
    ["ArnLike", "ArnNotLike"],
    ["ArnEquals", "ArnNotEquals"],
  ] as const;
  const texts = [...new Set(valueCases.flatMap(([, value, pattern]) => [value, pattern]))];
  for (const [operator, opposite] of opposites) {
    for (const value of texts) {
      for (const pattern of texts) {
        const answer = matchesConditionValue(operator, value, pattern);
        assert.is(
          matchesConditionValue(opposite, value, pattern),
          answer === undefined ? undefined : !answer,
          `${value} ${opposite} ${pattern}`,
        );
      }
    }
  }
});

test("points in time are those of JavaScript's own calendar", () => {
  for (let day = 0; day < 3_000_000; day += 97) {
    const date = new Date(day * 86_400_000 + ((day * 7919) % 86_400) * 1000);
    if (date.getUTCFullYear() > 9999) break;
    assert.is(
      matchesConditionValue("DateEquals", date.toISOString(), `${Math.max(10_000, date.getTime() / 1000)}`),
      date.getTime() >= 10_000_000,
      date.toISOString(),
    );
  }
});

test("a statement's conditions are found by operators that a missing key treats alike", () => {
  const condition = {
    "ForAnyValue:StringLike": { "x:Sub": ["a", "b"] },
    stringequals: { "x:sub": ["c"] },
    StringLikeIfExists: { "x:sub": ["d"] },
    "ForAllValues:StringLike": { "x:sub": ["e"], "x:aud": ["f"] },
  };
  const statement = { Condition: condition } as unknown as Statement;
  assert.equal(conditionValues(statement, ["StringLike"], "X:sub"), ["a", "b"]);
  assert.equal(conditionValues(statement, ["stringlike", "StringEquals"], "x:sub"), ["a", "b", "c"]);
  assert.equal(
    conditionValues(statement, ["ForAnyValue:StringLike", "StringLikeIfExists", "ForAllValues:StringLike"], "x:sub"),
    ["a", "b", "d", "e"],
  );
  assert.not(hasCondition(statement, ["StringLike", "StringEquals"], "x:aud"));
  assert.ok(hasCondition(statement, ["forallvalues:STRINGLIKE"], "x:aud"));
});

test.run();
