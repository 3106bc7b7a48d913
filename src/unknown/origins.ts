import { insertsMembers } from "../authoring/open-parts.ts";
import type { TemplateNames } from "../authoring/part.ts";
import { isObject } from "../json.ts";
import { united } from "./because.ts";
import type { Because, RawValue } from "./values.ts";

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html */
const pseudoParameters: ReadonlySet<string> = new Set([
  "AWS::AccountId",
  "AWS::NotificationARNs",
  "AWS::NoValue",
  "AWS::Partition",
  "AWS::Region",
  "AWS::StackId",
  "AWS::StackName",
  "AWS::URLSuffix",
]);

/** Those that are letters, digits and hyphens. */
const clean: ReadonlySet<string> = new Set(["AWS::AccountId", "AWS::Partition", "AWS::Region"]);

/** The name that stands for nothing. */
export const noValue = "AWS::NoValue";

/**
 * What characters there are in what a name of a template stands for. Resources are named, and have ARNs and ids, of
 * plain characters; what a parameter is given is anything.
 */
export function cleanness(name: string, { resources }: TemplateNames): boolean | "plain" {
  if (clean.has(name)) return true;
  const dot = name.indexOf(".");
  if (dot < 0) return resources.includes(name) && "plain";
  return resources.includes(name.slice(0, dot)) && /(?:Arn|Id|Name)$/.test(name) && "plain";
}

/** Whether a name is one that `Ref` takes in a template. */
export function isDeclared(name: string, origin: TemplateNames): boolean {
  return pseudoParameters.has(name) || origin.declared.includes(name);
}

/** The logical id and attribute of `A.B`, where the template declares A. */
export function attributeIn(text: string, origin: TemplateNames): readonly [string, string] | undefined {
  const dot = text.indexOf(".");
  if (dot < 0) return undefined;
  const [name, attribute] = [text.slice(0, dot), text.slice(dot + 1)];
  return origin.declared.includes(name) && /^[A-Z]/.test(attribute) ? [name, attribute] : undefined;
}

/** What the template declares that a raw value is from, if it is from one. */
export function templateOf({ origin }: RawValue): TemplateNames | undefined {
  return origin?.open?.wrapper === "cloudformation" ? origin.open : undefined;
}

/**
 * What a condition or parameter is in the setting that a part is judged in; undefined where that says nothing of it.
 */
export function settingOf(
  sort: "condition" | "parameter",
  name: string,
  { setting }: TemplateNames,
): boolean | string | undefined {
  return setting?.[`${sort} ${name}`];
}

/**
 * Why an object of a template may have further members: a transformation or a loop stands among them, in place of what
 * it makes. Null where it has no others.
 */
export function furtherMembers(raw: RawValue): Because | null {
  const { value, path } = raw;
  if (!isObject(value) || templateOf(raw) === undefined) return null;
  const keys = Object.keys(value).filter(insertsMembers);
  return keys.length === 0 ? null : united(keys.map((why) => ({ path, why })));
}
