import {
  elements,
  exists,
  inputKind,
  instance,
  type Located,
  member,
  type Raw,
  type Resolvable,
  text,
} from "regoscript";
import {
  cloudFormationResources,
  customResourceName,
  isCustomResource,
  terraformAddress,
  terraformResources,
} from "./sources.ts";

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
    "Terraform plan: metadata_options of aws_launch_template and aws_instance",
    "CloudFormation: MetadataOptions of AWS::EC2::LaunchTemplate and AWS::EC2::Instance",
    "Karpenter: EC2NodeClass spec.metadataOptions",
  ],
  kubernetes: [{ groups: ["karpenter.k8s.aws"], kinds: ["EC2NodeClass"] }],
  *find(document) {
    for (const [resource, options] of [...commandLineOptions(document), ...cloudFormationOptions(document)]) {
      if (!exists(options)) continue;
      yield instance<InstanceMetadataOptions>(options, resource, {
        httpEndpoint: member(options, "HttpEndpoint"),
        httpTokens: member(options, "HttpTokens"),
        hopLimit: member(options, "HttpPutResponseHopLimit"),
      });
    }
    for (const resource of [
      ...terraformResources(document, "aws_launch_template"),
      ...terraformResources(document, "aws_instance"),
    ]) {
      for (const options of elements(member(resource, "values", "metadata_options"))) {
        yield instance<InstanceMetadataOptions>(options, terraformAddress(resource), {
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

/** Options in the output of the AWS command line, each with what they belong to. */
function commandLineOptions(document: Raw): [string, Raw][] {
  const created = member(document, "LaunchTemplateVersion");
  const versions = [...elements(member(document, "LaunchTemplateVersions")), ...(exists(created) ? [created] : [])];
  const instances = elements(member(document, "Reservations")).flatMap((reservation) =>
    elements(member(reservation, "Instances")),
  );
  return [
    ...versions.map((version): [string, Raw] => [
      `launch template ${text(member(version, "LaunchTemplateName")) ?? text(member(version, "LaunchTemplateId")) ?? "?"}`,
      member(version, "LaunchTemplateData", "MetadataOptions"),
    ]),
    ...instances.map((each): [string, Raw] => [
      `instance ${text(member(each, "InstanceId")) ?? "?"}`,
      member(each, "MetadataOptions"),
    ]),
  ];
}

/** Options in a CloudFormation template, each with what they belong to. */
function cloudFormationOptions(document: Raw): [string, Raw][] {
  return [
    ...cloudFormationResources(document, "AWS::EC2::LaunchTemplate").map(([name, resource]): [string, Raw] => [
      `AWS::EC2::LaunchTemplate ${name}`,
      member(resource, "Properties", "LaunchTemplateData", "MetadataOptions"),
    ]),
    ...cloudFormationResources(document, "AWS::EC2::Instance").map(([name, resource]): [string, Raw] => [
      `AWS::EC2::Instance ${name}`,
      member(resource, "Properties", "MetadataOptions"),
    ]),
  ];
}

/** Whether instances serve metadata at all, as far as the options say. */
export function servesMetadata(options: InstanceMetadataOptions): boolean {
  return options.httpEndpoint !== "disabled";
}
