import { elements, exists, inputKind, instance, member, parseJson, type Raw, text } from "regoscript";
import { isBarePolicy, type PolicyDocument, rawStatements } from "./policy.ts";
import {
  cloudFormationResources,
  customResourceName,
  isCustomResource,
  terraformAddress,
  terraformResources,
} from "./sources.ts";

/** A policy that says what a role, user or group may do. */
export interface IdentityPolicy extends PolicyDocument {}

/** Identity policies, managed and inline. */
export const IdentityPolicy = inputKind<IdentityPolicy>({
  id: "identity-policy",
  title: "IAM identity policy",
  recognises: [
    "a policy document whose statements have no Principal",
    "aws iam get-policy-version: PolicyVersion.Document; get-role-policy, get-user-policy, get-group-policy: PolicyDocument",
    "aws iam get-account-authorization-details: inline policies of roles",
    "Terraform plan: policy of aws_iam_policy, aws_iam_role_policy, aws_iam_user_policy, aws_iam_group_policy",
    "CloudFormation: PolicyDocument of AWS::IAM::Policy, AWS::IAM::ManagedPolicy and of the Policies of AWS::IAM::Role",
    "ACK: Policy.iam.services.k8s.aws spec.policyDocument",
    "Crossplane: Policy and RolePolicy of iam.aws.upbound.io and iam.aws.m.upbound.io spec.forProvider.policy",
  ],
  kubernetes: [
    { groups: ["iam.services.k8s.aws", "iam.aws.upbound.io", "iam.aws.m.upbound.io"], kinds: ["Policy", "RolePolicy"] },
  ],
  *find(document) {
    if (isBarePolicy(document) && !rawStatements(document).some((statement) => hasPrincipal(statement)))
      yield instance<IdentityPolicy>(document, "IAM policy");
    if (exists(member(document, "PolicyVersion", "Document"))) {
      yield instance<IdentityPolicy>(
        parseJson(member(document, "PolicyVersion", "Document")),
        `IAM policy version ${text(member(document, "PolicyVersion", "VersionId")) ?? "?"}`,
      );
    }
    if (exists(member(document, "PolicyName")) && exists(member(document, "PolicyDocument"))) {
      yield instance<IdentityPolicy>(
        parseJson(member(document, "PolicyDocument")),
        `IAM policy ${text(member(document, "PolicyName")) ?? "?"}`,
      );
    }
    for (const role of elements(member(document, "RoleDetailList"))) {
      for (const policy of elements(member(role, "RolePolicyList"))) {
        yield instance<IdentityPolicy>(
          parseJson(member(policy, "PolicyDocument")),
          `IAM role ${text(member(role, "RoleName")) ?? "?"}`,
        );
      }
    }
    for (const policy of terraformPolicies(document)) {
      yield instance<IdentityPolicy>(parseJson(member(policy, "values", "policy")), terraformAddress(policy));
    }
    for (const [name, policy] of [
      ...cloudFormationResources(document, "AWS::IAM::Policy"),
      ...cloudFormationResources(document, "AWS::IAM::ManagedPolicy"),
    ]) {
      yield instance<IdentityPolicy>(
        member(policy, "Properties", "PolicyDocument"),
        `${text(member(policy, "Type")) ?? "?"} ${name}`,
      );
    }
    for (const [name, role] of cloudFormationResources(document, "AWS::IAM::Role")) {
      for (const policy of elements(member(role, "Properties", "Policies"))) {
        yield instance<IdentityPolicy>(member(policy, "PolicyDocument"), `AWS::IAM::Role ${name}`);
      }
    }
    if (isCustomResource(document, "iam.services.k8s.aws/", "Policy")) {
      yield instance<IdentityPolicy>(
        parseJson(member(document, "spec", "policyDocument")),
        customResourceName(document),
      );
    }
    for (const kind of ["Policy", "RolePolicy"]) {
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

function hasPrincipal(statement: Raw): boolean {
  return exists(member(statement, "Principal")) || exists(member(statement, "NotPrincipal"));
}

function terraformPolicies(document: Raw): Raw[] {
  return ["aws_iam_policy", "aws_iam_role_policy", "aws_iam_user_policy", "aws_iam_group_policy"].flatMap((type) =>
    terraformResources(document, type),
  );
}
