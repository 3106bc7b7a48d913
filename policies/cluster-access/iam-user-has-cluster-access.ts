import { json, rule, violation, yaml } from "regoscript";
import { AccessEntry } from "regoscript/aws";
import { AwsAuthMapping } from "regoscript/kubernetes";

export default rule({
  id: "iam-user-has-cluster-access",
  title: "IAM user with access to the cluster",
  severity: "medium",
  input: [AccessEntry, AwsAuthMapping],
  parameters: { allowedUsers: [] as string[] },
  rationale:
    "An IAM user has keys that don't expire: who finds them in a repository or on a laptop is in the cluster until somebody notices.",
  remediation:
    "Give access to roles that people assume through IAM Identity Center, and pipelines through their OIDC provider.",
  references: [
    "https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-users-federation-idp",
  ],

  *check(mapping, { parameters }) {
    const arn = mapping.arn ?? "";
    if (/^arn:[^:]*:iam::[^:]*:user\//u.test(arn) && !parameters.allowedUsers.includes(arn))
      yield violation(mapping, `${arn} is an IAM user`);
  },

  examples: {
    "access entry": {
      document: yaml`
        apiVersion: eksctl.io/v1alpha5
        kind: ClusterConfig
        metadata: {name: shop, region: eu-central-1}
        accessConfig:
          accessEntries:
            - {principalARN: arn:aws:iam::111122223333:user/alice, kubernetesGroups: [dev]}
        `,
      violations: [
        {
          message: "arn:aws:iam::111122223333:user/alice is an IAM user",
          path: ["accessConfig", "accessEntries", 0],
          resource: "access entry of arn:aws:iam::111122223333:user/alice",
        },
      ],
    },
    "aws-auth": {
      document: yaml`
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: aws-auth, namespace: kube-system}
        data:
          mapUsers: |
            - userarn: arn:aws:iam::111122223333:user/alice
              groups: [dev]
        `,
      violations: [
        {
          message: "arn:aws:iam::111122223333:user/alice is an IAM user",
          path: ["data", "mapUsers", 0],
          resource: "ConfigMap kube-system/aws-auth",
        },
      ],
    },
    role: {
      document: json`
        {
          "planned_values": {
            "root_module": {
              "resources": [
                {
                  "address": "aws_eks_access_entry.it",
                  "mode": "managed",
                  "type": "aws_eks_access_entry",
                  "values": {
                    "principal_arn": "arn:aws:iam::111122223333:role/dev"
                  }
                }
              ]
            }
          }
        }
        `,
      violations: [],
    },
    "break-glass user": {
      parameters: { allowedUsers: ["arn:aws:iam::111122223333:user/break-glass"] },
      document: json`
        {
          "planned_values": {
            "root_module": {
              "resources": [
                {
                  "address": "aws_eks_access_entry.it",
                  "mode": "managed",
                  "type": "aws_eks_access_entry",
                  "values": {
                    "principal_arn": "arn:aws:iam::111122223333:user/break-glass"
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
