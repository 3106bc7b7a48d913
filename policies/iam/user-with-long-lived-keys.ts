import { json, rule, violation, yaml } from "regoscript";
import { AccessKey } from "regoscript/aws";

export default rule({
  id: "user-with-long-lived-keys",
  title: "IAM user with an access key",
  severity: "medium",
  input: AccessKey,
  parameters: { allowedUsers: [] as string[] },
  rationale:
    "An access key doesn't expire. Once made it lies in files, variables and the state of Terraform, and works from anywhere until somebody " +
    "deletes it.",
  remediation:
    "Give workloads a role by EKS Pod Identity or IRSA, pipelines one by their OIDC provider and people IAM Identity Center; delete the key.",
  references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-workloads-use-roles"],

  *check(key, { parameters }) {
    const user = key.user ?? "a user";
    if ((key.status ?? "Active") === "Active" && !parameters.allowedUsers.includes(user))
      yield violation(key, `${user} has an access key`);
  },

  examples: {
    Terraform: {
      document: json`
        {
          "planned_values": {
            "root_module": {
              "resources": [
                {
                  "address": "aws_iam_access_key.it",
                  "mode": "managed",
                  "type": "aws_iam_access_key",
                  "values": {
                    "user": "ci",
                    "status": "Active"
                  }
                }
              ]
            }
          }
        }
        `,
      violations: [
        {
          message: "ci has an access key",
          path: ["planned_values", "root_module", "resources", 0, "values"],
          resource: "aws_iam_access_key.it",
        },
      ],
    },
    "list-access-keys": {
      document: json`
        {
          "AccessKeyMetadata": [
            { "UserName": "ci", "AccessKeyId": "AKIAIOSFODNN7EXAMPLE", "Status": "Active" },
            { "UserName": "ci", "AccessKeyId": "AKIAI44QH8DHBEXAMPLE", "Status": "Inactive" }
          ]
        }
        `,
      violations: [{ message: "ci has an access key", path: ["AccessKeyMetadata", 0], resource: "access key of ci" }],
    },
    CloudFormation: {
      document: yaml`
        Resources:
          It:
            Type: AWS::IAM::AccessKey
            Properties:
              UserName: ci
        `,
      violations: [
        {
          message: "ci has an access key",
          path: ["Resources", "It", "Properties"],
          resource: "AWS::IAM::AccessKey It",
        },
      ],
    },
    "Crossplane, switched off": {
      document: yaml`
        apiVersion: iam.aws.upbound.io/v1beta1
        kind: AccessKey
        metadata: {name: it}
        spec:
          forProvider: {user: ci, status: Inactive}
        `,
      violations: [],
    },
    "a user that may": {
      parameters: { allowedUsers: ["legacy"] },
      document: json`
        {
          "planned_values": {
            "root_module": {
              "resources": [
                {
                  "address": "aws_iam_access_key.it",
                  "mode": "managed",
                  "type": "aws_iam_access_key",
                  "values": {
                    "user": "legacy"
                  }
                }
              ]
            }
          }
        }
        `,
      violations: [],
    },
  },
});
