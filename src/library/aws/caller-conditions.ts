import { integer, lowerCase } from "regoscript";
import { parseArn } from "./arn.ts";
import { type ConditionOperator, isPolicyVariable, parseConditionOperator } from "./condition-operator.ts";
import { allOf, anyOf } from "./logic.ts";

/**
 * Keys, in lower case, of which a fixed value limits who may call: to a principal, an account or an organization, to a
 * resource on whose behalf a service calls, or to a network. Sources:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html,
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const limiting = new Set([
  "aws:principalarn",
  "aws:principalaccount",
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:userid",
  "aws:sourcearn",
  "aws:sourceaccount",
  "aws:sourceowner",
  "aws:sourceorgid",
  "aws:sourceorgpaths",
  "aws:sourceip",
  "aws:sourcevpc",
  "aws:sourcevpce",
  "s3:dataaccesspointarn",
  "s3:dataaccesspointaccount",
]);

/** Keys of which no value says who calls, but how, when and where to. Source: the second of these. */
const indifferent = new Set([
  "aws:currenttime",
  "aws:epochtime",
  "aws:multifactorauthage",
  "aws:multifactorauthpresent",
  "aws:referer",
  "aws:requestedregion",
  "aws:securetransport",
  "aws:tokenissuetime",
  "aws:useragent",
]);

/** The shortest prefixes of addresses that S3 takes for a limit. Source: the first of these. */
const shortestPrefix = 8;
const shortestPrefixOfIpv6 = 32;

/**
 * Whether a statement's `Condition` limits who may call to principals, accounts, organizations, resources or networks
 * that are fixed. One key that does is enough, since all must be met. What a request without the key meets doesn't
 * limit (`…IfExists`, `ForAllValues:`, negations), nor does `Null`, nor a value that isn't fixed.
 *
 * @returns `undefined` where it isn't known: keys in neither list, operators that IAM doesn't have, policy variables,
 *   and patterns of aws:userid
 */
export function limitsCallers(
  condition: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>,
): boolean | undefined {
  return anyOf(
    Object.entries(condition).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, values]) => limitsBy(operator, lowerCase(key), values)),
    ),
  );
}

function limitsBy(operator: string, key: string, values: readonly string[]): boolean | undefined {
  if (indifferent.has(key)) return false;
  const parsed = parseConditionOperator(operator);
  if (parsed === undefined || !limiting.has(key)) return undefined;
  if (parsed.isNegated || parsed.isIfExists || parsed.quantifier === "all" || parsed.comparison === "null")
    return false;
  return values.length === 0 ? undefined : allOf(values.map((value) => isFixed(parsed, key, value)));
}

/**
 * Whether a value is one caller, account, organization or network, or several of these. With a wildcard it is where the
 * account or the organization stands before it: everyone may give a role a name, nobody an account a number.
 */
function isFixed({ comparison }: ConditionOperator, key: string, value: string): boolean | undefined {
  if (isPolicyVariable(value)) return undefined;
  if (comparison === "ipaddress") return isNarrow(value);
  const isPattern = comparison === "stringlike" || comparison.startsWith("arn");
  if (!isPattern || (!value.includes("*") && !value.includes("?"))) return true;
  if (key === "aws:userid") return undefined;
  if (key.endsWith("orgpaths")) return /^o-[a-z0-9]+\//u.test(value);
  return key.endsWith("arn") && /^[0-9]{12}$/u.test(parseArn(value)?.account ?? "");
}

function isNarrow(range: string): boolean | undefined {
  const [address, prefix] = range.split("/");
  if (address === undefined || address === "") return undefined;
  if (prefix === undefined) return true;
  const length = integer(prefix);
  if (length === undefined) return undefined;
  return length >= (address.includes(":") ? shortestPrefixOfIpv6 : shortestPrefix);
}
