import { DEFAULT_SCHEMA, dump, Type } from "js-yaml";
import { Random } from "./random.mjs";

/**
 * A CloudFormation template with that many resources, roles and buckets.
 *
 * @param {object} options
 * @param {number} [options.seed]
 * @param {number} [options.size]
 * @param {number} [options.roles] how many of the resources are roles, of 1
 * @param {number} [options.broad] how many of the roles trust every service account, of 1
 * @param {"json" | "yaml"} [options.format] in YAML, functions are written as tags
 */
export function template({ seed = 1, size = 2_000, roles = 0.5, broad = 0.1, format = "json" } = {}) {
  const random = new Random(seed);
  const resources = Array.from({ length: size }, (_, number) => [
    `Resource${number}`,
    random.chance(roles) ? role(random, number, broad) : bucket(random, number),
  ]);
  const content = { AWSTemplateFormatVersion: "2010-09-09", Resources: Object.fromEntries(resources) };
  return [{ path: `template.${format}`, content: formats[format](content) }];
}

const formats = {
  json: (content) => `${JSON.stringify(content, null, 2)}\n`,
  yaml: (content) => dump(content, { schema: tagged, noRefs: true, lineWidth: -1 }),
};

const tagged = DEFAULT_SCHEMA.extend([
  functionTag("Sub", (text) => text),
  functionTag("GetAtt", (names) => names.join(".")),
]);

/** A function of CloudFormation as a tag before a text. */
function functionTag(name, represent) {
  return new Type(`!${name}`, {
    kind: "scalar",
    predicate: (value) => value !== null && typeof value === "object" && `Fn::${name}` in value,
    represent: (value) => represent(value[`Fn::${name}`]),
  });
}

function role(random, number, broad) {
  const issuer = "oidc.eks.eu-central-1.amazonaws.com/id/A";
  const subject = random.chance(broad) ? "system:serviceaccount:*:*" : `system:serviceaccount:shop:app-${number}`;
  return {
    Type: "AWS::IAM::Role",
    Properties: {
      RoleName: { "Fn::Sub": `\${AWS::StackName}-role-${number}` },
      AssumeRolePolicyDocument: {
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${issuer}` },
            Action: "sts:AssumeRoleWithWebIdentity",
            Condition: {
              StringEquals: { [`${issuer}:aud`]: "sts.amazonaws.com" },
              StringLike: { [`${issuer}:sub`]: subject },
            },
          },
        ],
      },
      Tags: [{ Key: "cluster", Value: { "Fn::GetAtt": ["Cluster", "Arn"] } }],
    },
  };
}

function bucket(random, number) {
  return {
    Type: "AWS::S3::Bucket",
    Properties: { BucketName: `bucket-${number}`, Tags: [{ Key: "team", Value: random.pick(["shop", "edge"]) }] },
  };
}
