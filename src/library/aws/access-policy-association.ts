import {
  elements,
  exists,
  inputKind,
  instance,
  type Listed,
  type Located,
  matchesWildcard,
  member,
  partName,
  partType,
  text,
} from "regoscript";
import { isCrossplaneResource } from "./crossplane.ts";
import { customResourceName, isCustomResource } from "./sources.ts";

/** An EKS access policy that is associated with a principal. */
export interface AccessPolicyAssociation extends Located {
  /** ARN of the IAM role or user. */
  principal?: string;
  /** `arn:aws:eks::aws:cluster-access-policy/<name>`. */
  policyArn?: string;
  /** `cluster` or `namespace`. */
  scope?: string;
  /**
   * Of a scope `namespace`: names, in which `*` stands for any characters.
   * Source: https://docs.aws.amazon.com/eks/latest/userguide/access-policies.html
   */
  namespaces: Listed<string>;
}

/**
 * Whether an access policy holds in a namespace: of the whole cluster in each, else where a pattern fits its name.
 */
export function holdsIn({ scope, namespaces }: AccessPolicyAssociation, namespace: string): boolean {
  return scope !== "namespace" || namespaces.some((pattern) => matchesWildcard(namespace, pattern));
}

/** Whether an access policy holds in every namespace: for the whole cluster, or for a pattern that fits them all. */
export function holdsEverywhere({ scope, namespaces }: AccessPolicyAssociation): boolean {
  return scope !== "namespace" || namespaces.some((pattern) => /^\*+$/u.test(pattern));
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
    "eksctl: ClusterConfig capabilities[].accessPolicies",
    "ACK: AccessEntry.eks.services.k8s.aws spec.accessPolicies",
    "Crossplane: AccessPolicyAssociation of eks.aws.upbound.io and eks.aws.m.upbound.io",
    "Cluster API: AWSManagedControlPlane.controlplane.cluster.x-k8s.io spec.accessEntries[].accessPolicies",
  ],
  kubernetes: [
    { groups: ["eks.services.k8s.aws"], kinds: ["AccessEntry"] },
    { groups: ["eks.aws.upbound.io", "eks.aws.m.upbound.io"], kinds: ["AccessPolicyAssociation"] },
    { groups: ["controlplane.cluster.x-k8s.io"], kinds: ["AWSManagedControlPlane"] },
  ],
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
          namespaces: member(association, "accessScope", "namespaces"),
        },
      );
    }
    const type = partType(document);
    if (type === "aws_eks_access_policy_association") {
      const values = member(document, "values");
      // Terraform holds a block as a list of one.
      for (const scope of elements(member(values, "access_scope"))) {
        yield instance<AccessPolicyAssociation>(values, partName(document), {
          principal: member(values, "principal_arn"),
          policyArn: member(values, "policy_arn"),
          scope: member(scope, "type"),
          namespaces: member(scope, "namespaces"),
        });
      }
    }
    if (type === "AWS::EKS::AccessEntry") {
      for (const association of elements(member(document, "Properties", "AccessPolicies"))) {
        yield instance<AccessPolicyAssociation>(association, partName(document), {
          principal: member(document, "Properties", "PrincipalArn"),
          policyArn: member(association, "PolicyArn"),
          scope: member(association, "AccessScope", "Type"),
          namespaces: member(association, "AccessScope", "Namespaces"),
        });
      }
    }
    if (type === "eksctl:AccessEntry" || type === "eksctl:Capability") {
      for (const association of elements(member(document, "accessPolicies"))) {
        yield instance<AccessPolicyAssociation>(association, partName(document), {
          // A capability without a role of its own gets one that eksctl makes.
          principal: member(document, type === "eksctl:Capability" ? "roleArn" : "principalARN"),
          policyArn: member(association, "policyARN"),
          scope: member(association, "accessScope", "type"),
          namespaces: member(association, "accessScope", "namespaces"),
        });
      }
    }
    if (isCustomResource(document, "eks.services.k8s.aws/", "AccessEntry")) {
      for (const association of elements(member(document, "spec", "accessPolicies"))) {
        yield instance<AccessPolicyAssociation>(association, customResourceName(document), {
          principal: member(document, "spec", "principalARN"),
          policyArn: member(association, "policyARN"),
          scope: member(association, "accessScope", "type"),
          namespaces: member(association, "accessScope", "namespaces"),
        });
      }
    }
    if (isCrossplaneResource(document, "eks", "AccessPolicyAssociation")) {
      const wanted = member(document, "spec", "forProvider");
      const scope = member(wanted, "accessScope");
      const lone = elements(scope)[0] ?? scope;
      yield instance<AccessPolicyAssociation>(wanted, customResourceName(document), {
        principal: member(wanted, "principalArn"),
        policyArn: member(wanted, "policyArn"),
        scope: member(lone, "type"),
        namespaces: member(lone, "namespaces"),
      });
    }
    if (isCustomResource(document, "controlplane.cluster.x-k8s.io/", "AWSManagedControlPlane")) {
      for (const entry of elements(member(document, "spec", "accessEntries"))) {
        for (const association of elements(member(entry, "accessPolicies"))) {
          yield instance<AccessPolicyAssociation>(association, customResourceName(document), {
            principal: member(entry, "principalARN"),
            policyArn: member(association, "policyARN"),
            scope: member(association, "accessScope", "type"),
            namespaces: member(association, "accessScope", "namespaces"),
          });
        }
      }
    }
  },
});
