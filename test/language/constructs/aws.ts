import { rule, violation } from "regoscript";
import { allowing, conditionValues, hasCondition, includesAction, matchesAction, matchesArn, parseArn, type PolicyDocument } from "regoscript/aws";
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
    const none: Record<string, string[]> = Object.create(null);
    const statement = { ...thing, Effect: "Allow" as const, Principal: none, NotPrincipal: none, Action: [given], NotAction: [], Resource: ["*"], NotResource: [], Condition: { StringEquals: thing.labels.a === undefined ? none : { "aws:sourceaccount": ["1"] } } };
    yield violation(thing, `policy-statement ${isBroad({ ...thing, Statement: [statement] })}`);
  },

  examples: {},
});
