import fc from "fast-check";
import type { PlainCaller, PlainStatement } from "./evaluator.ts";

// Policies and requests in which much coincides, so that a good part of the requests is allowed and a good part denied.

const accounts = ["111122223333", "444455556666"] as const;
const roles = ["arn:aws:iam::111122223333:role/app", "arn:aws:iam::111122223333:role/path/app"] as const;
export const session = "arn:aws:sts::111122223333:assumed-role/app/s1";

export const callers: readonly PlainCaller[] = [
  ...roles.map((role): PlainCaller => ({ type: "AWS", name: session, role })),
  { type: "AWS", name: "arn:aws:iam::111122223333:user/ann" },
  { type: "AWS", name: "arn:aws:iam::444455556666:user/ann" },
  { type: "AWS", name: "arn:aws:iam::111122223333:root" },
  { type: "AWS", name: "arn:aws-cn:iam::111122223333:user/ann" },
  { type: "Service", name: "pods.eks.amazonaws.com" },
  { type: "Federated", name: "arn:aws:iam::111122223333:oidc-provider/oidc.example/id/A" },
  { type: "CanonicalUser", name: "79a5" },
  { type: "anonymous", name: "" },
];

const awsNames = [
  "*",
  ...accounts,
  "arn:aws:iam::111122223333:root",
  "arn:aws-cn:iam::111122223333:root",
  ...roles,
  session,
  "arn:aws:sts::111122223333:assumed-role/app/s2",
  "arn:aws:iam::111122223333:user/ann",
  "arn:aws:iam::111122223333:user/bob",
  "AROAEXAMPLEEXAMPLE",
];
const actions = ["s3:GetObject", "s3:PutObject", "sqs:SendMessage", "iam:PassRole"];
const actionPatterns = ["*", "s3:*", "S3:get*", "s3:?etObject", "s3:PutObject", "sqs:*Message", "iam:passrole", "*:*"];
export const resources = [
  "arn:aws:s3:::shop/a",
  "arn:aws:s3:::shop/a:b",
  "arn:aws:sqs:eu-west-1:111122223333:orders",
  "arn:aws:sqs:eu-west-2:444455556666:orders:old",
  "arn:aws:iam::111122223333:role/app",
  "*",
];
const resourcePatterns = [
  "*",
  "arn:aws:*",
  "arn:aws:s3:::shop/*",
  "arn:aws:s3:::shop/a",
  "arn:aws:s3:::shop/${aws:username}",
  "arn:aws:s3:::sh?p/*",
  "arn:aws:s3:::shop/a?b",
  "arn:aws:sqs:*:*:orders",
  "arn:aws:sqs:eu-*:orders",
  "arn:aws:sqs:eu*1:*:orders",
  "arn:aws:sqs:*s",
  "arn:*:role/app",
  "arn:aws:iam::*:role/*",
];
export const keys: Readonly<Record<string, readonly string[]>> = {
  "aws:username": ["ann", "bob"],
  "aws:SecureTransport": ["true", "false"],
  "aws:PrincipalArn": roles,
};
const conditions: readonly PlainStatement["Condition"][] = [
  {},
  {},
  { StringEquals: { "aws:username": ["ann"] } },
  { StringNotEqualsIfExists: { "aws:username": ["ann", "bob"] } },
  { StringLikeIfExists: { "aws:username": ["a*"] } },
  { Bool: { "aws:SecureTransport": ["true"] }, StringNotEquals: { "aws:username": ["bob"] } },
  { Bool: { "aws:SecureTransport": ["false"] } },
  { Null: { "aws:username": ["true"] } },
  { ArnLike: { "aws:PrincipalArn": ["arn:aws:iam::*:role/path/*", "arn:aws:iam::444455556666:*"] } },
  { "ForAllValues:StringEquals": { "aws:username": ["ann"] } },
  { "ForAnyValue:StringLike": { "aws:username": ["?nn"] } },
];

const some = (texts: readonly string[]): fc.Arbitrary<string[]> =>
  fc.array(fc.constantFrom(...texts), { minLength: 1, maxLength: 3 });

const principals: fc.Arbitrary<Record<string, string[]>> = fc.oneof(
  { weight: 6, arbitrary: some(awsNames).map((AWS) => ({ AWS })) },
  { weight: 1, arbitrary: some(["pods.eks.amazonaws.com", "ec2.amazonaws.com"]).map((Service) => ({ Service })) },
  { weight: 1, arbitrary: some([callers[7]!.name, "accounts.google.com"]).map((Federated) => ({ Federated })) },
  {
    weight: 1,
    arbitrary: fc.tuple(some(["79a5", "80b6"]), some(awsNames)).map(([CanonicalUser, AWS]) => ({ CanonicalUser, AWS })),
  },
);

const none = { Principal: {}, NotPrincipal: {}, Action: [], NotAction: [], Resource: [], NotResource: [] };

/** @param isTrust whether statements are those of a role's trust policy or of a resource: with a principal */
const statement = (isTrust: boolean): fc.Arbitrary<PlainStatement> =>
  fc
    .record({
      effect: fc.constantFrom("Allow" as const, "Allow" as const, "Deny" as const),
      action: some(actionPatterns),
      isNotAction: fc.nat(5),
      resource: some(resourcePatterns),
      isNotResource: fc.nat(5),
      principal: principals,
      isNotPrincipal: fc.nat(2),
      condition: fc.constantFrom(...conditions),
    })
    .map((parts) => ({
      ...none,
      Effect: parts.effect,
      ...(parts.isNotAction === 0 ? { NotAction: parts.action } : { Action: parts.action }),
      ...(parts.isNotResource === 0
        ? { NotResource: parts.resource }
        : isTrust && parts.isNotResource === 1
          ? {}
          : { Resource: parts.resource }),
      ...(isTrust && (parts.isNotPrincipal === 0 ? { NotPrincipal: parts.principal } : { Principal: parts.principal })),
      Condition: parts.condition,
    }));

/** What is asked, as far as it is known. */
export interface Case {
  readonly statements: readonly PlainStatement[];
  readonly action: string;
  readonly resource: string;
  /** A pattern. */
  readonly resources: string;
  readonly caller: PlainCaller | undefined;
  readonly context: Readonly<Record<string, readonly string[]>>;
  readonly others: "missing" | "unknown";
}

const withoutRole = ({ type, name }: PlainCaller): PlainCaller => ({ type, name });

export const iamCases: fc.Arbitrary<Case> = fc.boolean().chain((isTrust) =>
  fc.record({
    statements: fc.array(statement(isTrust), { minLength: 1, maxLength: 3 }),
    action: fc.constantFrom(...actions),
    resource: fc.constantFrom(...resources),
    resources: fc.constantFrom(...resourcePatterns.filter((pattern) => !pattern.includes("$")), ...resources),
    caller: fc.oneof(
      { weight: 12, arbitrary: fc.constantFrom(...callers) },
      { weight: 1, arbitrary: fc.constantFrom(...callers.map(withoutRole)) },
      { weight: 1, arbitrary: fc.constant(undefined) },
    ),
    context: fc
      .subarray(Object.keys(keys))
      .chain((chosen) =>
        fc.tuple(...chosen.map((key) => fc.constantFrom(...keys[key]!).map((value) => [key, [value]] as const))),
      )
      .map((entries): Case["context"] => Object.fromEntries(entries)),
    others: fc.constantFrom("missing" as const, "missing" as const, "unknown" as const),
  }),
);
