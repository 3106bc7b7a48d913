import type { Evidence } from "regoscript";
import { meetsCondition } from "./condition.ts";
import { allOf, anyOf, not } from "./logic.ts";
import { actionApplies, type PolicyDocument, type Statement } from "./policy.ts";
import { type Caller, leavesOut, matchesPrincipal } from "./principal.ts";
import { matchesResources } from "./resource.ts";

/** A request to AWS, as far as it is known. */
export interface AwsRequest {
  /** `s3:GetObject`; case doesn't matter. */
  readonly action: string;
  /** An ARN, or `*` of an action that is about no resource. */
  readonly resource: string;
  /** Who makes it; `undefined` if it isn't known. Statements without a principal don't ask. */
  readonly caller: Caller | undefined;
  /** Values by condition key, as `meetsCondition` takes them. */
  readonly context: Readonly<Record<string, readonly string[]>>;
  /** What keys are that `context` doesn't have: missing from the request, or not known. */
  readonly others: "missing" | "unknown";
}

/**
 * Whether a statement is about a request: its action, its resource, its caller and its context.
 *
 * @returns `undefined` where it depends on something that isn't known, in the statement or of the request
 */
export function statementApplies(statement: Evidence<Statement>, request: AwsRequest): boolean | undefined {
  return allOf([
    actionApplies(statement, request.action),
    resourceApplies(statement, request.resource),
    callerApplies(statement, request.caller),
    meetsCondition(statement.Condition, request.context, request.others),
  ]);
}

/**
 * Whether a statement is about a resource, by `Resource` or `NotResource`. A statement with a principal and neither of
 * them is that of a role's trust policy, and about the role. `undefined` where it isn't known, see `matchesResource`,
 * and for what IAM refuses. Source:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html
 */
export function resourceApplies(statement: Evidence<Statement>, resource: string): boolean | undefined {
  const { Resource: resources, NotResource: exceptions } = statement;
  if (resources.length > 0 && exceptions.length > 0) return undefined;
  if (resources.length > 0) return matchesResources(resource, resources);
  if (exceptions.length > 0) return not(matchesResources(resource, exceptions));
  return namesPrincipals(statement) ? true : undefined;
}

/**
 * Whether a statement is about a caller, by `Principal` or `NotPrincipal`; one that has neither is that of a policy of
 * identities, and about those that it is attached to. `undefined` where it isn't known, see `matchesPrincipal` and
 * `leavesOut`.
 */
export function callerApplies(statement: Evidence<Statement>, caller: Caller | undefined): boolean | undefined {
  if (!namesPrincipals(statement)) return true;
  const isNamed = Object.keys(statement.Principal).length > 0;
  if (caller === undefined || (isNamed && Object.keys(statement.NotPrincipal).length > 0)) return undefined;
  return isNamed ? matchesPrincipal(statement.Principal, caller) : not(leavesOut(statement.NotPrincipal, caller));
}

function namesPrincipals(statement: Evidence<Statement>): boolean {
  return Object.keys(statement.Principal).length > 0 || Object.keys(statement.NotPrincipal).length > 0;
}

/**
 * Whether policies allow a request, all taken together as those of one account are: one statement that denies decides,
 * else one that allows. Permissions boundaries and the policies of sessions and organizations only take away, and what
 * an account's resource allows to another account, that account must allow too: ask each of these by itself.
 *
 * @returns `undefined` where it depends on something that isn't known
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
export function policiesAllow(policies: readonly Evidence<PolicyDocument>[], request: AwsRequest): boolean | undefined {
  return allOf([not(anyApplies(policies, "Deny", request)), anyApplies(policies, "Allow", request)]);
}

function anyApplies(
  policies: readonly Evidence<PolicyDocument>[],
  effect: "Allow" | "Deny",
  request: AwsRequest,
): boolean | undefined {
  return anyOf(
    policies
      .flatMap((policy) => policy.Statement)
      .filter((statement) => statement.Effect === effect)
      .map((statement) => statementApplies(statement, request)),
  );
}
