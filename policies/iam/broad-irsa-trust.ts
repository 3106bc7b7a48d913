import { json, rule, violation, yaml } from "regoscript";
import { allowing, conditionValues, hasCondition, includesAction, type Statement, TrustPolicy } from "regoscript/aws";

/** Operators that compare strings and that a missing key fails. */
const patterns = ["StringLike"];
const operators = ["StringEquals", "StringEqualsIgnoreCase", ...patterns];

/** The issuer of an EKS cluster, as an IAM OIDC provider has it: without the scheme. */
const eksIssuer = /^oidc\.eks\.[a-z0-9-]+\.amazonaws\.com(\.cn)?\/id\/.+$/u;

/** The issuers of EKS clusters whose tokens a statement accepts. */
function issuers(statement: Statement): string[] {
  return (statement.Principal["Federated"] ?? [])
    .filter((provider) => provider.includes(":oidc-provider/"))
    .map((provider) => provider.split(":oidc-provider/").slice(1).join(":oidc-provider/"))
    .filter((issuer) => eksIssuer.test(issuer));
}

/** Whether a pattern of `:sub` leaves the namespace open, or is no service account at all. */
function isBroad(pattern: string, wholeNamespace: boolean): boolean {
  const parts = pattern.split(":");
  if (parts[0] !== "system" || parts[1] !== "serviceaccount") return true;
  const namespace = parts[2] ?? "*";
  const name = parts[3] ?? "*";
  if (namespace.includes("*") || namespace.includes("?")) return true;
  return !wholeNamespace && (name.includes("*") || name.includes("?"));
}

export default rule({
  id: "broad-irsa-trust",
  title: "IAM role trusts more service accounts than one",
  severity: "high",
  input: TrustPolicy,
  parameters: { allowWholeNamespace: true },
  rationale:
    "An IRSA role is as safe as its trust policy. Without a condition on :sub any pod of the cluster can assume it, without one on :aud any token of the " +
    "cluster's issuer can, and a wildcard in place of the namespace is the same as no condition.",
  remediation:
    "Compare <issuer>:sub with system:serviceaccount:NAMESPACE:NAME and <issuer>:aud with sts.amazonaws.com by StringEquals, and name one OIDC provider.",
  references: [
    "https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html",
  ],

  *check(policy, { parameters }) {
    for (const statement of allowing(policy)) {
      if (!includesAction(statement, "sts:AssumeRoleWithWebIdentity")) continue;
      if ((statement.Principal["Federated"] ?? []).includes("*")) {
        yield violation(statement, "the federated principal is a wildcard, so that any identity provider is trusted");
      }
      for (const issuer of issuers(statement)) {
        if (!hasCondition(statement, operators, `${issuer}:sub`)) {
          yield violation(
            statement,
            `nothing limits ${issuer}:sub, so that every service account of the cluster is trusted`,
          );
        }
        if (!hasCondition(statement, operators, `${issuer}:aud`)) {
          yield violation(statement, `nothing limits ${issuer}:aud to sts.amazonaws.com`);
        }
        for (const pattern of conditionValues(statement, patterns, `${issuer}:sub`)) {
          if (isBroad(pattern, parameters.allowWholeNamespace))
            yield violation(statement, `the pattern ${pattern} of ${issuer}:sub is too broad`);
        }
      }
    }
  },

  examples: {
    "as the EKS documentation has it": {
      document: json`
        {
          "Version": "2012-10-17",
          "Statement": [
            {
              "Effect": "Allow",
              "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE" },
              "Action": "sts:AssumeRoleWithWebIdentity",
              "Condition": {
                "StringEquals": {
                  "oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE:sub": "system:serviceaccount:shop:web",
                  "oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE:aud": "sts.amazonaws.com"
                }
              }
            }
          ]
        }
        `,
      violations: [],
    },
    "no condition on the subject": {
      document: json`
        {
          "Role": {
            "RoleName": "reader",
            "AssumeRolePolicyDocument": {
              "Version": "2012-10-17",
              "Statement": {
                "Effect": "Allow",
                "Principal": { "Federated": ["arn:aws-us-gov:iam::111122223333:oidc-provider/oidc.eks.us-gov-west-1.amazonaws.com/id/A1"] },
                "Action": ["sts:AssumeRoleWithWebIdentity"],
                "Condition": { "StringEquals": { "oidc.eks.us-gov-west-1.amazonaws.com/id/A1:aud": ["sts.amazonaws.com"] } }
              }
            }
          }
        }
        `,
      violations: [
        {
          message:
            "nothing limits oidc.eks.us-gov-west-1.amazonaws.com/id/A1:sub, so that every service account of the cluster is trusted",
          path: ["Role", "AssumeRolePolicyDocument", "Statement"],
          resource: "IAM role reader",
        },
      ],
    },
    "wildcard namespace in a Terraform plan": {
      document: json`
        {
          "format_version": "1.2",
          "planned_values": {
            "root_module": {
              "resources": [
                {
                  "address": "aws_iam_role.reader",
                  "mode": "managed",
                  "type": "aws_iam_role",
                  "values": {
                    "assume_role_policy": "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Federated\":\"arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/A1\"},\"Action\":\"sts:AssumeRoleWithWebIdentity\",\"Condition\":{\"StringLike\":{\"oidc.eks.eu-central-1.amazonaws.com/id/A1:sub\":\"system:serviceaccount:*:*\",\"oidc.eks.eu-central-1.amazonaws.com/id/A1:aud\":\"sts.amazonaws.com\"}}}]}"
                  }
                }
              ]
            }
          }
        }
        `,
      violations: [
        {
          message:
            "the pattern system:serviceaccount:*:* of oidc.eks.eu-central-1.amazonaws.com/id/A1:sub is too broad",
          path: ["planned_values", "root_module", "resources", 0, "values", "assume_role_policy", "Statement", 0],
          resource: "aws_iam_role.reader",
        },
      ],
    },
    "federated wildcard in CloudFormation": {
      document: yaml`
        Resources:
          Reader:
            Type: AWS::IAM::Role
            Properties:
              AssumeRolePolicyDocument:
                Version: "2012-10-17"
                Statement:
                  - Effect: Allow
                    Principal: {Federated: "*"}
                    Action: sts:AssumeRoleWithWebIdentity
        `,
      violations: [
        {
          message: "the federated principal is a wildcard, so that any identity provider is trusted",
          path: ["Resources", "Reader", "Properties", "AssumeRolePolicyDocument", "Statement", 0],
          resource: "AWS::IAM::Role Reader",
        },
      ],
    },
    "neither subject nor audience, ACK role": {
      document: yaml`
        apiVersion: iam.services.k8s.aws/v1alpha1
        kind: Role
        metadata:
          name: reader
          namespace: infra
        spec:
          name: reader
          assumeRolePolicyDocument: |
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
             "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/A1"},
             "Action": "sts:AssumeRoleWithWebIdentity"}]}
        `,
      violations: [
        {
          message:
            "nothing limits oidc.eks.eu-central-1.amazonaws.com/id/A1:sub, so that every service account of the cluster is trusted",
          path: ["spec", "assumeRolePolicyDocument", "Statement", 0],
          resource: "Role infra/reader",
        },
        {
          message: "nothing limits oidc.eks.eu-central-1.amazonaws.com/id/A1:aud to sts.amazonaws.com",
          path: ["spec", "assumeRolePolicyDocument", "Statement", 0],
          resource: "Role infra/reader",
        },
      ],
    },
    "a whole namespace, as documented": {
      document: json`
        {
          "Statement": [
            {
              "Effect": "Allow",
              "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/A1" },
              "Action": "sts:AssumeRoleWithWebIdentity",
              "Condition": {
                "StringLike": { "oidc.eks.eu-central-1.amazonaws.com/id/A1:sub": "system:serviceaccount:shop:*" },
                "StringEquals": { "oidc.eks.eu-central-1.amazonaws.com/id/A1:aud": "sts.amazonaws.com" }
              }
            }
          ]
        }
        `,
      violations: [],
    },
    "a whole namespace, forbidden by the parameter": {
      parameters: { allowWholeNamespace: false },
      document: json`
        {
          "Statement": [
            {
              "Effect": "Allow",
              "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/A1" },
              "Action": "sts:AssumeRoleWithWebIdentity",
              "Condition": {
                "StringLike": { "oidc.eks.eu-central-1.amazonaws.com/id/A1:sub": "system:serviceaccount:shop:*" },
                "StringEquals": { "oidc.eks.eu-central-1.amazonaws.com/id/A1:aud": "sts.amazonaws.com" }
              }
            }
          ]
        }
        `,
      violations: [
        {
          message:
            "the pattern system:serviceaccount:shop:* of oidc.eks.eu-central-1.amazonaws.com/id/A1:sub is too broad",
          path: ["Statement", 0],
          resource: "trust policy",
        },
      ],
    },
    "operators for several values": {
      document: json`
        {
          "Statement": [
            {
              "Effect": "Allow",
              "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/A1" },
              "Action": "sts:AssumeRoleWithWebIdentity",
              "Condition": {
                "ForAnyValue:StringLike": { "oidc.eks.eu-central-1.amazonaws.com/id/A1:sub": ["system:serviceaccount:shop:web", "system:serviceaccount:*:web"] },
                "ForAllValues:StringEquals": { "oidc.eks.eu-central-1.amazonaws.com/id/A1:aud": "sts.amazonaws.com" }
              }
            }
          ]
        }
        `,
      violations: [
        {
          message: "nothing limits oidc.eks.eu-central-1.amazonaws.com/id/A1:aud to sts.amazonaws.com",
          path: ["Statement", 0],
          resource: "trust policy",
        },
        {
          message:
            "the pattern system:serviceaccount:*:web of oidc.eks.eu-central-1.amazonaws.com/id/A1:sub is too broad",
          path: ["Statement", 0],
          resource: "trust policy",
        },
      ],
    },
    "GitHub's issuer is another matter": {
      document: json`
        {
          "Statement": [
            {
              "Effect": "Allow",
              "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
              "Action": "sts:AssumeRoleWithWebIdentity",
              "Condition": { "StringLike": { "token.actions.githubusercontent.com:sub": "repo:shop/*" } }
            }
          ]
        }
        `,
      violations: [],
    },
  },
});
