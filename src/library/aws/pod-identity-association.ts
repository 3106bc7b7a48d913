import { elements, inputKind, instance, type Located, member, partName, partType, type Raw } from "regoscript";
import { isCrossplaneResource } from "./crossplane.ts";
import { customResourceName, isCustomResource } from "./sources.ts";

/**
 * An EKS Pod Identity association: the IAM role of a service account's pods. Source:
 * https://docs.aws.amazon.com/eks/latest/APIReference/API_PodIdentityAssociation.html
 */
export interface PodIdentityAssociation extends Located {
  namespace?: string;
  serviceAccount?: string;
  /**
   * Of the cluster's account. eksctl makes a role where it gets none, and `list-pod-identity-associations` tells none.
   */
  roleArn?: string;
  /** The role whose credentials the pods get then, assumed by the first, of any account. */
  targetRoleArn?: string;
  /** Whether the session has no tags, such as the namespace's name. */
  disableSessionTags?: boolean;
  /** A session policy, which limits what the role allows. */
  policy?: string;
  /** Which names the cluster's account. */
  associationArn?: string;
}

/** EKS Pod Identity associations. */
export const PodIdentityAssociation = inputKind<PodIdentityAssociation>({
  id: "pod-identity-association",
  title: "EKS Pod Identity association",
  recognises: [
    "aws eks describe-pod-identity-association, create-pod-identity-association: association; list-pod-identity-associations: associations",
    "Terraform: aws_eks_pod_identity_association",
    "CloudFormation: AWS::EKS::PodIdentityAssociation",
    "eksctl: ClusterConfig iam.podIdentityAssociations, addons[].podIdentityAssociations",
    "ACK: PodIdentityAssociation.eks.services.k8s.aws",
    "Crossplane: PodIdentityAssociation of eks.aws.upbound.io and eks.aws.m.upbound.io",
  ],
  kubernetes: [
    {
      groups: ["eks.services.k8s.aws", "eks.aws.upbound.io", "eks.aws.m.upbound.io"],
      kinds: ["PodIdentityAssociation"],
    },
  ],
  collect: "aws eks list-pod-identity-associations, then describe-pod-identity-association for each id",
  *find(document) {
    const type = partType(document);
    if (type === "eks:PodIdentityAssociation") {
      yield instance<PodIdentityAssociation>(document, partName(document), {
        namespace: member(document, "namespace"),
        serviceAccount: member(document, "serviceAccount"),
        roleArn: member(document, "roleArn"),
        targetRoleArn: member(document, "targetRoleArn"),
        disableSessionTags: member(document, "disableSessionTags"),
        policy: member(document, "policy"),
        associationArn: member(document, "associationArn"),
      });
    }
    if (type === "aws_eks_pod_identity_association") {
      const values = member(document, "values");
      yield instance<PodIdentityAssociation>(values, partName(document), {
        namespace: member(values, "namespace"),
        serviceAccount: member(values, "service_account"),
        roleArn: member(values, "role_arn"),
        targetRoleArn: member(values, "target_role_arn"),
        disableSessionTags: member(values, "disable_session_tags"),
        policy: member(values, "policy"),
        associationArn: member(values, "association_arn"),
      });
    }
    if (type === "AWS::EKS::PodIdentityAssociation") {
      const properties = member(document, "Properties");
      yield instance<PodIdentityAssociation>(properties, partName(document), {
        namespace: member(properties, "Namespace"),
        serviceAccount: member(properties, "ServiceAccount"),
        roleArn: member(properties, "RoleArn"),
        targetRoleArn: member(properties, "TargetRoleArn"),
        disableSessionTags: member(properties, "DisableSessionTags"),
        policy: member(properties, "Policy"),
      });
    }
    for (const association of ofClusterConfig(document)) {
      yield instance<PodIdentityAssociation>(association, partName(document), {
        namespace: member(association, "namespace"),
        serviceAccount: member(association, "serviceAccountName"),
        roleArn: member(association, "roleARN"),
        targetRoleArn: member(association, "targetRoleARN"),
        disableSessionTags: member(association, "disableSessionTags"),
        policy: member(association, "policy"),
      });
    }
    const spec = member(document, "spec");
    if (isCustomResource(document, "eks.services.k8s.aws/", "PodIdentityAssociation")) {
      yield instance<PodIdentityAssociation>(spec, customResourceName(document), {
        namespace: member(spec, "namespace"),
        serviceAccount: member(spec, "serviceAccount"),
        roleArn: member(spec, "roleARN"),
        targetRoleArn: member(spec, "targetRoleARN"),
        disableSessionTags: member(spec, "disableSessionTags"),
        policy: member(spec, "policy"),
      });
    }
    if (isCrossplaneResource(document, "eks", "PodIdentityAssociation")) {
      const wanted = member(spec, "forProvider");
      yield instance<PodIdentityAssociation>(wanted, customResourceName(document), {
        namespace: member(wanted, "namespace"),
        serviceAccount: member(wanted, "serviceAccount"),
        roleArn: member(wanted, "roleArn"),
        targetRoleArn: member(wanted, "targetRoleArn"),
        disableSessionTags: member(wanted, "disableSessionTags"),
        policy: member(wanted, "policy"),
      });
    }
  },
});

function ofClusterConfig(document: Raw): Raw[] {
  const type = partType(document);
  if (type === "eksctl:PodIdentityAssociation") return [document];
  return type === "eksctl:Addon" ? elements(member(document, "podIdentityAssociations")) : [];
}
