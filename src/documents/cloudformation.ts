import { hasTemplateFunction } from "../authoring/open-parts.ts";
import { openResource, part } from "../authoring/part.ts";
import { elements, exists, isSequence, member, members, type Raw, text } from "../authoring/raw.ts";

/**
 * The resources of a CloudFormation template, in no order. What a macro or `Fn::ForEach` makes resources of is a part
 * too, of the type that its key begins with, and so is a macro that changes the whole template.
 *
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
 */
export function templateParts(document: Raw): Raw[] {
  if (exists(member(document, "apiVersion"))) return [];
  const resources = keysOf(member(document, "Resources"));
  const declared = [...resources, ...keysOf(member(document, "Parameters"))].filter((name) => !words.has(name));
  const conditions = keysOf(member(document, "Conditions"));
  const mappings = keysOf(member(document, "Mappings"));
  const templateMacros = resources.length === 0 ? [] : macros(member(document, "Transform"));
  const parts = members(member(document, "Resources")).map(([name, resource]) => {
    const type = text(member(resource, "Type")) ?? (name.startsWith("Fn::") ? "Fn::" : "?");
    return hasTemplateFunction(member(resource, "Properties"), declared, conditions, mappings)
      ? openResource(resource, type, `${type} ${name}`, declared, resources, conditions, mappings, document)
      : part(resource, type, `${type} ${name}`);
  });
  return [...parts, ...templateMacros];
}

/**
 * Transforms that leave alone what policies see of a template: the Serverless Application Model and the language
 * extensions, whose resources and functions are read as they are written, and those of blue-green deployments and of
 * rotated secrets.
 *
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-reference.html
 */
const harmlessTransforms = new Set([
  "AWS::Serverless-2016-10-31",
  "AWS::LanguageExtensions",
  "AWS::CodeDeployBlueGreen",
  "AWS::SecretsManager-2020-07-23",
  "AWS::SecretsManager-2024-09-16",
]);

/** The macros that may change anything in a template. */
function macros(transform: Raw): Raw[] {
  const all = isSequence(transform) ? elements(transform) : [transform];
  return all
    .filter((one) => exists(one))
    .filter((one) => !harmlessTransforms.has(text(one) ?? ""))
    .map((one) => part(one, "Fn::Transform", `Transform ${text(one) ?? text(member(one, "Name")) ?? "?"}`));
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
