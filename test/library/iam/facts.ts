// What AWS's documentation says of its own examples. Names of pages are those below
// https://docs.aws.amazon.com/IAM/latest/UserGuide/.

interface Fact {
  readonly page: string;
  /** Statements as they are written in a policy. */
  readonly statements: readonly object[];
  readonly action: string;
  readonly resource?: string;
  readonly caller?: object;
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
  /** Whether the statements allow it, `?` if the page leaves it open. */
  readonly allowed: "true" | "false" | "?";
}

const user = (name: string, account = "444455556666"): object => ({
  type: "AWS",
  name: `arn:aws:iam::${account}:user/${name}`,
});
const session = (name: string, role?: string): object => ({
  type: "AWS",
  name: `arn:aws:sts::444455556666:assumed-role/cross-account-read-only-role/${name}`,
  ...(role !== undefined && { role: `arn:aws:iam::444455556666:role/${role}` }),
});
const anonymous = { type: "anonymous", name: "" };
const allow = (statement: object): object => ({ Effect: "Allow", ...statement });
const deny = (statement: object): object => ({ Effect: "Deny", ...statement });

const object = "arn:aws:s3:::amzn-s3-demo-bucket/";
const everything = allow({ Action: "*", Resource: "*" });
const read = { action: "s3:GetObject", resource: `${object}a` };

const wildcards = [allow({ Action: "s3:GetObject", Resource: `${object}*/test/*` })];
const notResource = [
  everything,
  deny({ Action: "s3:*", NotResource: ["arn:aws:s3:::HRBucket/Payroll", "arn:aws:s3:::HRBucket/Payroll/*"] }),
];
const notPrincipal = (...names: string[]): object[] => [
  allow({ Principal: "*", Action: "s3:*", Resource: "*" }),
  deny({ NotPrincipal: { AWS: names }, Action: "s3:*", Resource: ["arn:aws:s3:::amzn-s3-demo-bucket", `${object}*`] }),
];
const [bob, root] = ["arn:aws:iam::444455556666:user/Bob", "arn:aws:iam::444455556666:root"] as const;
const [role, app] = [
  "arn:aws:iam::444455556666:role/cross-account-read-only-role",
  "arn:aws:sts::444455556666:assumed-role/cross-account-read-only-role/cross-account-audit-app",
] as const;
const trust = (Principal: unknown, Condition: object = {}): object[] => [
  allow({ Principal, Action: ["sts:AssumeRole", "sts:AssumeRoleWithWebIdentity"], Condition }),
];
const assume = { action: "sts:AssumeRole", resource: "arn:aws:iam::111122223333:role/app" };
const web = { action: "sts:AssumeRoleWithWebIdentity", resource: "arn:aws:iam::111122223333:role/app" };
const provider =
  "arn:aws:iam::111122223333:oidc-provider/oidc.eks.region-code.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE";
const issuer = "oidc.eks.region-code.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE";
const irsa = {
  StringEquals: {
    [`${issuer}:aud`]: "sts.amazonaws.com",
    [`${issuer}:sub`]: "system:serviceaccount:my-namespace:my-service-account",
  },
};

export const facts: readonly Fact[] = [
  // An explicit denial wins, and what nothing allows is denied.
  {
    page: "reference_policies_evaluation-logic_policy-eval-denyallow.html",
    statements: [everything],
    ...read,
    allowed: "true",
  },
  {
    page: "reference_policies_evaluation-logic_policy-eval-denyallow.html",
    statements: [everything, deny({ Action: "s3:Get*", Resource: "*" })],
    ...read,
    allowed: "false",
  },
  { page: "reference_policies_evaluation-logic_policy-eval-denyallow.html", statements: [], ...read, allowed: "false" },
  // Without a resource: only `*`.
  {
    page: "reference_policies_elements_resource.html",
    statements: [everything],
    action: "s3:ListAllMyBuckets",
    resource: "*",
    allowed: "true",
  },
  {
    page: "reference_policies_elements_resource.html",
    statements: [allow({ Action: "s3:*", Resource: "arn:aws:s3:::*" })],
    action: "s3:ListAllMyBuckets",
    resource: "*",
    allowed: "false",
  },
  // Wildcards of resources.
  ...[
    "1/test/object.jpg",
    "1/2/test/object.jpg",
    "1/2/test/3/object.jpg",
    "1/2/3/test/4/object.jpg",
    "1///test///object.jpg",
    "/test/object.jpg",
    "1/test/",
  ].map(
    (key): Fact => ({
      page: "reference_policies_elements_resource.html",
      statements: wildcards,
      action: "s3:GetObject",
      resource: `${object}${key}`,
      allowed: "true",
    }),
  ),
  ...["1-test/object.jpg", "test/object.jpg", "1/2/test.jpg"].map(
    (key): Fact => ({
      page: "reference_policies_elements_resource.html",
      statements: wildcards,
      action: "s3:GetObject",
      resource: `${object}${key}`,
      allowed: "false",
    }),
  ),
  {
    page: "reference_policies_elements_resource.html",
    statements: [allow({ Action: "*", Resource: "arn:aws:sqs:eu-*:orders" })],
    action: "sqs:SendMessage",
    resource: "arn:aws:sqs:eu-west-1:111122223333:orders",
    allowed: "true",
  },
  {
    page: "reference_policies_elements_resource.html",
    statements: [allow({ Action: "*", Resource: "arn:aws:sqs:eu*1:orders" })],
    action: "sqs:SendMessage",
    resource: "arn:aws:sqs:eu-west-1:111111111111:orders",
    allowed: "?",
  },
  {
    page: "reference_policies_elements_resource.html",
    statements: [allow({ Action: "*", Resource: "arn:aws:iam::444455556666:user/Bob" })],
    action: "iam:GetUser",
    resource: "arn:aws:iam::444455556666:user/bob",
    allowed: "false",
  },
  // Statements must include either: what IAM makes of none isn't said, but for trust policies.
  {
    page: "reference_policies_elements_resource.html",
    statements: [allow({ Action: "s3:*" })],
    ...read,
    allowed: "?",
  },
  // Actions have no case.
  {
    page: "reference_policies_elements_action.html",
    statements: [allow({ Action: "IAM:listaccesskeys", Resource: "*" })],
    action: "iam:ListAccessKeys",
    resource: "*",
    allowed: "true",
  },
  {
    page: "reference_policies_elements_notaction.html",
    statements: [allow({ NotAction: "s3:DeleteBucket", Resource: "arn:aws:s3:::*" })],
    action: "s3:PutObject",
    resource: "arn:aws:s3:::b",
    allowed: "true",
  },
  {
    page: "reference_policies_elements_notaction.html",
    statements: [allow({ NotAction: "s3:DeleteBucket", Resource: "arn:aws:s3:::*" })],
    action: "s3:DeleteBucket",
    resource: "arn:aws:s3:::b",
    allowed: "false",
  },
  {
    page: "reference_policies_elements_notaction.html",
    statements: [allow({ NotAction: "iam:*", Resource: "*" })],
    action: "iam:PassRole",
    resource: "*",
    allowed: "false",
  },
  {
    page: "reference_policies_elements_notresource.html",
    statements: notResource,
    action: "s3:GetObject",
    resource: "arn:aws:s3:::HRBucket/Payroll/may",
    allowed: "true",
  },
  {
    page: "reference_policies_elements_notresource.html",
    statements: notResource,
    action: "s3:GetObject",
    resource: "arn:aws:s3:::HRBucket/Salaries",
    allowed: "false",
  },
  // Variables; what a pattern is without its variable rules out.
  {
    page: "reference_policies_variables.html",
    statements: [allow({ Action: "s3:*", Resource: `${object}\${aws:username}/*` })],
    action: "s3:GetObject",
    resource: `${object}ann/x`,
    allowed: "?",
  },
  {
    page: "reference_policies_variables.html",
    statements: [allow({ Action: "s3:*", Resource: `${object}\${aws:username}/*` })],
    action: "s3:GetObject",
    resource: "arn:aws:s3:::other/ann/x",
    allowed: "false",
  },
  // Principals.
  ...["444455556666", root].flatMap((AWS): Fact[] => [
    {
      page: "reference_policies_elements_principal.html#principal-accounts",
      statements: trust({ AWS }),
      ...assume,
      caller: user("ann"),
      allowed: "true",
    },
    {
      page: "reference_policies_elements_principal.html#principal-accounts",
      statements: trust({ AWS }),
      ...assume,
      caller: session("s", "cross-account-read-only-role"),
      allowed: "true",
    },
    {
      page: "reference_policies_elements_principal.html#principal-accounts",
      statements: trust({ AWS }),
      ...assume,
      caller: user("ann", "111122223333"),
      allowed: "false",
    },
    {
      page: "reference_policies_elements_principal.html#principal-accounts",
      statements: trust({ AWS }),
      ...assume,
      caller: anonymous,
      allowed: "false",
    },
  ]),
  {
    page: "reference_policies_elements_principal.html#principal-roles",
    statements: trust({ AWS: role }),
    ...assume,
    caller: session("s", "cross-account-read-only-role"),
    allowed: "true",
  },
  {
    page: "reference_policies_elements_principal.html#principal-roles",
    statements: trust({ AWS: role }),
    ...assume,
    caller: session("s", "path/cross-account-read-only-role"),
    allowed: "false",
  },
  {
    page: "reference_policies_elements_principal.html#principal-roles",
    statements: trust({ AWS: role }),
    ...assume,
    caller: session("s"),
    allowed: "?",
  },
  {
    page: "reference_policies_elements_principal.html#principal-roles",
    statements: trust({ AWS: "AROADBQP57FF2AEXAMPLE" }),
    ...assume,
    caller: user("ann"),
    allowed: "?",
  },
  {
    page: "reference_policies_elements_principal.html#principal-role-session",
    statements: trust({ AWS: app }),
    ...assume,
    caller: session("cross-account-audit-app"),
    allowed: "true",
  },
  {
    page: "reference_policies_elements_principal.html#principal-role-session",
    statements: trust({ AWS: app }),
    ...assume,
    caller: session("another"),
    allowed: "false",
  },
  {
    page: "reference_policies_elements_principal.html#principal-users",
    statements: trust({ AWS: bob }),
    ...assume,
    caller: user("Bob"),
    allowed: "true",
  },
  {
    page: "reference_policies_elements_principal.html#principal-users",
    statements: trust({ AWS: bob }),
    ...assume,
    caller: user("bob"),
    allowed: "false",
  },
  {
    page: "reference_policies_elements_principal.html#principal-services",
    statements: trust({ Service: ["ecs.amazonaws.com", "elasticloadbalancing.amazonaws.com"] }),
    ...assume,
    caller: { type: "Service", name: "ecs.amazonaws.com" },
    allowed: "true",
  },
  {
    page: "reference_policies_elements_principal.html#principal-services-in-opt-in-regions",
    statements: trust({ Service: "s3.amazonaws.com" }),
    ...assume,
    caller: { type: "Service", name: "s3.ap-east-1.amazonaws.com" },
    allowed: "false",
  },
  {
    page: "reference_policies_elements_principal.html#principal-federated-web-identity",
    statements: trust({ Federated: "accounts.google.com" }),
    ...web,
    caller: { type: "Federated", name: "accounts.google.com" },
    allowed: "true",
  },
  {
    page: "reference_policies_elements_principal.html#principal-federated-web-identity",
    statements: trust({ Federated: "accounts.google.com" }),
    ...web,
    caller: { type: "Federated", name: "graph.facebook.com" },
    allowed: "false",
  },
  ...["*", { AWS: "*" }].flatMap((Principal): Fact[] => [
    {
      page: "reference_policies_elements_principal.html#principal-anonymous",
      statements: trust(Principal),
      ...assume,
      caller: anonymous,
      allowed: "true",
    },
    {
      page: "reference_policies_elements_principal.html#principal-anonymous",
      statements: trust(Principal),
      ...assume,
      caller: user("ann"),
      allowed: "true",
    },
    {
      page: "reference_policies_elements_principal.html#principal-anonymous",
      statements: trust(Principal),
      ...assume,
      caller: { type: "Service", name: "ec2.amazonaws.com" },
      allowed: "?",
    },
  ]),
  {
    page: "reference_policies_elements_principal.html#principal-anonymous",
    statements: [
      allow({ Principal: "*", Action: "s3:*", Resource: "*" }),
      deny({
        Principal: "*",
        Action: "s3:*",
        Resource: "*",
        Condition: { ArnNotEquals: { "aws:PrincipalArn": "arn:aws:iam::444455556666:user/user-name" } },
      }),
    ],
    ...read,
    caller: user("user-name"),
    context: { "aws:PrincipalArn": "arn:aws:iam::444455556666:user/user-name" },
    allowed: "true",
  },
  {
    page: "reference_policies_elements_principal.html#principal-anonymous",
    statements: [
      allow({ Principal: "*", Action: "s3:*", Resource: "*" }),
      deny({
        Principal: "*",
        Action: "s3:*",
        Resource: "*",
        Condition: { ArnNotEquals: { "aws:PrincipalArn": "arn:aws:iam::444455556666:user/user-name" } },
      }),
    ],
    ...read,
    caller: anonymous,
    allowed: "false",
  },
  {
    page: "reference_arns.html",
    statements: trust({ AWS: "arn:aws-cn:iam::444455556666:root" }),
    ...assume,
    caller: user("ann"),
    allowed: "false",
  },
  // NotPrincipal.
  {
    page: "reference_policies_elements_notprincipal.html",
    statements: notPrincipal(bob, root),
    ...read,
    caller: user("Bob"),
    allowed: "true",
  },
  {
    page: "reference_policies_elements_notprincipal.html",
    statements: notPrincipal(bob, root),
    ...read,
    caller: user("Alice"),
    allowed: "false",
  },
  {
    page: "reference_policies_elements_notprincipal.html",
    statements: notPrincipal(bob, root),
    ...read,
    caller: user("Bob", "111122223333"),
    allowed: "false",
  },
  {
    page: "reference_policies_elements_notprincipal.html",
    statements: notPrincipal(bob),
    ...read,
    caller: user("Bob"),
    allowed: "?",
  },
  {
    page: "reference_policies_elements_notprincipal.html",
    statements: notPrincipal(root),
    ...read,
    caller: user("Bob"),
    allowed: "?",
  },
  {
    page: "reference_policies_elements_notprincipal.html",
    statements: notPrincipal(app, role, root),
    ...read,
    caller: session("cross-account-audit-app", "cross-account-read-only-role"),
    allowed: "true",
  },
  {
    page: "reference_policies_elements_notprincipal.html",
    statements: notPrincipal(app, root),
    ...read,
    caller: session("cross-account-audit-app", "cross-account-read-only-role"),
    allowed: "?",
  },
  {
    page: "reference_policies_elements_notprincipal.html",
    statements: notPrincipal(app, role),
    ...read,
    caller: session("cross-account-audit-app", "cross-account-read-only-role"),
    allowed: "?",
  },
  {
    page: "reference_policies_elements_notprincipal.html",
    statements: notPrincipal(role, root),
    ...read,
    caller: session("s", "cross-account-read-only-role"),
    allowed: "true",
  },
  {
    page: "reference_policies_elements_notprincipal.html",
    statements: notPrincipal(bob, root),
    ...read,
    caller: anonymous,
    allowed: "false",
  },
  // ../../../eks/latest/userguide: roles for service accounts and for pods.
  {
    page: "../../../eks/latest/userguide/associate-service-account-role.html",
    statements: trust({ Federated: provider }, irsa),
    ...web,
    caller: { type: "Federated", name: provider },
    context: {
      [`${issuer}:aud`]: "sts.amazonaws.com",
      [`${issuer}:sub`]: "system:serviceaccount:my-namespace:my-service-account",
    },
    allowed: "true",
  },
  {
    page: "../../../eks/latest/userguide/associate-service-account-role.html",
    statements: trust({ Federated: provider }, irsa),
    ...web,
    caller: { type: "Federated", name: provider },
    context: {
      [`${issuer}:aud`]: "sts.amazonaws.com",
      [`${issuer}:sub`]: "system:serviceaccount:my-namespace:default",
    },
    allowed: "false",
  },
  {
    page: "../../../eks/latest/userguide/pod-id-role.html",
    statements: [
      allow({ Principal: { Service: "pods.eks.amazonaws.com" }, Action: ["sts:AssumeRole", "sts:TagSession"] }),
    ],
    ...assume,
    caller: { type: "Service", name: "pods.eks.amazonaws.com" },
    allowed: "true",
  },
];

/** A document of the input kind that the rule of `policies` is about. */
export function documentOf({ statements, action, resource, caller, context }: Fact): object {
  return {
    kind: "IamCase",
    policies: [{ Version: "2012-10-17", Statement: statements }],
    action,
    resource: resource ?? "*",
    resources: resource ?? "*",
    ...(caller !== undefined && { caller }),
    context: context ?? {},
    others: "missing",
  };
}
