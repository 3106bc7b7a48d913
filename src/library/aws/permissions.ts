import { type Evidence, lowerCase, matchesWildcard } from "regoscript";
import { coversAction } from "./arn.ts";
import { limitsCallers } from "./caller-conditions.ts";
import { type AwsRequest, callerApplies, policiesAllow, resourceApplies } from "./evaluation.ts";
import { allOf, anyOf, not } from "./logic.ts";
import { coversPattern, patternsOverlap, samplesOf } from "./pattern.ts";
import { actionApplies, type PolicyDocument, type Statement } from "./policy.ts";
import type { Caller } from "./principal.ts";
import { isCertain, withoutVariables } from "./resource.ts";

/**
 * Whether policies allow an action on some resource of a pattern: `true` if there is one on which they do whatever the
 * context of the request is, `false` if there is none in any context. As with `policiesAllow`, the policies are taken
 * together.
 *
 * @param resources a pattern in which `*` stands for any characters and `?` for one, `*` for every resource
 * @returns `undefined` where a condition or something else that isn't known decides, or where it would take several
 *   denials together to deny all that is allowed
 */
export function mayDo(
  policies: readonly Evidence<PolicyDocument>[],
  action: string,
  resources: string,
  caller: Caller | undefined,
): boolean | undefined {
  const statements = policies.flatMap((policy) => policy.Statement);
  const allowing = statements.filter(
    (statement) => statement.Effect === "Allow" && mayConcern(statement, action, caller),
  );
  const surelyDenying = statements.filter(
    (statement) =>
      statement.Effect === "Deny" &&
      isUnconditional(statement) &&
      actionApplies(statement, action) === true &&
      callerApplies(statement, caller) === true,
  );
  const patterns = [resources, ...allowing.flatMap((statement) => statement.Resource)];
  const witnesses = patterns.flatMap(samplesOf).filter((text) => matchesWildcard(text, resources));
  const request = (resource: string): AwsRequest => ({ action, resource, caller, context: {}, others: "unknown" });
  if (witnesses.some((resource) => policiesAllow(policies, request(resource)) === true)) return true;
  const isOpen = allowing
    .flatMap((statement) => piecesOf(statement, resources))
    .some((piece) => !surelyDenying.some((denial) => concernsAll(denial, piece) || concernsAll(denial, resources)));
  return isOpen ? undefined : false;
}

function mayConcern(statement: Evidence<Statement>, action: string, caller: Caller | undefined): boolean {
  return actionApplies(statement, action) !== false && callerApplies(statement, caller) !== false;
}

function isUnconditional(statement: Evidence<Statement>): boolean {
  return Object.keys(statement.Condition).length === 0;
}

/** Patterns that all resources of a pattern fit that a statement may be about. */
function piecesOf(statement: Evidence<Statement>, resources: string): string[] {
  const { Resource: own, NotResource: exceptions } = statement;
  if (own.length > 0 && exceptions.length === 0)
    return own.map(withoutVariables).filter((pattern) => patternsOverlap(pattern, resources));
  const isExcepted =
    own.length === 0 && exceptions.some((pattern) => isCertain(pattern) && coversPattern(pattern, resources));
  return isExcepted ? [] : [resources];
}

/** Whether a statement is surely about every resource of a pattern. */
function concernsAll(statement: Evidence<Statement>, resources: string): boolean {
  const { Resource: own, NotResource: exceptions } = statement;
  if (own.length > 0 && exceptions.length > 0) return false;
  if (own.length > 0) return own.some((pattern) => isCertain(pattern) && coversPattern(pattern, resources));
  if (exceptions.length > 0)
    return !exceptions.some((pattern) => patternsOverlap(withoutVariables(pattern), resources));
  return resourceApplies(statement, resources) === true;
}

/**
 * Patterns of the actions that policies allow, on some resource and under some condition; `*` for `NotAction`, all but
 * which are allowed. Left out is what a single statement denies on every resource, without a condition and a principal.
 */
export function allowedActions(policies: readonly Evidence<PolicyDocument>[]): string[] {
  const statements = policies.flatMap((policy) => policy.Statement);
  const denials = statements.filter(
    (statement) =>
      statement.Effect === "Deny" &&
      isUnconditional(statement) &&
      callerApplies(statement, undefined) === true &&
      concernsAll(statement, "*"),
  );
  return statements
    .filter((statement) => statement.Effect === "Allow")
    .flatMap((statement) => (statement.NotAction.length > 0 ? ["*"] : statement.Action))
    .filter((action) => !denials.some((denial) => deniesAll(denial, action)));
}

function deniesAll({ Action: actions, NotAction: exceptions }: Evidence<Statement>, action: string): boolean {
  if (exceptions.length === 0) return actions.some((pattern) => coversAction(pattern, action));
  return actions.length === 0 && !exceptions.some((pattern) => patternsOverlap(lowerCase(pattern), lowerCase(action)));
}

/**
 * Whether a statement allows something to anyone: its principal is `*`, or all but some, and its condition doesn't
 * limit who may call. Other statements may still deny it.
 *
 * @returns `undefined` where it isn't known whether the condition does, see `limitsCallers`, and for a wildcard in the
 *   place of a service or an identity provider, which IAM refuses
 */
export function isOpenToAnyone(statement: Evidence<Statement>): boolean | undefined {
  if (statement.Effect === "Deny") return false;
  return allOf([
    anyOf([
      namesEveryone(statement),
      Object.keys(statement.NotPrincipal).length > 0,
      namesAnyProvider(statement) ? undefined : false,
    ]),
    not(limitsCallers(statement.Condition)),
  ]);
}

function namesEveryone(statement: Evidence<Statement>): boolean {
  return (statement.Principal["AWS"] ?? []).includes("*");
}

function namesAnyProvider(statement: Evidence<Statement>): boolean {
  const { Principal: principals } = statement;
  return (principals["Service"] ?? []).includes("*") || (principals["Federated"] ?? []).includes("*");
}
