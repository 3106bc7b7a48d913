import { matchesWildcard } from "regoscript";
import { isPolicyVariable } from "./condition-operator.ts";
import { anyOf } from "./logic.ts";

/**
 * Whether a request's resource matches a pattern of a policy's `Resource`. A `*` at the end of a part, as colons
 * separate them, reaches beyond the colon; of other wildcards IAM's documentation says that they stand for characters
 * within a part, and no more. Case matters.
 *
 * @param resource an ARN, or `*` of an action that is about no resource
 * @returns `undefined` where it isn't known: a policy variable whose value may fit, and a pattern that fits only if a
 *   wildcard elsewhere than at the end of a part reaches beyond a colon, or where it is followed by one that does
 *
 * Sources: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html,
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function matchesResource(resource: string, pattern: string): boolean | undefined {
  if (!matchesWildcard(resource, withoutVariables(pattern))) return false;
  if (isPolicyVariable(pattern)) return undefined;
  if (isCertain(pattern)) return true;
  const [parts, wanted] = [resource.split(":"), pattern.split(":")];
  const isRest = parts.length === wanted.length || (parts.length > wanted.length && pattern.endsWith("*"));
  return isRest && wanted.every((part, index) => matchesWildcard(parts[index] ?? "", part)) ? true : undefined;
}

/** Whether any of a policy's resources matches. */
export function matchesResources(resource: string, patterns: readonly string[]): boolean | undefined {
  return anyOf(patterns.map((pattern) => matchesResource(resource, pattern)));
}

/** A pattern that fits all that another fits, whatever the values of its policy variables are. */
export function withoutVariables(pattern: string): string {
  const [first, ...others] = pattern.split("${");
  return [first ?? "", ...others.map((part) => part.split("}").slice(1).join("}"))].join("*");
}

/** Whether it is known of every text whether a pattern fits it: it has no variables, and each wildcard ends a part. */
export function isCertain(pattern: string): boolean {
  return !isPolicyVariable(pattern) && !pattern.includes("?") && !/\*[^*:]/u.test(pattern);
}
