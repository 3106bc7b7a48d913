import { part } from "../authoring/part.ts";
import { exists, member, members, type Raw, text } from "../authoring/raw.ts";

/**
 * The resources of a CloudFormation template, in no order. What a macro or `Fn::ForEach` makes resources of is a part
 * too, of the type that its key begins with.
 *
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
 */
export function templateParts(document: Raw): Raw[] {
  if (exists(member(document, "apiVersion"))) return [];
  return members(member(document, "Resources")).map(([name, resource]) => {
    const type = text(member(resource, "Type")) ?? (name.startsWith("Fn::") ? "Fn::" : "?");
    return part(resource, type, `${type} ${name}`);
  });
}
