import {
  type Evidence,
  elements,
  exists,
  isSequence,
  type Keyed,
  type Listed,
  type Located,
  lowerCase,
  member,
  type Raw,
  type Scalar,
} from "regoscript";
import { matchesAction } from "./arn.ts";

/**
 * A statement of an IAM policy. A lone string, statement or principal stands for a list of one, as IAM reads it.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export interface Statement extends Located {
  Sid?: string;
  Effect: "Allow" | "Deny";
  Principal: Keyed<"AWS", Listed<string>>;
  NotPrincipal: Keyed<"AWS", Listed<string>>;
  Action: Listed<string>;
  NotAction: Listed<string>;
  Resource: Listed<string>;
  NotResource: Listed<string>;
  Condition: Record<string, Record<string, Listed<Scalar>>>;
}

/** A policy document. */
export interface PolicyDocument extends Located {
  Version?: string;
  Statement: Listed<Statement>;
}

/** The statements of a policy that allow. */
export function allowing(policy: PolicyDocument): Statement[] {
  return policy.Statement.filter((statement) => statement.Effect === "Allow");
}

/** Whether a statement is surely about an action, by its name, by wildcards or by `NotAction`. Actions have no case. */
export function includesAction(statement: Evidence<Statement>, action: string): boolean {
  return actionApplies(statement, action) === true;
}

/**
 * Whether a statement is about an action, by `Action` or `NotAction`; `undefined` if it has neither, or both, which IAM
 * refuses. Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html
 */
export function actionApplies(statement: Evidence<Statement>, action: string): boolean | undefined {
  const { Action: actions, NotAction: exceptions } = statement;
  if ((actions.length === 0) === (exceptions.length === 0)) return undefined;
  return actions.length > 0
    ? actions.some((pattern) => matchesAction(action, pattern))
    : !exceptions.some((pattern) => matchesAction(action, pattern));
}

/**
 * What a statement's condition compares a key with, under any of the given operators: for each operator its values, of
 * which one must match. IAM joins operators by AND, so that each list limits the key by itself. Operators and keys have
 * no case. An operator's name stands for itself and for `ForAnyValue:` before it, which asks the same of a key with
 * several values; what a missing key satisfies is another operator, and named in full: `ForAllValues:StringLike`,
 * `StringLikeIfExists`. Sources:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html,
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
export function conditionAlternatives(statement: Statement, operators: readonly string[], key: string): string[][] {
  return Object.entries(statement.Condition)
    .filter(([operator]) => isAmong(operator, operators))
    .flatMap(([, keys]) => Object.entries(keys))
    .filter(([written]) => lowerCase(written) === lowerCase(key))
    .map(([, values]) => values);
}

/** The values of `conditionAlternatives`, all in one list. */
export function conditionValues(statement: Statement, operators: readonly string[], key: string): string[] {
  return conditionAlternatives(statement, operators, key).flat();
}

/**
 * Whether a statement's condition has a key under any of the given operators, as `conditionAlternatives` reads them,
 * whatever its values.
 */
export function hasCondition(statement: Statement, operators: readonly string[], key: string): boolean {
  return Object.entries(statement.Condition).some(
    ([operator, keys]) =>
      isAmong(operator, operators) && Object.keys(keys).some((written) => lowerCase(written) === lowerCase(key)),
  );
}

function isAmong(written: string, operators: readonly string[]): boolean {
  const name = lowerCase(written);
  return operators.some((operator) => name === lowerCase(operator) || name === `foranyvalue:${lowerCase(operator)}`);
}

/** The statements of a policy document that is not decoded yet; a lone statement is a list of one. */
export function rawStatements(document: Raw): Raw[] {
  const statements = member(document, "Statement");
  if (isSequence(statements)) return elements(statements);
  return exists(statements) ? [statements] : [];
}

/** Whether a document is a policy by itself: it has statements, and nothing of a Kubernetes resource or a template. */
export function isBarePolicy(document: Raw): boolean {
  return (
    exists(member(document, "Statement")) && !exists(member(document, "kind")) && !exists(member(document, "Resources"))
  );
}
