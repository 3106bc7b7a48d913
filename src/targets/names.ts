import { snakeCase } from "../rego/names.ts";

/** `static-aws-credentials` as `StaticAwsCredentials`: the kind of a rule's Gatekeeper constraint. */
export function constraintKind(ruleId: string): string {
  return ruleId
    .split("-")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}

/** `static-aws-credentials` as `static_aws_credentials`. */
export function ruleName(ruleId: string): string {
  return snakeCase(ruleId);
}
