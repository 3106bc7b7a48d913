import { elements, exists, inputKind, instance, type Located, member, partName, partType, type Raw } from "regoscript";
import { customMetadataOptions } from "./custom-metadata-options.ts";
import { customResourceName } from "./sources.ts";

/**
 * How an EC2 instance serves its metadata, which holds the node role's credentials. What isn't set is not known here:
 * an account default or the AMI decides
 * (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-options.html). eksctl and
 * Karpenter have defaults of their own, see `allowsIMDSv1` and `hopLimitOf`.
 */
export interface InstanceMetadataOptions extends Located {
  /** `enabled` or `disabled`. */
  httpEndpoint?: string;
  /** `required`: IMDSv2 only; `optional`: IMDSv1 too. */
  httpTokens?: string;
  /** Network hops that the answer to an IMDSv2 token request may take, 1 to 64; a container is one hop more. */
  hopLimit?: number;
  /** The node group of eksctl's ClusterConfig that these are the options of, and what it says. */
  nodeGroup?: Raw;
  disableIMDSv1?: boolean;
  disablePodIMDS?: boolean;
  /** Of the custom resource that these are the options of. */
  apiVersion?: string;
}

/** Metadata options of launch templates, instances and Karpenter's node classes. */
export const InstanceMetadataOptions = inputKind<InstanceMetadataOptions>({
  id: "instance-metadata-options",
  title: "instance metadata options",
  recognises: [
    "aws ec2 describe-launch-template-versions, create-launch-template-version: LaunchTemplateData.MetadataOptions",
    "aws ec2 describe-instances: MetadataOptions",
    "Terraform: metadata_options of aws_launch_template, aws_launch_configuration, aws_instance, aws_spot_instance_request",
    "CloudFormation: MetadataOptions of AWS::EC2::LaunchTemplate, AWS::EC2::Instance, AWS::AutoScaling::LaunchConfiguration",
    "eksctl: ClusterConfig nodeGroups[] and managedNodeGroups[] disableIMDSv1, disablePodIMDS, and their defaults",
    "Karpenter: EC2NodeClass, AWSNodeTemplate spec.metadataOptions, and their defaults; Provisioner spec.provider.metadataOptions",
    "Cluster API: AWSMachine, AWSMachineTemplate instanceMetadataOptions; AWSMachinePool, AWSManagedMachinePool spec.awsLaunchTemplate.instanceMetadataOptions",
    "ACK: LaunchTemplate.ec2.services.k8s.aws spec.data.metadataOptions; Instance.ec2.services.k8s.aws spec.metadataOptions",
    "Crossplane: LaunchTemplate, Instance, SpotInstanceRequest of ec2.aws.upbound.io and LaunchConfiguration of autoscaling.aws.upbound.io, and of their namespaced groups: spec.forProvider.metadataOptions",
  ],
  kubernetes: [
    { groups: ["karpenter.k8s.aws"], kinds: ["EC2NodeClass"] },
    { groups: ["karpenter.k8s.aws"], kinds: ["AWSNodeTemplate"], versions: ["v1alpha1"] },
    { groups: ["karpenter.sh"], kinds: ["Provisioner"], versions: ["v1alpha5"] },
    {
      groups: ["infrastructure.cluster.x-k8s.io"],
      kinds: ["AWSMachine", "AWSMachineTemplate", "AWSMachinePool", "AWSManagedMachinePool"],
      versions: ["v1beta2", "v1beta1"],
    },
    { groups: ["ec2.services.k8s.aws"], kinds: ["LaunchTemplate", "Instance"], versions: ["v1alpha1"] },
    {
      groups: ["ec2.aws.upbound.io", "ec2.aws.m.upbound.io"],
      kinds: ["LaunchTemplate", "Instance", "SpotInstanceRequest"],
      versions: ["v1beta2", "v1beta1"],
    },
    {
      groups: ["autoscaling.aws.upbound.io", "autoscaling.aws.m.upbound.io"],
      kinds: ["LaunchConfiguration"],
      versions: ["v1beta2", "v1beta1"],
    },
  ],
  *find(document) {
    for (const options of awsOptions(document)) {
      if (!exists(options)) continue;
      yield instance<InstanceMetadataOptions>(options, partName(document), {
        httpEndpoint: member(options, "HttpEndpoint"),
        httpTokens: member(options, "HttpTokens"),
        hopLimit: member(options, "HttpPutResponseHopLimit"),
      });
    }
    const type = partType(document);
    if (type !== undefined && terraformTypes.has(type)) {
      for (const options of elements(member(document, "values", "metadata_options"))) {
        yield instance<InstanceMetadataOptions>(options, partName(document), {
          httpEndpoint: member(options, "http_endpoint"),
          httpTokens: member(options, "http_tokens"),
          hopLimit: member(options, "http_put_response_hop_limit"),
        });
      }
    }
    // With a launch template of its own, that has the options.
    if (type !== undefined && eksctlTypes.has(type) && !exists(member(document, "launchTemplate"))) {
      yield instance<InstanceMetadataOptions>(document, partName(document), {
        nodeGroup: document,
        disableIMDSv1: member(document, "disableIMDSv1"),
        disablePodIMDS: member(document, "disablePodIMDS"),
      });
    }
    for (const options of customMetadataOptions(document)) {
      yield instance<InstanceMetadataOptions>(options, customResourceName(document), {
        httpEndpoint: member(options, "httpEndpoint"),
        httpTokens: member(options, "httpTokens"),
        hopLimit: member(options, "httpPutResponseHopLimit"),
        apiVersion: member(document, "apiVersion"),
      });
    }
  },
});

const eksctlTypes = new Set(["eksctl:NodeGroup", "eksctl:ManagedNodeGroup"]);

const terraformTypes = new Set([
  "aws_launch_template",
  "aws_launch_configuration",
  "aws_instance",
  "aws_spot_instance_request",
]);

/** Options as EC2's API and CloudFormation write them. */
function awsOptions(document: Raw): Raw[] {
  switch (partType(document)) {
    case "ec2:Instance":
      return [member(document, "MetadataOptions")];
    case "ec2:LaunchTemplateVersion":
      return [member(document, "LaunchTemplateData", "MetadataOptions")];
    case "AWS::EC2::LaunchTemplate":
      return [member(document, "Properties", "LaunchTemplateData", "MetadataOptions")];
    case "AWS::EC2::Instance":
    case "AWS::AutoScaling::LaunchConfiguration":
      return [member(document, "Properties", "MetadataOptions")];
    default:
      return [];
  }
}

/** Whether instances serve metadata at all, as far as the options say. */
export function servesMetadata(options: InstanceMetadataOptions): boolean {
  return options.httpEndpoint !== "disabled";
}

/**
 * Whether instances answer IMDSv1, as far as the options say. eksctl asks for tokens unless `disableIMDSv1` is false.
 * Source: https://docs.aws.amazon.com/eks/latest/eksctl/security.html
 */
export function allowsIMDSv1(options: InstanceMetadataOptions): boolean {
  return servesMetadata(options) && (options.httpTokens === "optional" || options.disableIMDSv1 === false);
}

/**
 * The hop limit, where the options say it. eksctl sets 2, or 1 with `disablePodIMDS`. Karpenter's default is 1, before
 * version 1 it was 2: of AWSNodeTemplates only where these have no options at all. Sources:
 * https://karpenter.sh/docs/concepts/nodeclasses/#specmetadataoptions, https://karpenter.sh/v1.0/upgrading/v1-migration/
 */
export function hopLimitOf(options: InstanceMetadataOptions): number | undefined {
  const { hopLimit, nodeGroup, disablePodIMDS, apiVersion, httpEndpoint, httpTokens } = options;
  if (hopLimit !== undefined) return hopLimit;
  if (nodeGroup !== undefined) return disablePodIMDS === true ? 1 : 2;
  if (apiVersion === "karpenter.k8s.aws/v1beta1") return 2;
  const hasNone = httpEndpoint === undefined && httpTokens === undefined;
  return apiVersion === "karpenter.k8s.aws/v1alpha1" && hasNone ? 2 : undefined;
}
