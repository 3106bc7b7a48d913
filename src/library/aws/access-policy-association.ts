import { elements, exists, inputKind, instance, type Located, member, type Resolvable, text } from "regoscript";
import {
  cloudFormationResources,
  customResourceName,
  isCustomResource,
  terraformAddress,
  terraformResources,
} from "./sources.ts";

/** An EKS access policy that is associated with a principal. */
export interface AccessPolicyAssociation extends Located {
  /** ARN of the IAM role or user. */
  principal?: Resolvable<string>;
  /** `arn:aws:eks::aws:cluster-access-policy/<name>`. */
  policyArn?: Resolvable<string>;
  /** `cluster` or `namespace`. */
  scope?: Resolvable<string>;
}

/** Access policies of EKS access entries. */
export const AccessPolicyAssociation = inputKind<AccessPolicyAssociation>({
  id: "access-policy-association",
  title: "access policy of an EKS access entry",
  recognises: [
    "aws eks list-associated-access-policies: associatedAccessPolicies; associate-access-policy: associatedAccessPolicy",
    "Terraform plan: aws_eks_access_policy_association",
    "CloudFormation: AWS::EKS::AccessEntry AccessPolicies",
    "eksctl: ClusterConfig accessConfig.accessEntries[].accessPolicies",
    "ACK: AccessEntry.eks.services.k8s.aws spec.accessPolicies",
  ],
  kubernetes: [{ groups: ["eks.services.k8s.aws"], kinds: ["AccessEntry"] }],
  *find(document) {
    const single = member(document, "associatedAccessPolicy");
    for (const association of [
      ...elements(member(document, "associatedAccessPolicies")),
      ...(exists(single) ? [single] : []),
    ]) {
      yield instance<AccessPolicyAssociation>(
        association,
        `access entry of ${text(member(document, "principalArn")) ?? "?"}`,
        {
          principal: member(document, "principalArn"),
          policyArn: member(association, "policyArn"),
          scope: member(association, "accessScope", "type"),
        },
      );
    }
    for (const resource of terraformResources(document, "aws_eks_access_policy_association")) {
      const values = member(resource, "values");
      // Terraform holds a block as a list of one.
      for (const scope of elements(member(values, "access_scope"))) {
        yield instance<AccessPolicyAssociation>(values, terraformAddress(resource), {
          principal: member(values, "principal_arn"),
          policyArn: member(values, "policy_arn"),
          scope: member(scope, "type"),
        });
      }
    }
    for (const [name, entry] of cloudFormationResources(document, "AWS::EKS::AccessEntry")) {
      for (const association of elements(member(entry, "Properties", "AccessPolicies"))) {
        yield instance<AccessPolicyAssociation>(association, `AWS::EKS::AccessEntry ${name}`, {
          principal: member(entry, "Properties", "PrincipalArn"),
          policyArn: member(association, "PolicyArn"),
          scope: member(association, "AccessScope", "Type"),
        });
      }
    }
    if (isCustomResource(document, "eksctl.io/", "ClusterConfig")) {
      for (const entry of elements(member(document, "accessConfig", "accessEntries"))) {
        for (const association of elements(member(entry, "accessPolicies"))) {
          yield instance<AccessPolicyAssociation>(
            association,
            `access entry of ${text(member(entry, "principalARN")) ?? "?"}`,
            {
              principal: member(entry, "principalARN"),
              policyArn: member(association, "policyARN"),
              scope: member(association, "accessScope", "type"),
            },
          );
        }
      }
    }
    if (isCustomResource(document, "eks.services.k8s.aws/", "AccessEntry")) {
      for (const association of elements(member(document, "spec", "accessPolicies"))) {
        yield instance<AccessPolicyAssociation>(association, customResourceName(document), {
          principal: member(document, "spec", "principalARN"),
          policyArn: member(association, "policyARN"),
          scope: member(association, "accessScope", "type"),
        });
      }
    }
  },
});
