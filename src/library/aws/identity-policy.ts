import {
  boolean,
  elements,
  exists,
  inputKind,
  instance,
  isMapping,
  member,
  members,
  parseJson,
  partName,
  partType,
  type Raw,
  text,
} from "regoscript";
import { isCrossplaneResource } from "./crossplane.ts";
import { isBarePolicy, type PolicyDocument, rawStatements } from "./policy.ts";
import { customResourceName, isCustomResource } from "./sources.ts";

/** A policy that says what a role, user or group may do. */
export interface IdentityPolicy extends PolicyDocument {}

/** Identity policies, managed and inline. */
export const IdentityPolicy = inputKind<IdentityPolicy>({
  id: "identity-policy",
  title: "IAM identity policy",
  recognises: [
    "a policy document whose statements have no Principal",
    "aws iam get-policy-version: PolicyVersion.Document; get-role-policy, get-user-policy, get-group-policy: PolicyDocument",
    "aws iam get-account-authorization-details: inline policies of roles, users and groups, managed policies' default versions",
    "Terraform: policy of aws_iam_policy, aws_iam_role_policy, aws_iam_user_policy, aws_iam_group_policy; inline_policy of aws_iam_role and aws_ssoadmin_permission_set_inline_policy",
    "CloudFormation: PolicyDocument of AWS::IAM::Policy, ManagedPolicy, RolePolicy, UserPolicy, GroupPolicy and of the Policies of AWS::IAM::Role, User, Group; InlinePolicy of AWS::SSO::PermissionSet; inline policies of AWS::Serverless::Function and StateMachine",
    "eksctl: ClusterConfig attachPolicy of iam.serviceAccounts, addons, capabilities and of iam of node groups; permissionPolicy of podIdentityAssociations of iam and of addons",
    "ACK: Policy.iam.services.k8s.aws spec.policyDocument; Role, User and Group spec.inlinePolicies",
    "Crossplane: Policy and RolePolicy of iam.aws.upbound.io and iam.aws.m.upbound.io spec.forProvider.policy; Role spec.forProvider.inlinePolicy; Policy and RolePolicy of iam.aws.crossplane.io spec.forProvider.document",
  ],
  kubernetes: [
    {
      groups: ["iam.services.k8s.aws", "iam.aws.upbound.io", "iam.aws.m.upbound.io"],
      kinds: ["Policy", "RolePolicy", "Role", "User", "Group"],
    },
    { groups: ["iam.aws.crossplane.io"], kinds: ["Policy", "RolePolicy"], versions: ["v1beta1"] },
  ],
  *find(document) {
    if (isBarePolicy(document) && !rawStatements(document).some((statement) => hasPrincipal(statement)))
      yield instance<IdentityPolicy>(document, "IAM policy");
    if (exists(member(document, "PolicyName")) && exists(member(document, "PolicyDocument"))) {
      yield instance<IdentityPolicy>(
        parseJson(member(document, "PolicyDocument")),
        `IAM policy ${text(member(document, "PolicyName")) ?? "?"}`,
      );
    }
    for (const policy of partPolicies(document)) yield instance<IdentityPolicy>(parseJson(policy), partName(document));
    if (isCustomResource(document, "iam.services.k8s.aws/", "Policy")) {
      yield instance<IdentityPolicy>(
        parseJson(member(document, "spec", "policyDocument")),
        customResourceName(document),
      );
    }
    for (const policy of customInlinePolicies(document)) {
      yield instance<IdentityPolicy>(parseJson(policy), customResourceName(document));
    }
    for (const kind of ["Policy", "RolePolicy"]) {
      if (isCustomResource(document, "iam.aws.crossplane.io/", kind)) {
        yield instance<IdentityPolicy>(
          parseJson(member(document, "spec", "forProvider", "document")),
          customResourceName(document),
        );
      }
      if (
        isCustomResource(document, "iam.aws.upbound.io/", kind) ||
        isCustomResource(document, "iam.aws.m.upbound.io/", kind)
      ) {
        yield instance<IdentityPolicy>(
          parseJson(member(document, "spec", "forProvider", "policy")),
          customResourceName(document),
        );
      }
    }
  },
});

/** Inline policies of custom resources that are principals. */
function customInlinePolicies(document: Raw): Raw[] {
  const isHolder = ["Role", "User", "Group"].some((kind) => isCustomResource(document, "iam.services.k8s.aws/", kind));
  if (isHolder) return members(member(document, "spec", "inlinePolicies")).map(([, policy]) => policy);
  if (!isCrossplaneResource(document, "iam", "Role")) return [];
  return elements(member(document, "spec", "forProvider", "inlinePolicy"))
    .map((policy) => member(policy, "policy"))
    .filter((policy) => exists(policy));
}

function hasPrincipal(statement: Raw): boolean {
  return exists(member(statement, "Principal")) || exists(member(statement, "NotPrincipal"));
}

/** Types of parts that are a policy each, and the member that leads to it. */
const terraformTypes = new Set([
  "aws_iam_policy",
  "aws_iam_role_policy",
  "aws_iam_user_policy",
  "aws_iam_group_policy",
  "aws_ssoadmin_permission_set_inline_policy",
]);
const templateTypes = new Set([
  "AWS::IAM::Policy",
  "AWS::IAM::ManagedPolicy",
  "AWS::IAM::RolePolicy",
  "AWS::IAM::UserPolicy",
  "AWS::IAM::GroupPolicy",
]);
/** Types of parts that have policies inside. */
const templateHolders = new Set(["AWS::IAM::Role", "AWS::IAM::User", "AWS::IAM::Group"]);

/** Types of parts for which the Serverless Application Model makes a role. */
const serverlessTypes = new Set(["AWS::Serverless::Function", "AWS::Serverless::StateMachine"]);

/** The policies in a part of a plan, template or account's details, as they are written. */
function partPolicies(document: Raw): Raw[] {
  const type = partType(document);
  if (type === undefined) return [];
  const values = member(document, "values");
  if (terraformTypes.has(type))
    return [member(values, type === "aws_ssoadmin_permission_set_inline_policy" ? "inline_policy" : "policy")];
  if (type === "aws_iam_role")
    return elements(member(values, "inline_policy"))
      .map((policy) => member(policy, "policy"))
      .filter((policy) => exists(policy));
  const properties = member(document, "Properties");
  if (templateTypes.has(type)) return [member(properties, "PolicyDocument")];
  if (templateHolders.has(type)) return documentsOf(member(properties, "Policies"));
  if (serverlessTypes.has(type)) return inlinePolicies(member(properties, "Policies"));
  if (type === "AWS::SSO::PermissionSet")
    return [member(properties, "InlinePolicy")].filter((policy) => exists(policy));
  if (type === "iam:PolicyVersion") return [member(document, "Document")].filter((policy) => exists(policy));
  if (type === "iam:ManagedPolicyDetail")
    return elements(member(document, "PolicyVersionList"))
      .filter((version) => boolean(member(version, "IsDefaultVersion")) !== false)
      .map((version) => member(version, "Document"))
      .filter((policy) => exists(policy));
  if (type === "iam:RoleDetail") return documentsOf(member(document, "RolePolicyList"));
  if (type === "iam:UserDetail") return documentsOf(member(document, "UserPolicyList"));
  if (type === "iam:GroupDetail") return documentsOf(member(document, "GroupPolicyList"));
  return eksctlPolicies(document, type).filter((policy) => exists(policy));
}

/** Source: https://docs.aws.amazon.com/eks/latest/eksctl/schema.html */
function eksctlPolicies(document: Raw, type: string): Raw[] {
  switch (type) {
    case "eksctl:ServiceAccount":
    case "eksctl:Capability":
      return [member(document, "attachPolicy")];
    case "eksctl:Addon":
      return [
        member(document, "attachPolicy"),
        ...elements(member(document, "podIdentityAssociations")).map((one) => member(one, "permissionPolicy")),
      ];
    case "eksctl:NodeGroup":
    case "eksctl:ManagedNodeGroup":
      return [member(document, "iam", "attachPolicy")];
    case "eksctl:PodIdentityAssociation":
      return [member(document, "permissionPolicy")];
    default:
      return [];
  }
}

/** The documents of inline policies; one that isn't in a list is one of them. */
function documentsOf(policies: Raw): Raw[] {
  if (isMapping(policies)) return [member(policies, "PolicyDocument")];
  return elements(policies).map((policy) => member(policy, "PolicyDocument"));
}

/**
 * The policy documents among names, documents and policy templates; a lone one is one of them.
 *
 * Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html
 */
function inlinePolicies(policies: Raw): Raw[] {
  const all = isMapping(policies) ? [policies] : elements(policies);
  return all.filter((policy) => exists(member(policy, "Statement")));
}
