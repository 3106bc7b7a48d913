import {
  elements,
  inputKind,
  instance,
  type Listed,
  type Located,
  member,
  partName,
  partType,
  type Raw,
} from "regoscript";
import { isCrossplaneResource } from "./crossplane.ts";
import { customResourceName, isCustomResource } from "./sources.ts";

/** An EKS access entry: the Kubernetes user that an IAM principal is, and of which groups. */
export interface AccessEntry extends Located {
  /** ARN of the IAM role or user. */
  arn?: string;
  /** `STANDARD` if absent; Cluster API writes types in small letters. */
  type?: string;
  username?: string;
  groups: Listed<string>;
  /** What describe-access-entry prints, which also has what EKS itself set. */
  described?: Raw;
}

/** Access entries of EKS clusters. */
export const AccessEntry = inputKind<AccessEntry>({
  id: "access-entry",
  title: "EKS access entry",
  recognises: [
    "aws eks describe-access-entry, create-access-entry, update-access-entry: accessEntry",
    "Terraform: aws_eks_access_entry",
    "CloudFormation: AWS::EKS::AccessEntry",
    "eksctl: ClusterConfig accessConfig.accessEntries",
    "ACK: AccessEntry.eks.services.k8s.aws",
    "Crossplane: AccessEntry of eks.aws.upbound.io and eks.aws.m.upbound.io",
    "Cluster API: AWSManagedControlPlane.controlplane.cluster.x-k8s.io spec.accessEntries",
  ],
  kubernetes: [
    { groups: ["eks.services.k8s.aws", "eks.aws.upbound.io", "eks.aws.m.upbound.io"], kinds: ["AccessEntry"] },
    { groups: ["controlplane.cluster.x-k8s.io"], kinds: ["AWSManagedControlPlane"] },
  ],
  collect: "aws eks list-access-entries, then describe-access-entry for each principal",
  *find(document) {
    const type = partType(document);
    if (type === "eks:AccessEntry") {
      yield instance<AccessEntry>(document, partName(document), {
        arn: member(document, "principalArn"),
        type: member(document, "type"),
        username: member(document, "username"),
        groups: member(document, "kubernetesGroups"),
        described: document,
      });
    }
    if (type === "aws_eks_access_entry") {
      const values = member(document, "values");
      yield instance<AccessEntry>(values, partName(document), {
        arn: member(values, "principal_arn"),
        type: member(values, "type"),
        username: member(values, "user_name"),
        groups: member(values, "kubernetes_groups"),
      });
    }
    if (type === "AWS::EKS::AccessEntry") {
      const properties = member(document, "Properties");
      yield instance<AccessEntry>(properties, partName(document), {
        arn: member(properties, "PrincipalArn"),
        type: member(properties, "Type"),
        username: member(properties, "Username"),
        groups: member(properties, "KubernetesGroups"),
      });
    }
    if (type === "eksctl:AccessEntry") {
      yield instance<AccessEntry>(document, partName(document), {
        arn: member(document, "principalARN"),
        type: member(document, "type"),
        username: member(document, "kubernetesUsername"),
        groups: member(document, "kubernetesGroups"),
      });
    }
    const spec = member(document, "spec");
    if (isCustomResource(document, "eks.services.k8s.aws/", "AccessEntry")) {
      yield instance<AccessEntry>(spec, customResourceName(document), {
        arn: member(spec, "principalARN"),
        type: member(spec, "type"),
        username: member(spec, "username"),
        groups: member(spec, "kubernetesGroups"),
      });
    }
    if (isCrossplaneResource(document, "eks", "AccessEntry")) {
      const wanted = member(spec, "forProvider");
      yield instance<AccessEntry>(wanted, customResourceName(document), {
        arn: member(wanted, "principalArn"),
        type: member(wanted, "type"),
        username: member(wanted, "userName"),
        groups: member(wanted, "kubernetesGroups"),
      });
    }
    if (isCustomResource(document, "controlplane.cluster.x-k8s.io/", "AWSManagedControlPlane")) {
      for (const entry of elements(member(spec, "accessEntries"))) {
        yield instance<AccessEntry>(entry, customResourceName(document), {
          arn: member(entry, "principalARN"),
          type: member(entry, "type"),
          username: member(entry, "username"),
          groups: member(entry, "kubernetesGroups"),
        });
      }
    }
  },
});
