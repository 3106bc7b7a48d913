import { rule, violation } from "regoscript";
import { allowing, conditionValues, coversPattern, hasCondition, includesAction, isOpenToAnyone, matchesAction, matchesArn, matchesConditionValue, mayDo, meetsCondition, parseArn, patternsOverlap, policiesAllow, type PolicyDocument } from "regoscript/aws";
import { Thing } from "../fixtures/thing.ts";

const names = ["arn:aws:iam::123456789012:role/a", "arn:aws:s3:::bucket", "s3:Get*", "*"];

// parse-arn: `parseArn`
//
// Partition, service, region, account and resource; `undefined` where the text has fewer than six parts.
function account(name: string): string {
  return parseArn(name)?.account ?? "no ARN";
}

// matches-arn: `matchesArn`
//
// As `ArnLike` does: part by part, so no wildcard reaches beyond a colon but in the resource.
function isRole(name: string): boolean {
  return matchesArn(name, "arn:*:iam::*:role/*");
}

// matches-action: `matchesAction`
//
// An action against a pattern of a policy's `Action`; upper and lower case are the same.
function mayRead(action: string): boolean {
  return matchesAction("s3:GetObject", action);
}

// meets-condition: `meetsCondition`
//
// Whether a request meets a statement's `Condition`; the request is given as the values of each key, a key without any is missing. With `"unknown"` keys
// that aren't given are not known instead. `undefined` where it depends on something that isn't known: a policy variable, an operator that IAM doesn't
// have, several values under an operator for one.
function isFromOurs(source: string): boolean | undefined {
  const condition = { StringLike: { "aws:PrincipalArn": ["arn:aws:iam::*:role/*"] }, StringEqualsIfExists: { "aws:SourceAccount": ["1", "2"] } };
  return meetsCondition(condition, { "aws:principalarn": ["arn:aws:iam::1:role/a"], "aws:sourceaccount": [source] });
}

// matches-condition-value: `matchesConditionValue`
//
// An operator, a value of a request and one of a policy: whether they match or, for a negated operator, don't. It knows IAM's operators of strings,
// numbers, dates, booleans, addresses, ARNs and base64, in any case; `undefined` where a value isn't of that form.
function isOutside(address: string): boolean | undefined {
  return matchesConditionValue("NotIpAddress", address, "10.0.0.0/8");
}

// patterns-overlap: `coversPattern`, `patternsOverlap`
//
// Whether all texts that a pattern with `*` and `?` fits fit another, and whether one does.
function isInOurs(pattern: string): string {
  if (coversPattern("arn:aws:s3:::shop-*", pattern)) return "all";
  return patternsOverlap("arn:aws:s3:::shop-*", pattern) ? "some" : "none";
}

// policies-allow: `policiesAllow`, `mayDo`, `isOpenToAnyone`
//
// What policies say of a request, of an action on some resource of a pattern, and whether a statement lets anyone in. `undefined` where it depends on
// something that isn't known: a condition, a policy variable, what AWS's documentation leaves open. `statementApplies`, `limitsCallers` and
// `allowedActions` answer parts of it.
function mayPodsAssume(policy: PolicyDocument): boolean | undefined {
  const caller = { type: "Service", name: "pods.eks.amazonaws.com" } as const;
  if (policy.Statement.some((statement) => isOpenToAnyone(statement) !== false)) return true;
  return policiesAllow([policy], { action: "sts:AssumeRole", resource: "*", caller, context: {}, others: "unknown" }) ?? mayDo([policy], "sts:AssumeRole", "arn:aws:iam::*", caller);
}

// policy-statement: `allowing`, `includesAction`, `hasCondition`, `conditionValues`
//
// Parts of a policy's statements. Operators and keys of conditions have no case.
function isBroad(policy: PolicyDocument): boolean {
  return allowing(policy).some((statement) => {
    if (hasCondition(statement, ["stringlike"], "aws:SourceArn")) return false;
    return includesAction(statement, "s3:*") && !conditionValues(statement, ["stringequals"], "aws:SourceAccount").includes("1");
  });
}

export default rule({
  id: "aws",
  title: "AWS",
  severity: "low",
  input: Thing,
  rationale: "Functions of `regoscript/aws`, which also has the input kinds `TrustPolicy`, `IdentityPolicy`, `AccessPolicyAssociation` and `InstanceMetadataOptions`. Resources and `StringLike` match as [`matchesWildcard`](#matches-wildcard) does.",
  remediation: "",
  references: [],

  *check(thing) {
    const given = names[thing.size] ?? thing.name;
    yield violation(thing, `parse-arn ${account(given)}`);
    yield violation(thing, `matches-arn ${isRole(given)}`);
    yield violation(thing, `matches-action ${mayRead(given)}`);
    yield violation(thing, `meets-condition ${isFromOurs(thing.labels.a === undefined ? "1" : given) ?? "not known"}`);
    yield violation(thing, `matches-condition-value ${isOutside(thing.size > 5 ? `${thing.size}.0.0.1` : given) ?? "not known"}`);
    const none: Record<string, string[]> = Object.create(null);
    const statement = { ...thing, Effect: "Allow" as const, Principal: none, NotPrincipal: none, Action: [given], NotAction: [], Resource: ["*"], NotResource: [], Condition: { StringEquals: thing.labels.a === undefined ? none : { "aws:sourceaccount": ["1"] } } };
    yield violation(thing, `patterns-overlap ${isInOurs(`arn:aws:s3:::${given}`)}`);
    const trust = { ...statement, Action: ["sts:*"], Principal: { AWS: ["1"], Service: [thing.on ? "pods.eks.amazonaws.com" : given] } };
    yield violation(thing, `policies-allow ${mayPodsAssume({ ...thing, Statement: [trust] }) ?? "not known"}`);
    yield violation(thing, `policy-statement ${isBroad({ ...thing, Statement: [statement] })}`);
  },

  examples: {},
});
