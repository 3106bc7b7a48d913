import {
  elements,
  exists,
  inputKind,
  instance,
  type Located,
  member,
  partName,
  partType,
  type Raw,
  type Resolvable,
} from "regoscript";
import { customResourceName, isCustomResource } from "./sources.ts";

/**
 * How an EC2 instance serves its metadata, which holds the node role's credentials. What isn't set is not known here:
 * an account default or the AMI decides
 * (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-options.html).
 */
export interface InstanceMetadataOptions extends Located {
  /** `enabled` or `disabled`. */
  httpEndpoint?: Resolvable<string>;
  /** `required`: IMDSv2 only; `optional`: IMDSv1 too. */
  httpTokens?: Resolvable<string>;
  /** Network hops that the answer to an IMDSv2 token request may take, 1 to 64; a container is one hop more. */
  hopLimit?: Resolvable<number>;
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
    if (isCustomResource(document, "karpenter.k8s.aws/", "EC2NodeClass")) {
      const options = member(document, "spec", "metadataOptions");
      if (!exists(options)) return;
      yield instance<InstanceMetadataOptions>(options, customResourceName(document), {
        httpEndpoint: member(options, "httpEndpoint"),
        httpTokens: member(options, "httpTokens"),
        hopLimit: member(options, "httpPutResponseHopLimit"),
      });
    }
  },
});

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
