import {
  elements,
  exists,
  inputKind,
  instance,
  type Listed,
  type Located,
  member,
  parseJson,
  partName,
  partType,
  type Raw,
} from "regoscript";
import { isCrossplaneResource } from "./crossplane.ts";
import type { PolicyDocument } from "./policy.ts";
import { customResourceName, isCustomResource } from "./sources.ts";

/**
 * A managed policy that is attached to principals. What is absent isn't known: a template's role without `RoleName`
 * gets a name at deployment, and `list-attached-role-policies` doesn't say whose policies it prints.
 */
export interface ManagedPolicyAttachment extends Located {
  /**
   * Of a managed policy of AWS's own `arn:<partition>:iam::aws:policy/<path and name>`. Absent where eksctl is told of
   * none for the role, and gives it what is well known or trusts one that is there.
   */
  policyArn?: string;
  /** Names of the roles. */
  roles: Listed<string>;
  users: Listed<string>;
  groups: Listed<string>;
  /** Name or ARN of the permission set of IAM Identity Center, whose roles get the policy. */
  permissionSet?: string;
  /** Who may assume the role, where that is said beside the policy. */
  trust?: PolicyDocument;
  /** What eksctl makes the role for: a service account, Pod Identity association, add-on, capability or node group. */
  workload?: Raw;
}

/** Managed policies of roles, users, groups and permission sets. */
export const ManagedPolicyAttachment = inputKind<ManagedPolicyAttachment>({
  id: "managed-policy-attachment",
  title: "managed policy of an IAM principal",
  recognises: [
    "aws iam list-attached-role-policies, list-attached-user-policies, list-attached-group-policies: AttachedPolicies",
    "aws iam get-account-authorization-details: AttachedManagedPolicies of roles, users and groups",
    "Terraform: policy_arn of aws_iam_role_policy_attachment, aws_iam_user_policy_attachment, aws_iam_group_policy_attachment and aws_iam_policy_attachment; policy_arns of aws_iam_role_policy_attachments_exclusive, aws_iam_user_policy_attachments_exclusive and aws_iam_group_policy_attachments_exclusive; managed_policy_arns of aws_iam_role; managed_policy_arn of aws_ssoadmin_managed_policy_attachment",
    "CloudFormation: ManagedPolicyArns of AWS::IAM::Role, User, Group; ManagedPolicies of AWS::SSO::PermissionSet",
    "eksctl: ClusterConfig attachPolicyARNs of iam.serviceAccounts, addons, capabilities and of iam of node groups; permissionPolicyARNs of podIdentityAssociations of iam and of addons",
    "ACK: Role, User and Group of iam.services.k8s.aws spec.policies",
    "Crossplane: RolePolicyAttachment, UserPolicyAttachment and GroupPolicyAttachment of iam.aws.upbound.io, iam.aws.m.upbound.io and iam.aws.crossplane.io spec.forProvider.policyArn; Role spec.forProvider.managedPolicyArns",
  ],
  kubernetes: [
    {
      groups: ["iam.services.k8s.aws", "iam.aws.upbound.io", "iam.aws.m.upbound.io"],
      kinds: ["Role", "User", "Group"],
    },
    {
      groups: ["iam.aws.upbound.io", "iam.aws.m.upbound.io", "iam.aws.crossplane.io"],
      kinds: ["RolePolicyAttachment", "UserPolicyAttachment", "GroupPolicyAttachment"],
    },
  ],
  *find(document) {
    for (const arn of awsPolicies(document)) {
      yield instance<ManagedPolicyAttachment>(arn, partName(document), {
        policyArn: arn,
        roles: member(document, "RoleName"),
        users: member(document, "UserName"),
        groups: member(document, "GroupName"),
        trust: parseJson(member(document, "AssumeRolePolicyDocument")),
      });
    }
    const properties = member(document, "Properties");
    for (const arn of templatePolicies(document)) {
      yield instance<ManagedPolicyAttachment>(arn, partName(document), {
        policyArn: arn,
        roles: member(properties, "RoleName"),
        users: member(properties, "UserName"),
        groups: member(properties, "GroupName"),
        // A permission set's; of the others none has one.
        permissionSet: member(properties, "Name"),
        trust: parseJson(member(properties, "AssumeRolePolicyDocument")),
      });
    }
    const values = member(document, "values");
    for (const arn of terraformPolicies(document)) {
      yield instance<ManagedPolicyAttachment>(arn, partName(document), {
        policyArn: arn,
        roles: firstOf(values, partType(document) === "aws_iam_role" ? ["name"] : ["role", "roles", "role_name"]),
        users: firstOf(values, ["user", "users", "user_name"]),
        groups: firstOf(values, ["group", "groups", "group_name"]),
        permissionSet: member(values, "permission_set_arn"),
        trust: parseJson(member(values, "assume_role_policy")),
      });
    }
    for (const arn of eksctlPolicies(document)) {
      yield instance<ManagedPolicyAttachment>(arn, partName(document), {
        policyArn: arn,
        roles: member(document, "roleName"),
        workload: document,
      });
    }
    if (eksctlHolders.has(partType(document) ?? "") && eksctlPolicies(document).length === 0)
      yield instance<ManagedPolicyAttachment>(document, partName(document), { workload: document });
    const spec = member(document, "spec");
    const isRole = isCustomResource(document, "iam.services.k8s.aws/", "Role");
    const isUser = isCustomResource(document, "iam.services.k8s.aws/", "User");
    if (isRole || isUser || isCustomResource(document, "iam.services.k8s.aws/", "Group")) {
      for (const arn of elements(member(spec, "policies"))) {
        yield instance<ManagedPolicyAttachment>(arn, customResourceName(document), {
          policyArn: arn,
          roles: member(spec, isRole ? "name" : ""),
          users: member(spec, isUser ? "name" : ""),
          groups: member(spec, isRole || isUser ? "" : "name"),
          trust: parseJson(member(spec, "assumeRolePolicyDocument")),
        });
      }
    }
    const wanted = member(spec, "forProvider");
    for (const kind of ["RolePolicyAttachment", "UserPolicyAttachment", "GroupPolicyAttachment"]) {
      const isClassic = isCustomResource(document, "iam.aws.crossplane.io/", kind);
      if (isClassic || isCrossplaneResource(document, "iam", kind)) {
        yield instance<ManagedPolicyAttachment>(member(wanted, "policyArn"), customResourceName(document), {
          policyArn: member(wanted, "policyArn"),
          roles: firstOf(wanted, ["role", "roleName"]),
          users: firstOf(wanted, ["user", "userName"]),
          groups: firstOf(wanted, ["group", "groupName"]),
        });
      }
    }
    if (isCrossplaneResource(document, "iam", "Role")) {
      for (const arn of elements(member(wanted, "managedPolicyArns"))) {
        yield instance<ManagedPolicyAttachment>(arn, customResourceName(document), {
          policyArn: arn,
          trust: parseJson(member(wanted, "assumeRolePolicy")),
        });
      }
    }
  },
});

/** The first of some members that exists. */
function firstOf(raw: Raw, names: readonly string[]): Raw {
  return names.map((name) => member(raw, name)).find((value) => exists(value)) ?? member(raw, "");
}

const holders = new Set(["iam:RoleDetail", "iam:UserDetail", "iam:GroupDetail"]);

function awsPolicies(document: Raw): Raw[] {
  const type = partType(document) ?? "";
  if (type === "iam:AttachedPolicy") return [member(document, "PolicyArn")];
  if (!holders.has(type)) return [];
  return elements(member(document, "AttachedManagedPolicies")).map((policy) => member(policy, "PolicyArn"));
}

function templatePolicies(document: Raw): Raw[] {
  const properties = member(document, "Properties");
  switch (partType(document)) {
    case "AWS::IAM::Role":
    case "AWS::IAM::User":
    case "AWS::IAM::Group":
      return elements(member(properties, "ManagedPolicyArns"));
    case "AWS::SSO::PermissionSet":
      return elements(member(properties, "ManagedPolicies"));
    default:
      return [];
  }
}

const terraformAttachments = new Set([
  "aws_iam_role_policy_attachment",
  "aws_iam_user_policy_attachment",
  "aws_iam_group_policy_attachment",
  "aws_iam_policy_attachment",
]);

const terraformLists = new Set([
  "aws_iam_role_policy_attachments_exclusive",
  "aws_iam_user_policy_attachments_exclusive",
  "aws_iam_group_policy_attachments_exclusive",
]);

function terraformPolicies(document: Raw): Raw[] {
  const type = partType(document) ?? "";
  const values = member(document, "values");
  if (terraformAttachments.has(type)) return [member(values, "policy_arn")];
  if (terraformLists.has(type)) return elements(member(values, "policy_arns"));
  if (type === "aws_iam_role") return elements(member(values, "managed_policy_arns"));
  return type === "aws_ssoadmin_managed_policy_attachment" ? [member(values, "managed_policy_arn")] : [];
}

/** What eksctl makes a role for, with the policies that it knows itself where it is told of none. */
const eksctlHolders = new Set(["eksctl:ServiceAccount", "eksctl:Addon", "eksctl:Capability"]);

/** Source: https://docs.aws.amazon.com/eks/latest/eksctl/schema.html */
function eksctlPolicies(document: Raw): Raw[] {
  switch (partType(document)) {
    case "eksctl:ServiceAccount":
    case "eksctl:Capability":
      return elements(member(document, "attachPolicyARNs"));
    case "eksctl:Addon":
      return [
        ...elements(member(document, "attachPolicyARNs")),
        ...elements(member(document, "podIdentityAssociations")).flatMap((association) =>
          elements(member(association, "permissionPolicyARNs")),
        ),
      ];
    case "eksctl:NodeGroup":
    case "eksctl:ManagedNodeGroup":
      return elements(member(document, "iam", "attachPolicyARNs"));
    case "eksctl:PodIdentityAssociation":
      return elements(member(document, "permissionPolicyARNs"));
    default:
      return [];
  }
}

/** Services that give the role to pods and nodes. */
const workloadServices: readonly string[] = ["pods.eks.amazonaws.com", "ec2.amazonaws.com"];

/**
 * Whether the policy is surely that of a role which pods or nodes have: eksctl makes it for them, or its trust policy,
 * where it stands beside the policy, names EKS Pod Identity, EC2 or an identity provider of a cluster.
 */
export function servesWorkloads({ workload, trust }: ManagedPolicyAttachment): boolean {
  return (
    workload !== undefined ||
    (trust?.Statement ?? []).some(
      (statement) =>
        (statement.Principal["Service"] ?? []).some((service) => workloadServices.includes(service)) ||
        (statement.Principal["Federated"] ?? []).some((provider) => provider.includes(":oidc-provider/oidc.eks.")),
    )
  );
}
