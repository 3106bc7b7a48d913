import {
  decodeBase64,
  elements,
  exists,
  inputKind,
  instance,
  type Located,
  member,
  partName,
  partType,
  type Raw,
} from "regoscript";
import { customResourceName, isCustomResource } from "./sources.ts";

/** What an EC2 instance is given to run when it starts: a script, cloud-init's configuration, MIME parts of these. */
export interface UserData extends Located {
  /** As it is written, in base64 or not. */
  text: string;
}

/** User data of launch templates and instances, and the commands that eksctl adds to it. */
export const UserData = inputKind<UserData>({
  id: "user-data",
  title: "user data of instances",
  recognises: [
    "aws ec2 describe-launch-template-versions, create-launch-template-version: LaunchTemplateData.UserData",
    "Terraform: user_data, user_data_base64 of aws_launch_template, aws_launch_configuration, aws_instance, aws_spot_instance_request",
    "CloudFormation: UserData of AWS::EC2::LaunchTemplate, AWS::EC2::Instance, AWS::AutoScaling::LaunchConfiguration",
    "eksctl: ClusterConfig nodeGroups[] and managedNodeGroups[] overrideBootstrapCommand, preBootstrapCommands[]",
    "Karpenter: EC2NodeClass spec.userData",
  ],
  kubernetes: [{ groups: ["karpenter.k8s.aws"], kinds: ["EC2NodeClass"] }],
  collect: "aws ec2 describe-launch-template-versions --launch-template-id ID",
  *find(document) {
    const type = partType(document) ?? "";
    for (const text of textsOf(type, document)) {
      if (exists(text)) yield instance<UserData>(text, partName(document), { text });
    }
    if (isCustomResource(document, "karpenter.k8s.aws/", "EC2NodeClass")) {
      const text = member(document, "spec", "userData");
      if (exists(text)) yield instance<UserData>(text, customResourceName(document), { text });
    }
  },
});

/** The places of a part that may hold user data. */
function textsOf(type: string, document: Raw): Raw[] {
  switch (type) {
    case "ec2:LaunchTemplateVersion":
      return [member(document, "LaunchTemplateData", "UserData")];
    case "AWS::EC2::LaunchTemplate":
      return templateTexts(member(document, "Properties", "LaunchTemplateData", "UserData"));
    case "AWS::EC2::Instance":
    case "AWS::AutoScaling::LaunchConfiguration":
      return templateTexts(member(document, "Properties", "UserData"));
    case "aws_launch_template":
    case "aws_launch_configuration":
    case "aws_instance":
    case "aws_spot_instance_request":
      return [member(document, "values", "user_data"), member(document, "values", "user_data_base64")];
    case "eksctl:NodeGroup":
    case "eksctl:ManagedNodeGroup":
      return [member(document, "overrideBootstrapCommand")].concat(elements(member(document, "preBootstrapCommands")));
    default:
      return [];
  }
}

/** The text inside of `Fn::Base64`, which CloudFormation encodes, or the user data as it is. */
function templateTexts(userData: Raw): Raw[] {
  const plain = member(userData, "Fn::Base64");
  return [exists(plain) ? plain : userData];
}

/**
 * The lines that an instance runs. What is base64 is decoded, in a MIME part too
 * (https://cloudinit.readthedocs.io/en/latest/explanation/format.html); of text that is compressed there are none.
 */
export function linesOf({ text }: UserData): string[] {
  return plainText(text).split("\n");
}

/** The lines of MIME parts in base64. */
export function encodedLinesOf({ text }: UserData): string[] {
  return plainText(text)
    .replaceAll("\r", "")
    .split("\n\n")
    .flatMap((paragraph) => (decodeBase64(paragraph.replaceAll("\n", "")) ?? "").split("\n"));
}

/** Whether the text is compressed with gzip, which begins with the bytes 1f 8b 08 (RFC 1952). */
export function isCompressed({ text }: UserData): boolean {
  return text.startsWith("H4sI");
}

/** A script has spaces, or at least `#!`; base64 has neither. */
function plainText(text: string): string {
  if (text.includes(" ") || text.includes("#")) return text;
  return decodeBase64(text.replaceAll("\n", "").replaceAll("\r", "")) ?? text;
}
