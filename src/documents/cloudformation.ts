import { hasTemplateFunction } from "../authoring/open-parts.ts";
import { openResource, part } from "../authoring/part.ts";
import { exists, member, members, type Raw, text } from "../authoring/raw.ts";

/**
 * The resources of a CloudFormation template, in no order. What a macro or `Fn::ForEach` makes resources of is a part
 * too, of the type that its key begins with.
 *
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
 */
export function templateParts(document: Raw): Raw[] {
  if (exists(member(document, "apiVersion"))) return [];
  const resources = keysOf(member(document, "Resources"));
  const declared = [...resources, ...keysOf(member(document, "Parameters"))].filter((name) => !words.has(name));
  const conditions = keysOf(member(document, "Conditions"));
  const mappings = keysOf(member(document, "Mappings"));
  return members(member(document, "Resources")).map(([name, resource]) => {
    const type = text(member(resource, "Type")) ?? (name.startsWith("Fn::") ? "Fn::" : "?");
    return hasTemplateFunction(member(resource, "Properties"), declared, conditions, mappings)
      ? openResource(resource, type, `${type} ${name}`, declared, resources, conditions, mappings, document)
      : part(resource, type, `${type} ${name}`);
  });
}

function keysOf(section: Raw): string[] {
  return members(section).map(([name]) => name);
}

/**
 * Words that policies and properties are made of. They mean themselves, whatever a template calls its parameters: a
 * parameter `Allow` would make each statement's effect what may be left of `!Ref Allow`.
 */
const words = new Set([
  "Allow",
  "Deny",
  "cluster",
  "disabled",
  "enabled",
  "false",
  "namespace",
  "optional",
  "required",
  "true",
]);
