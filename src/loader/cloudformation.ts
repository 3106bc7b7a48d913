import type { MappingNode, YamlNode } from "./yaml/tree.ts";

/**
 * The long form of a tag that CloudFormation knows: `!Ref` is `Ref`, `!Condition` is `Condition`, `!Sub` is `Fn::Sub`.
 * Source: AWS CloudFormation user guide, "Intrinsic function reference".
 */
export function tagSegment(tag: string | null): string | undefined {
  if (tag === null || !tag.startsWith("!")) return undefined;
  const name = tag.slice(1);
  if (name === "Ref" || name === "Condition") return name;
  return intrinsics.has(name) ? `Fn::${name}` : undefined;
}

const intrinsics = new Set([
  "And",
  "Base64",
  "Cidr",
  "Equals",
  "FindInMap",
  "ForEach",
  "GetAtt",
  "GetAZs",
  "GetStackOutput",
  "If",
  "ImportValue",
  "Join",
  "Length",
  "Not",
  "Or",
  "Select",
  "Split",
  "Sub",
  "ToJsonString",
  "Transform",
]);

/** Whether a document is a CloudFormation template: it says so, or has a resource of a type `AWS::…`. */
export function isTemplate(root: YamlNode): boolean {
  if (root.kind !== "mapping") return false;
  if (entry(root, "AWSTemplateFormatVersion") !== undefined) return true;
  const resources = entry(root, "Resources");
  if (resources?.kind !== "mapping") return false;
  return resources.entries.some(({ value }) => {
    const type = value.kind === "mapping" ? entry(value, "Type") : undefined;
    return type?.kind === "scalar" && type.text.startsWith("AWS::");
  });
}

function entry(node: MappingNode, name: string): YamlNode | undefined {
  return node.entries.findLast(({ key }) => key.kind === "scalar" && key.text === name)?.value;
}
