import { lowerCase, matchesWildcard } from "regoscript";
import { coversPattern } from "./pattern.ts";

/**
 * The parts of an Amazon Resource Name, `arn:partition:service:region:account:resource`; region and account may be
 * empty. Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  /** All that is left, which may hold colons: `role/path/name`, `log-group:name:*`. */
  readonly resource: string;
}

/** The parts of an ARN, or of a pattern of one; `undefined` if the text has fewer than six. */
export function parseArn(text: string): Arn | undefined {
  const [prefix, partition, service, region, account, ...resource] = text.split(":");
  if (
    prefix !== "arn" ||
    partition === undefined ||
    service === undefined ||
    region === undefined ||
    account === undefined ||
    resource.length === 0
  )
    return undefined;
  return { partition, service, region, account, resource: resource.join(":") };
}

/**
 * Whether an ARN matches a pattern as `ArnLike` and `ArnEquals` do: part by part, each with `*` and `?`, so that no
 * wildcard reaches beyond a colon but in the resource. Source:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
export function matchesArn(arn: string, pattern: string): boolean {
  const given = parseArn(arn);
  const wanted = parseArn(pattern);
  if (given === undefined || wanted === undefined) return false;
  return (
    matchesWildcard(given.partition, wanted.partition) &&
    matchesWildcard(given.service, wanted.service) &&
    matchesWildcard(given.region, wanted.region) &&
    matchesWildcard(given.account, wanted.account) &&
    matchesWildcard(given.resource, wanted.resource)
  );
}

/**
 * Whether an action, such as `s3:GetObject`, matches a pattern of a policy's `Action`, in which case doesn't matter.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
 */
export function matchesAction(action: string, pattern: string): boolean {
  return matchesWildcard(lowerCase(action), lowerCase(pattern));
}

/** Whether a pattern of actions covers another, case aside. */
export function coversAction(wide: string, narrow: string): boolean {
  return coversPattern(lowerCase(wide), lowerCase(narrow));
}

/**
 * Whether a pattern of resources covers everything of a service, in an account or in all of them: `*`,
 * `arn:aws:iam::111122223333:*`, `arn:*:s3:::*`.
 */
export function coversEverything(resource: string, service: string): boolean {
  if (!resource.includes("*") && !resource.includes("?")) return false;
  if (coversPattern(resource, "arn:*")) return true;
  const arn = parseArn(resource);
  return arn !== undefined && matchesWildcard(service, arn.service) && coversPattern(arn.resource, "?*");
}
