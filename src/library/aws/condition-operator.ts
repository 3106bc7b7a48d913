import { lowerCase, matchesWildcard, withoutPrefix, withoutSuffix } from "regoscript";
import { cidrContains, isAddress } from "../kubernetes/network.ts";
import { compareQuantities } from "../kubernetes/quantity.ts";
import { matchesArn, parseArn } from "./arn.ts";
import { epochSeconds } from "./instant.ts";

/**
 * What the name of an operator of a `Condition` says.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export interface ConditionOperator {
  /** Of how many of the request's values it must hold: `ForAllValues:`, `ForAnyValue:`, or of the only one. */
  readonly quantifier: "all" | "any" | "one";
  /** How values are compared, in lower case and without negation: `stringlike` of `StringNotLike`, `null` of `Null`. */
  readonly comparison: string;
  readonly isNegated: boolean;
  /** Whether it ends with `IfExists`. */
  readonly isIfExists: boolean;
}

const comparisons = new Set([
  "stringequals",
  "stringequalsignorecase",
  "stringlike",
  "numericequals",
  "numericlessthan",
  "numericlessthanequals",
  "numericgreaterthan",
  "numericgreaterthanequals",
  "dateequals",
  "datelessthan",
  "datelessthanequals",
  "dategreaterthan",
  "dategreaterthanequals",
  "bool",
  "binaryequals",
  "ipaddress",
  "arnequals",
  "arnlike",
  "null",
]);

/** Operators that hold where another doesn't, and which. */
const negations = new Map([
  ["stringnotequals", "stringequals"],
  ["stringnotequalsignorecase", "stringequalsignorecase"],
  ["stringnotlike", "stringlike"],
  ["numericnotequals", "numericequals"],
  ["datenotequals", "dateequals"],
  ["notipaddress", "ipaddress"],
  ["arnnotequals", "arnequals"],
  ["arnnotlike", "arnlike"],
]);

/**
 * The parts of an operator's name, which has no case; `undefined` if IAM has no such operator. `Null` takes neither
 * prefix nor `IfExists`.
 */
export function parseConditionOperator(operator: string): ConditionOperator | undefined {
  const written = lowerCase(operator);
  const quantifier = written.startsWith("forallvalues:") ? "all" : written.startsWith("foranyvalue:") ? "any" : "one";
  const name = withoutSuffix(
    withoutPrefix(written, quantifier === "all" ? "forallvalues:" : "foranyvalue:"),
    "ifexists",
  );
  const negated = negations.get(name);
  const comparison = negated ?? name;
  if (!comparisons.has(comparison) || (comparison === "null" && written !== "null")) return undefined;
  return { quantifier, comparison, isNegated: negated !== undefined, isIfExists: written.endsWith("ifexists") };
}

/**
 * Whether one value of a request satisfies an operator with one value of a policy: for a negated operator, whether the
 * two don't match. Prefixes and `IfExists`, which are about several values and about none, make no difference.
 * `undefined` where the answer isn't known:
 *
 * - an operator that IAM doesn't have, and `Null`, which looks at no value;
 * - a policy variable (`${aws:username}`, `${*}`): its value is the request's, and the policy's `Version` says whether
 *   it is a variable at all;
 * - a value that isn't what the operator compares: a number, a point in time (see `epochSeconds`), `true` or `false`,
 *   an address or range,
 *   an ARN of six parts, Base64 (of the request's value too);
 * - numbers of more than 25 digits before the point or 9 after it, and letters beyond ASCII that `IgnoreCase` may take
 *   for the same;
 * - a lone address of IPv6 in the policy: IAM's documentation has one default length of a prefix, 32, which fits IPv4
 *   alone.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function matchesConditionValue(operator: string, value: string, pattern: string): boolean | undefined {
  const parsed = parseConditionOperator(operator);
  if (parsed === undefined || isPolicyVariable(pattern)) return undefined;
  const matched = compareValues(parsed.comparison, value, pattern);
  return matched === undefined ? undefined : matched !== parsed.isNegated;
}

/**
 * Whether a value of a policy has a policy variable in it, which it is where the policy's `Version` is 2012-10-17.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function isPolicyVariable(pattern: string): boolean {
  return pattern.includes("${");
}

function compareValues(comparison: string, value: string, pattern: string): boolean | undefined {
  switch (comparison) {
    case "stringequals":
      return value === pattern;
    case "stringequalsignorecase":
      return equalsIgnoringCase(value, pattern);
    case "stringlike":
      return matchesWildcard(value, pattern);
    case "bool":
      return isBoolean(value) && isBoolean(pattern) ? value === pattern : undefined;
    case "binaryequals":
      return isBase64(value) && isBase64(pattern) ? value === pattern : undefined;
    case "ipaddress":
      return isInRange(value, pattern);
    // The two are the same.
    case "arnequals":
    case "arnlike":
      return parseArn(value) === undefined || parseArn(pattern) === undefined ? undefined : matchesArn(value, pattern);
  }
  if (comparison.startsWith("numeric"))
    return isInOrder(withoutPrefix(comparison, "numeric"), compareNumbers(value, pattern));
  if (comparison.startsWith("date"))
    return isInOrder(
      withoutPrefix(comparison, "date"),
      compareNumbers(epochSeconds(value) ?? "", epochSeconds(pattern) ?? ""),
    );
  return undefined;
}

function equalsIgnoringCase(left: string, right: string): boolean | undefined {
  if (lowerCase(left) === lowerCase(right)) return true;
  return /^[ -~]*$/u.test(left) && /^[ -~]*$/u.test(right) ? false : undefined;
}

function isBoolean(text: string): boolean {
  return text === "true" || text === "false";
}

/** Whether a text is Base64 in the one form that the bytes have, so that equal bytes are equal texts. */
function isBase64(text: string): boolean {
  return /^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?$/u.test(text);
}

function isInRange(address: string, range: string): boolean | undefined {
  if (!isAddress(address)) return undefined;
  if (range.includes("/")) return cidrContains(range, address);
  return range.includes(":") ? undefined : cidrContains(`${range}/32`, address);
}

/**
 * The order of two decimal numbers. Quantities are compared exactly; their suffixes and exponents are no numbers to
 * IAM.
 */
function compareNumbers(left: string, right: string): number | undefined {
  return isNumber(left) && isNumber(right) ? compareQuantities(left, right) : undefined;
}

function isNumber(text: string): boolean {
  return /^-?[0-9]+(\.[0-9]+)?$/u.test(text);
}

function isInOrder(relation: string, order: number | undefined): boolean | undefined {
  if (order === undefined) return undefined;
  switch (relation) {
    case "lessthan":
      return order < 0;
    case "lessthanequals":
      return order <= 0;
    case "greaterthan":
      return order > 0;
    case "greaterthanequals":
      return order >= 0;
    default:
      return order === 0;
  }
}
