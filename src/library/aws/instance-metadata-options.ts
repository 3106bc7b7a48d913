import { elements, exists, inputKind, instance, type Located, member, partName, partType, type Raw } from "regoscript";
import { customResourceName, isCustomResource } from "./sources.ts";

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
    "Karpenter: EC2NodeClass spec.metadataOptions",
  ],
  kubernetes: [{ groups: ["karpenter.k8s.aws"], kinds: ["EC2NodeClass"] }],
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
    if (isCustomResource(document, "karpenter.k8s.aws/", "EC2NodeClass")) {
      const options = member(document, "spec", "metadataOptions");
      yield instance<InstanceMetadataOptions>(options, customResourceName(document), {
        httpEndpoint: member(options, "httpEndpoint"),
        httpTokens: member(options, "httpTokens"),
        hopLimit: member(options, "httpPutResponseHopLimit"),
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
 * The hop limit, where the options say it. eksctl sets 2, or 1 with `disablePodIMDS`; Karpenter's default is 1.
 * Source: https://karpenter.sh/docs/concepts/nodeclasses/#specmetadataoptions
 */
export function hopLimitOf({ hopLimit, nodeGroup, disablePodIMDS }: InstanceMetadataOptions): number | undefined {
  if (hopLimit !== undefined || nodeGroup === undefined) return hopLimit;
  return disablePodIMDS === true ? 1 : 2;
}
