import { json, rule, upperCase, violation, yaml } from "regoscript";
import { AccessEntry } from "regoscript/aws";

/** Source: https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateAccessEntry.html */
const types: readonly string[] = [
  "STANDARD",
  "EC2_LINUX",
  "EC2_WINDOWS",
  "EC2",
  "FARGATE_LINUX",
  "HYBRID_LINUX",
  "HYPERPOD_LINUX",
];

/** Beginnings of usernames that EKS keeps for itself. */
const reserved: readonly string[] = ["system:", "eks:", "aws:", "amazon:", "iam:"];

const isRoot = /^arn:[a-z0-9-]+:iam::[0-9]{12}:root$/u;

export default rule({
  id: "refused-access-entry",
  title: "Access entry that EKS refuses",
  severity: "medium",
  input: AccessEntry,
  rationale:
    "EKS's API refuses these when they are applied, or the entry never matches anyone: the principal has no access, and a rollout stops half way.",
  remediation:
    "Name a role by its IAM ARN, give groups of your own that a binding names, and leave username and groups of nodes to EKS.",
  references: [
    "https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html",
    "https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateAccessEntry.html",
  ],

  *check(entry) {
    const type = upperCase(entry.type ?? "STANDARD");
    const username = entry.username ?? "";
    if (!types.includes(type)) yield violation(entry, `there is no type ${type}`);
    else if (type !== "STANDARD" && entry.described === undefined && (username !== "" || entry.groups.length > 0))
      yield violation(entry, `an entry of type ${type} has no username and groups of its own`);
    if (entry.described === undefined) {
      for (const group of entry.groups)
        if (group.startsWith("system:")) yield violation(entry, `the group ${group} begins with system:`);
      const prefix = reserved.find((beginning) => username.startsWith(beginning));
      if (prefix !== undefined) yield violation(entry, `the username ${username} begins with ${prefix}`);
      const [before = ""] = username.split("{{SessionName");
      if (before !== username && !before.includes(":"))
        yield violation(entry, `the username ${username} has no colon before the session's name`);
    }
    const arn = entry.arn ?? "";
    if (arn.includes(":role/aws-service-role/")) yield violation(entry, `${arn} is a service-linked role`);
    else if (arn !== "" && !/^arn:[a-z0-9-]+:iam::[0-9]{12}:(?:role|user)\/[^*?]+$/u.test(arn) && !isRoot.test(arn))
      yield violation(entry, `${arn} is no IAM role or user`);
  },

  examples: {
    "groups that EKS keeps for itself": {
      document: yaml`
        Resources:
          It:
            Type: AWS::EKS::AccessEntry
            Properties:
              ClusterName: shop
              PrincipalArn: arn:aws:iam::111122223333:role/ops
              KubernetesGroups: [ops, system:masters]
        `,
      violations: [
        {
          message: "the group system:masters begins with system:",
          path: ["Resources", "It", "Properties"],
          resource: "AWS::EKS::AccessEntry It",
        },
      ],
    },
    "nodes with groups, and a session as principal": {
      document: yaml`
        apiVersion: eksctl.io/v1alpha5
        kind: ClusterConfig
        metadata: {name: shop, region: eu-central-1}
        accessConfig:
          accessEntries:
            - {principalARN: arn:aws:iam::111122223333:role/nodes, type: EC2_LINUX, kubernetesGroups: [nodes]}
            - {principalARN: arn:aws:sts::111122223333:assumed-role/dev/alice}
        `,
      violations: [
        {
          message: "an entry of type EC2_LINUX has no username and groups of its own",
          path: ["accessConfig", "accessEntries", 0],
          resource: "access entry of arn:aws:iam::111122223333:role/nodes",
        },
        {
          message: "arn:aws:sts::111122223333:assumed-role/dev/alice is no IAM role or user",
          path: ["accessConfig", "accessEntries", 1],
          resource: "access entry of arn:aws:sts::111122223333:assumed-role/dev/alice",
        },
      ],
    },
    usernames: {
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
                    "principal_arn": "arn:aws:iam::111122223333:role/dev",
                    "user_name": "{{SessionName}}"
                  }
                }
              ]
            }
          }
        }
        `,
      violations: [
        {
          message: "the username {{SessionName}} has no colon before the session's name",
          path: ["planned_values", "root_module", "resources", 0, "values"],
          resource: "aws_eks_access_entry.it",
        },
      ],
    },
    "a type that isn't, and a service-linked role": {
      document: yaml`
        apiVersion: eks.services.k8s.aws/v1alpha1
        kind: AccessEntry
        metadata: {name: it}
        spec:
          principalARN: arn:aws:iam::111122223333:role/aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS
          type: EC2_MAC
          username: eks:ops
        `,
      violations: [
        { message: "there is no type EC2_MAC", path: ["spec"], resource: "AccessEntry it" },
        { message: "the username eks:ops begins with eks:", path: ["spec"], resource: "AccessEntry it" },
        {
          message:
            "arn:aws:iam::111122223333:role/aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS is a service-linked role",
          path: ["spec"],
          resource: "AccessEntry it",
        },
      ],
    },
    "what EKS itself set": {
      document: json`
        {
          "accessEntry": {
            "principalArn": "arn:aws:iam::111122223333:role/nodes",
            "type": "EC2_LINUX",
            "username": "system:node:{{EC2PrivateDNSName}}",
            "kubernetesGroups": ["system:nodes"]
          }
        }
        `,
      violations: [],
    },
    "a role of IAM Identity Center": {
      document: yaml`
        Resources:
          It:
            Type: AWS::EKS::AccessEntry
            Properties:
              ClusterName: shop
              PrincipalArn: arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_ops_0123456789abcdef
              Username: "sso:{{SessionName}}"
              KubernetesGroups: [ops]
        `,
      violations: [],
    },
  },
});
