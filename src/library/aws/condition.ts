import { lowerCase } from "regoscript";
import {
  type ConditionOperator,
  isPolicyVariable,
  matchesConditionValue,
  parseConditionOperator,
} from "./condition-operator.ts";
import { allOf, anyOf } from "./logic.ts";

/**
 * Whether a request meets a statement's `Condition`: all its operators and, below each, all its keys; of a key's values
 * one must match, or for a negated operator none. `context` has the request's values by key, in which case doesn't
 * matter; a key with no values is missing.
 *
 * @param others what keys are that `context` doesn't have: missing from the request, or not known
 * @returns `undefined` where it depends on something that isn't known:
 *
 * - what `matchesConditionValue` doesn't know: other operators, policy variables, values of another form;
 * - a key that isn't known, or that `context` has twice in different case;
 * - several values of a request under an operator for one: IAM wants `ForAllValues:` or `ForAnyValue:`;
 * - a missing key under `ForAnyValue:…IfExists`, of which the documentation and what IAM is seen to do differ;
 * - a value that is the empty text, under `Null`;
 * - a list without values, which is what is left where CloudFormation knows them only at deployment. (A decoded
 *   statement doesn't say
 *   where it lacks one of several.)
 *
 * Sources:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html,
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
export function meetsCondition(
  condition: Record<string, Record<string, readonly string[]>>,
  context: Record<string, readonly string[]>,
  others: "missing" | "unknown" = "missing",
): boolean | undefined {
  return allOf(
    Object.entries(condition).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, values]) => meetsKey(operator, contextValues(context, key, others), values)),
    ),
  );
}

/** The values of a request's key, none if it is missing. */
function contextValues(
  context: Record<string, readonly string[]>,
  key: string,
  others: "missing" | "unknown",
): readonly string[] | undefined {
  const found = Object.entries(context).filter(([name]) => lowerCase(name) === lowerCase(key));
  if (found.length > 1 || (found.length === 0 && others === "unknown")) return undefined;
  return found.flatMap(([, values]) => values);
}

function meetsKey(
  operator: string,
  given: readonly string[] | undefined,
  values: readonly string[],
): boolean | undefined {
  const parsed = parseConditionOperator(operator);
  if (parsed === undefined || given === undefined) return undefined;
  if (parsed.comparison === "null")
    return values.length === 0 ? undefined : anyOf(values.map((value) => isNull(given, value)));
  // A set of nothing but the empty text counts as empty.
  const isMissing = parsed.quantifier === "one" ? given.length === 0 : given.every((value) => value === "");
  if (isMissing) return meetsMissing(parsed, values);
  if (values.length === 0) return undefined;
  const results = given.map((value) => meetsValues(operator, parsed.isNegated, value, values));
  if (parsed.quantifier === "any") return anyOf(results);
  return parsed.quantifier === "all" || given.length === 1 ? allOf(results) : undefined;
}

/** Whether a value of a request matches one of a policy's values, or for a negated operator none of them. */
function meetsValues(
  operator: string,
  isNegated: boolean,
  value: string,
  patterns: readonly string[],
): boolean | undefined {
  const results = patterns.map((pattern) => matchesConditionValue(operator, value, pattern));
  return isNegated ? allOf(results) : anyOf(results);
}

/**
 * What a missing key makes of an operator. IAM may refuse the whole statement for a policy variable without a value.
 * Sources:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IfExists,
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
function meetsMissing(
  { quantifier, isNegated, isIfExists }: ConditionOperator,
  values: readonly string[],
): boolean | undefined {
  if (quantifier === "any") return isIfExists ? undefined : false;
  if (quantifier === "one" && !isNegated && !isIfExists) return false;
  return values.length === 0 || values.some((value) => isPolicyVariable(value)) ? undefined : true;
}

/**
 * Whether `Null` holds: with `true` of a key that is missing, with `false` of one that isn't. Source:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Null
 */
function isNull(given: readonly string[], value: string): boolean | undefined {
  if (value !== "true" && value !== "false") return undefined;
  if (given.length === 0) return value === "true";
  return given.every((one) => one === "") ? undefined : value === "false";
}
