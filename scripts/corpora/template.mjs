import { Random } from "./random.mjs";

/** A CloudFormation template in JSON with that many resources, roles and buckets. */
export function template({ seed = 1, size = 2_000 } = {}) {
  const random = new Random(seed);
  const resources = Array.from({ length: size }, (_, number) => [
    `Resource${number}`,
    random.chance(0.5) ? role(random, number) : bucket(random, number),
  ]);
  const content = { AWSTemplateFormatVersion: "2010-09-09", Resources: Object.fromEntries(resources) };
  return [{ path: "template.json", content: `${JSON.stringify(content, null, 2)}\n` }];
}

function role(random, number) {
  return {
    Type: "AWS::IAM::Role",
    Properties: {
      RoleName: { "Fn::Sub": `\${AWS::StackName}-role-${number}` },
      AssumeRolePolicyDocument: {
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Federated: { "Fn::GetAtt": ["Provider", "Arn"] } },
            Action: "sts:AssumeRoleWithWebIdentity",
            Condition: {
              StringLike: {
                "oidc.eks.eu-central-1.amazonaws.com/id/A:sub": random.chance(0.1)
                  ? "system:serviceaccount:*:*"
                  : `system:serviceaccount:shop:app-${number}`,
              },
            },
          },
        ],
      },
    },
  };
}

function bucket(random, number) {
  return {
    Type: "AWS::S3::Bucket",
    Properties: { BucketName: `bucket-${number}`, Tags: [{ Key: "team", Value: random.pick(["shop", "edge"]) }] },
  };
}
