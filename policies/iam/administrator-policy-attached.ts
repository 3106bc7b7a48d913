import { json, rule, violation, yaml } from "regoscript";
import { ManagedPolicyAttachment as Attachment, type ManagedPolicyAttachment, servesWorkloads } from "regoscript/aws";

/** Managed policies of AWS's own. Source: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/ */
const administrators: readonly string[] = ["AdministratorAccess", "IAMFullAccess", "PowerUserAccess"];

/** Broad for what a pod or node does; people are given them for a service that they look after. */
function isBroad(arn: string): boolean {
  return arn.includes(":iam::aws:policy/") && (arn.endsWith("FullAccess") || arn.endsWith("/SecretsManagerReadWrite"));
}

/** Roles, users and groups by their names. */
function holders({ roles, users, groups }: ManagedPolicyAttachment): string[] {
  return [...roles, ...users, ...groups];
}

export default rule({
  id: "administrator-policy-attached",
  title: "Managed policy of an administrator attached",
  severity: "high",
  input: Attachment,
  parameters: { allowedPrincipals: [] as string[], permissionSets: false },
  rationale:
    "AdministratorAccess and PowerUserAccess allow nearly everything in the account, and IAMFullAccess lets its holder give itself the rest. On the role of a " +
    "pod or node that is what whoever breaks into a container gets; a FullAccess policy there is all of a service, with all data in it. Permission sets of " +
    "IAM Identity Center are for people, and are left out unless asked for.",
  remediation:
    "Write a policy with the actions and resources that the workload uses; keep AdministratorAccess to a break-glass role, and name it in the parameter.",
  references: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_job-functions.html",
    "https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html",
  ],

  *check(attachment, { parameters }) {
    const arn = attachment.policyArn ?? "";
    if (attachment.permissionSet !== undefined && !parameters.permissionSets) return;
    const names = holders(attachment);
    if (names.length > 0 && names.every((name) => parameters.allowedPrincipals.includes(name))) return;
    for (const name of administrators)
      if (arn.endsWith(`:iam::aws:policy/${name}`)) yield violation(attachment, `${name} is attached`);
    if (isBroad(arn) && !arn.endsWith("/IAMFullAccess") && servesWorkloads(attachment))
      yield violation(attachment, `${arn} is attached to a role that pods or nodes have`);
  },

  examples: {
    "role of nodes in a template": {
      document: yaml`
        Resources:
          NodeRole:
            Type: AWS::IAM::Role
            Properties:
              AssumeRolePolicyDocument:
                Statement:
                  - {Effect: Allow, Principal: {Service: ec2.amazonaws.com}, Action: sts:AssumeRole}
              ManagedPolicyArns:
                - arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy
                - arn:aws:iam::aws:policy/AmazonS3FullAccess
                - !Join ["", ["arn:", !Ref "AWS::Partition", ":iam::aws:policy/AdministratorAccess"]]
        `,
      violations: [
        {
          message: "arn:aws:iam::aws:policy/AmazonS3FullAccess is attached to a role that pods or nodes have",
          path: ["Resources", "NodeRole", "Properties", "ManagedPolicyArns", 1],
          resource: "AWS::IAM::Role NodeRole",
        },
        {
          message: "AdministratorAccess is attached",
          path: ["Resources", "NodeRole", "Properties", "ManagedPolicyArns", 2],
          resource: "AWS::IAM::Role NodeRole",
        },
      ],
    },
    "Terraform attachment": {
      document: json`
        {
          "planned_values": {
            "root_module": {
              "resources": [
                {
                  "address": "aws_iam_role_policy_attachment.ci",
                  "mode": "managed",
                  "type": "aws_iam_role_policy_attachment",
                  "values": { "role": "ci", "policy_arn": "arn:aws:iam::aws:policy/PowerUserAccess" }
                }
              ]
            }
          }
        }
        `,
      violations: [
        {
          message: "PowerUserAccess is attached",
          path: ["planned_values", "root_module", "resources", 0, "values", "policy_arn"],
          resource: "aws_iam_role_policy_attachment.ci",
        },
      ],
    },
    "details of an account": {
      document: json`
        {
          "UserDetailList": [
            { "UserName": "ops", "AttachedManagedPolicies": [{ "PolicyName": "IAMFullAccess", "PolicyArn": "arn:aws:iam::aws:policy/IAMFullAccess" }] }
          ],
          "RoleDetailList": [
            {
              "RoleName": "reports",
              "AssumeRolePolicyDocument": {
                "Statement": [{ "Effect": "Allow", "Principal": { "Service": "pods.eks.amazonaws.com" }, "Action": ["sts:AssumeRole", "sts:TagSession"] }]
              },
              "AttachedManagedPolicies": [
                { "PolicyName": "SecretsManagerReadWrite", "PolicyArn": "arn:aws:iam::aws:policy/SecretsManagerReadWrite" },
                { "PolicyName": "reports", "PolicyArn": "arn:aws:iam::111122223333:policy/reports" }
              ]
            }
          ]
        }
        `,
      violations: [
        {
          message: "arn:aws:iam::aws:policy/SecretsManagerReadWrite is attached to a role that pods or nodes have",
          path: ["RoleDetailList", 0, "AttachedManagedPolicies", 0, "PolicyArn"],
          resource: "IAM role reports",
        },
        {
          message: "IAMFullAccess is attached",
          path: ["UserDetailList", 0, "AttachedManagedPolicies", 0, "PolicyArn"],
          resource: "IAM user ops",
        },
      ],
    },
    "what eksctl makes roles for": {
      document: yaml`
        apiVersion: eksctl.io/v1alpha5
        kind: ClusterConfig
        metadata: {name: shop, region: eu-central-1}
        iam:
          serviceAccounts:
            - metadata: {name: orders, namespace: shop}
              attachPolicyARNs: ["arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess"]
            - metadata: {name: images, namespace: shop}
              attachPolicyARNs: ["arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryReadOnly"]
        capabilities:
          - {name: argocd, type: ARGOCD, attachPolicyARNs: ["arn:aws:iam::aws:policy/AdministratorAccess"]}
        `,
      violations: [
        {
          message: "AdministratorAccess is attached",
          path: ["capabilities", 0, "attachPolicyARNs", 0],
          resource: "capability argocd",
        },
        {
          message: "arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess is attached to a role that pods or nodes have",
          path: ["iam", "serviceAccounts", 0, "attachPolicyARNs", 0],
          resource: "service account shop/orders",
        },
      ],
    },
    "ACK role": {
      document: yaml`
        apiVersion: iam.services.k8s.aws/v1alpha1
        kind: Role
        metadata: {name: controller, namespace: infra}
        spec:
          name: controller
          assumeRolePolicyDocument: '{"Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}'
          policies: ["arn:aws-cn:iam::aws:policy/AdministratorAccess"]
        `,
      violations: [
        {
          message: "AdministratorAccess is attached",
          path: ["spec", "policies", 0],
          resource: "Role infra/controller",
        },
      ],
    },
    "Crossplane attachment": {
      document: yaml`
        apiVersion: iam.aws.upbound.io/v1beta1
        kind: RolePolicyAttachment
        metadata: {name: controller}
        spec:
          forProvider: {policyArn: "arn:aws:iam::aws:policy/AdministratorAccess", role: controller}
        `,
      violations: [
        {
          message: "AdministratorAccess is attached",
          path: ["spec", "forProvider", "policyArn"],
          resource: "RolePolicyAttachment controller",
        },
      ],
    },
    "attached policies of a principal that isn't named": {
      document: json`
        {
          "AttachedPolicies": [
            { "PolicyName": "AmazonEKSWorkerNodePolicy", "PolicyArn": "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy" },
            { "PolicyName": "AdministratorAccess", "PolicyArn": "arn:aws:iam::aws:policy/AdministratorAccess" }
          ]
        }
        `,
      violations: [
        {
          message: "AdministratorAccess is attached",
          path: ["AttachedPolicies", 1, "PolicyArn"],
          resource: "attached policy AdministratorAccess",
        },
      ],
    },
    "policy known only after apply": {
      document: json`
        {
          "planned_values": {
            "root_module": {
              "resources": [
                {
                  "address": "aws_iam_role_policy_attachment.own",
                  "mode": "managed",
                  "type": "aws_iam_role_policy_attachment",
                  "values": { "role": "own" }
                }
              ]
            }
          },
          "resource_changes": [
            { "address": "aws_iam_role_policy_attachment.own", "change": { "after_unknown": { "id": true, "policy_arn": true } } }
          ]
        }
        `,
      violations: [],
      undetermined: [
        {
          message: "policy_arn isn't known before the plan is applied",
          path: ["planned_values", "root_module", "resources", 0, "values", "policy_arn"],
          resource: "aws_iam_role_policy_attachment.own",
          missing: "value",
        },
      ],
    },
    "a role that people assume, with all of a service": {
      document: yaml`
        Resources:
          Storage:
            Type: AWS::IAM::Role
            Properties:
              AssumeRolePolicyDocument:
                Statement:
                  - {Effect: Allow, Principal: {AWS: "arn:aws:iam::111122223333:root"}, Action: sts:AssumeRole}
              ManagedPolicyArns: ["arn:aws:iam::aws:policy/AmazonS3FullAccess"]
        `,
      violations: [],
    },
    "break-glass role": {
      parameters: { allowedPrincipals: ["break-glass"] },
      document: json`
        {
          "RoleDetailList": [
            {
              "RoleName": "break-glass",
              "AssumeRolePolicyDocument": {
                "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:user/one" }, "Action": "sts:AssumeRole" }]
              },
              "AttachedManagedPolicies": [{ "PolicyName": "AdministratorAccess", "PolicyArn": "arn:aws:iam::aws:policy/AdministratorAccess" }]
            }
          ]
        }
        `,
      violations: [],
    },
    "permission set": {
      document: yaml`
        Resources:
          Administrators:
            Type: AWS::SSO::PermissionSet
            Properties:
              Name: Administrators
              ManagedPolicies: ["arn:aws:iam::aws:policy/AdministratorAccess"]
        `,
      violations: [],
    },
  },
});
