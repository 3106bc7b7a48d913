import { Random } from "./random.mjs";

/** What `aws iam get-account-authorization-details` prints of an account with that many roles. */
export function account({ seed = 1, size = 2_000 } = {}) {
  const random = new Random(seed);
  const details = {
    UserDetailList: [],
    GroupDetailList: [],
    RoleDetailList: Array.from({ length: size }, (_, number) => role(random, number)),
    Policies: [],
  };
  return [{ path: "account.json", content: `${JSON.stringify(details, null, 4)}\n` }];
}

function role(random, number) {
  const name = `role-${number}`;
  return {
    Path: "/",
    RoleName: name,
    RoleId: `AROA${random
      .below(2 ** 31)
      .toString(36)
      .toUpperCase()}`,
    Arn: `arn:aws:iam::111122223333:role/${name}`,
    CreateDate: "2024-01-01T00:00:00+00:00",
    AssumeRolePolicyDocument: { Version: "2012-10-17", Statement: [trust(random)] },
    InstanceProfileList: [],
    RolePolicyList: Array.from({ length: 1 + random.below(3) }, (_, index) => ({
      PolicyName: `inline-${index}`,
      PolicyDocument: { Version: "2012-10-17", Statement: Array.from({ length: 5 }, () => statement(random)) },
    })),
    AttachedManagedPolicies: [{ PolicyName: "ReadOnlyAccess", PolicyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" }],
    Tags: [{ Key: "team", Value: random.pick(["shop", "edge", "data"]) }],
    RoleLastUsed: { LastUsedDate: "2024-05-05T10:00:00+00:00", Region: "eu-central-1" },
  };
}

function trust(random) {
  if (random.chance(0.9))
    return { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" };
  const provider = "oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE";
  return {
    Effect: "Allow",
    Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${provider}` },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: { StringLike: { [`${provider}:sub`]: `system:serviceaccount:*:app-${random.below(100)}` } },
  };
}

function statement(random) {
  const bucket = `arn:aws:s3:::bucket-${random.below(1000)}`;
  return {
    Sid: `Statement${random.below(1000)}`,
    Effect: "Allow",
    Action: ["s3:GetObject", "s3:ListBucket", `s3:${random.pick(["PutObject", "DeleteObject", "GetObjectTagging"])}`],
    Resource: [bucket, `${bucket}/*`],
  };
}
