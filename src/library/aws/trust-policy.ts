import { exists, inputKind, instance, member, parseJson, partName, partType, type Raw } from "regoscript";
import { isBarePolicy, type PolicyDocument, rawStatements } from "./policy.ts";
import { customResourceName, isCustomResource } from "./sources.ts";

/** A policy that says who may assume a role. */
export interface TrustPolicy extends PolicyDocument {}

/** Trust policies, wherever roles are written down. */
export const TrustPolicy = inputKind<TrustPolicy>({
  id: "trust-policy",
  title: "trust policy of an IAM role",
  recognises: [
    "a policy document whose statements have a Principal and no Resource",
    "aws iam get-role, create-role, list-roles, get-account-authorization-details: AssumeRolePolicyDocument",
    "Terraform plan: aws_iam_role.assume_role_policy",
    "CloudFormation: AWS::IAM::Role AssumeRolePolicyDocument",
    "ACK: Role.iam.services.k8s.aws spec.assumeRolePolicyDocument",
    "Crossplane: Role.iam.aws.upbound.io and Role.iam.aws.m.upbound.io spec.forProvider.assumeRolePolicy; Role.iam.aws.crossplane.io spec.forProvider.assumeRolePolicyDocument",
  ],
  kubernetes: [
    {
      groups: ["iam.services.k8s.aws", "iam.aws.upbound.io", "iam.aws.m.upbound.io", "iam.aws.crossplane.io"],
      kinds: ["Role"],
    },
  ],
  *find(document) {
    if (isBarePolicy(document) && isTrust(document)) yield instance<TrustPolicy>(document, "trust policy");
    const type = partType(document);
    if (type === "iam:Role" || type === "iam:RoleDetail") {
      yield instance<TrustPolicy>(parseJson(member(document, "AssumeRolePolicyDocument")), partName(document));
    }
    if (type === "aws_iam_role") {
      yield instance<TrustPolicy>(parseJson(member(document, "values", "assume_role_policy")), partName(document));
    }
    if (type === "AWS::IAM::Role") {
      yield instance<TrustPolicy>(
        parseJson(member(document, "Properties", "AssumeRolePolicyDocument")),
        partName(document),
      );
    }
    if (isCustomResource(document, "iam.services.k8s.aws/", "Role")) {
      yield instance<TrustPolicy>(
        parseJson(member(document, "spec", "assumeRolePolicyDocument")),
        customResourceName(document),
      );
    }
    if (isCustomResource(document, "iam.aws.crossplane.io/", "Role")) {
      yield instance<TrustPolicy>(
        parseJson(member(document, "spec", "forProvider", "assumeRolePolicyDocument")),
        customResourceName(document),
      );
    }
    if (
      isCustomResource(document, "iam.aws.upbound.io/", "Role") ||
      isCustomResource(document, "iam.aws.m.upbound.io/", "Role")
    ) {
      yield instance<TrustPolicy>(
        parseJson(member(document, "spec", "forProvider", "assumeRolePolicy")),
        customResourceName(document),
      );
    }
  },
});

/** Policies of resources such as buckets have a Principal too, and a Resource beside it. */
function isTrust(document: Raw): boolean {
  return (
    rawStatements(document).some(
      (statement) => exists(member(statement, "Principal")) || exists(member(statement, "NotPrincipal")),
    ) &&
    !rawStatements(document).some(
      (statement) => exists(member(statement, "Resource")) || exists(member(statement, "NotResource")),
    )
  );
}
