import { json, rule, textAfter, violation, yaml } from "regoscript";
import {
  allowing,
  conditionAlternatives,
  includesAction,
  type PolicyDocument,
  type Statement,
  TrustPolicy,
} from "regoscript/aws";

/** Operators that compare strings and that a missing key fails: with one text, or with a pattern. */
const exactly = ["StringEquals", "StringEqualsIgnoreCase"];
const alike = ["StringLike"];

/** Operators that a denial has in their place. */
const otherThan = ["StringNotEquals", "StringNotEqualsIgnoreCase", "StringNotLike"];

const assumeRole = "sts:AssumeRoleWithWebIdentity";

/**
 * Whether an issuer is that of an EKS cluster, as an IAM OIDC provider has it, without the scheme:
 * `oidc.eks.REGION.DOMAIN/id/ID`, in every partition.
 */
function isEksIssuer(issuer: string): boolean {
  return issuer.startsWith("oidc.eks.") && issuer.includes("/id/");
}

/** The issuers of EKS clusters whose tokens a statement accepts. */
function issuers(statement: Statement): string[] {
  return (statement.Principal["Federated"] ?? []).flatMap((provider) => {
    const issuer = textAfter(provider, ":oidc-provider/");
    return issuer !== undefined && isEksIssuer(issuer) ? [issuer] : [];
  });
}

/** Whether a denial takes all tokens away of which a key has other values than its own. */
function isDeniedElsewhere(policy: PolicyDocument, key: string): boolean {
  return policy.Statement.some(
    (statement) =>
      statement.Effect === "Deny" &&
      includesAction(statement, assumeRole) &&
      Object.keys(statement.Condition).length === 1 &&
      Object.values(statement.Condition).every((keys) => Object.keys(keys).length === 1) &&
      conditionAlternatives(statement, otherThan, key).some((values) => !values.some(hasWildcard)),
  );
}

function hasWildcard(text: string): boolean {
  return text.includes("*") || text.includes("?");
}

/** Whether a pattern of `:sub` leaves the namespace open, or is no service account at all. */
function isBroad(pattern: string, wholeNamespace: boolean): boolean {
  const parts = pattern.split(":");
  if (parts[0] !== "system" || parts[1] !== "serviceaccount") return true;
  const namespace = parts[2] ?? "*";
  const name = parts[3] ?? "*";
  return hasWildcard(namespace) || (!wholeNamespace && hasWildcard(name));
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
      if (!includesAction(statement, assumeRole)) continue;
      if ((statement.Principal["Federated"] ?? []).includes("*")) {
        yield violation(statement, "the federated principal is a wildcard, so that any identity provider is trusted");
      }
      for (const issuer of issuers(statement)) {
        const [subject, audience] = [`${issuer}:sub`, `${issuer}:aud`];
        const subjects = conditionAlternatives(statement, alike, subject);
        const isOneSubject =
          conditionAlternatives(statement, exactly, subject).length > 0 || isDeniedElsewhere(policy, subject);
        if (!isOneSubject && subjects.length === 0) {
          yield violation(
            statement,
            `nothing limits ${subject}, so that every service account of the cluster is trusted`,
          );
        }
        // Each operator limits it by itself, so that one that does is enough.
        if (
          !isOneSubject &&
          subjects.every((values) => values.some((value) => isBroad(value, parameters.allowWholeNamespace)))
        ) {
          for (const pattern of subjects.flat()) {
            if (isBroad(pattern, parameters.allowWholeNamespace))
              yield violation(statement, `the pattern ${pattern} of ${subject} is too broad`);
          }
        }
        if (
          conditionAlternatives(statement, exactly, audience).length === 0 &&
          !conditionAlternatives(statement, alike, audience).some((values) => !values.some(hasWildcard)) &&
          !isDeniedElsewhere(policy, audience)
        ) {
          yield violation(statement, `nothing limits ${audience} to sts.amazonaws.com`);
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
    "an audience that is any": {
      document: json`
        {
          "Statement": [
            {
              "Effect": "Allow",
              "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/A1" },
              "Action": "sts:AssumeRoleWithWebIdentity",
              "Condition": {
                "StringEquals": { "oidc.eks.eu-central-1.amazonaws.com/id/A1:sub": "system:serviceaccount:shop:web" },
                "StringLike": { "oidc.eks.eu-central-1.amazonaws.com/id/A1:aud": "*" }
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
      ],
    },
    "all actions but another": {
      document: json`
        {
          "Statement": [
            {
              "Effect": "Allow",
              "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/A1" },
              "NotAction": "sts:TagSession",
              "Condition": { "StringEquals": { "oidc.eks.eu-central-1.amazonaws.com/id/A1:aud": "sts.amazonaws.com" } }
            }
          ]
        }
        `,
      violations: [
        {
          message:
            "nothing limits oidc.eks.eu-central-1.amazonaws.com/id/A1:sub, so that every service account of the cluster is trusted",
          path: ["Statement", 0],
          resource: "trust policy",
        },
      ],
    },
    "one subject beside a broad pattern": {
      document: json`
        {
          "Statement": [
            {
              "Effect": "Allow",
              "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/A1" },
              "Action": "sts:AssumeRoleWithWebIdentity",
              "Condition": {
                "StringEquals": { "oidc.eks.eu-central-1.amazonaws.com/id/A1:sub": "system:serviceaccount:shop:web", "oidc.eks.eu-central-1.amazonaws.com/id/A1:aud": "sts.amazonaws.com" },
                "StringLike": { "oidc.eks.eu-central-1.amazonaws.com/id/A1:sub": "system:serviceaccount:*" }
              }
            }
          ]
        }
        `,
      violations: [],
    },
    "a denial of all other subjects": {
      document: json`
        {
          "Statement": [
            {
              "Effect": "Allow",
              "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/A1" },
              "Action": "sts:AssumeRoleWithWebIdentity",
              "Condition": { "StringEquals": { "oidc.eks.eu-central-1.amazonaws.com/id/A1:aud": "sts.amazonaws.com" } }
            },
            {
              "Effect": "Deny",
              "Principal": "*",
              "Action": "sts:*",
              "Condition": { "StringNotEquals": { "oidc.eks.eu-central-1.amazonaws.com/id/A1:sub": "system:serviceaccount:shop:web" } }
            }
          ]
        }
        `,
      violations: [],
    },
    "a cluster in China": {
      document: json`
        {
          "Statement": [
            {
              "Effect": "Allow",
              "Principal": { "Federated": "arn:aws-cn:iam::111122223333:oidc-provider/oidc.eks.cn-north-1.amazonaws.com.cn/id/A1" },
              "Action": "sts:AssumeRoleWithWebIdentity",
              "Condition": { "StringEquals": { "oidc.eks.cn-north-1.amazonaws.com.cn/id/A1:aud": "sts.amazonaws.com" } }
            }
          ]
        }
        `,
      violations: [
        {
          message:
            "nothing limits oidc.eks.cn-north-1.amazonaws.com.cn/id/A1:sub, so that every service account of the cluster is trusted",
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
