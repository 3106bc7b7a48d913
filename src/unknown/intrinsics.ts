import type { TemplateNames } from "../authoring/part.ts";
import { scalarText } from "../authoring/raw.ts";
import { choiceIn } from "../authoring/settings.ts";
import { isObject, memberOf } from "../json.ts";
import { attributeIn, cleanness, isDeclared, noValue, settingOf, templateOf } from "./origins.ts";
import { textOf } from "./texts.ts";
import { isCompound, type RawValue, type Unknown, unknown, type Value } from "./values.ts";

/** Why a list or object in place of a scalar isn't known. */
export const notPlain = "not a plain value";

/**
 * What an intrinsic function of CloudFormation gives, or the raw value itself where it isn't one. YAML readers of OPA
 * and conftest drop short tags, so that nothing but its argument is left of `!Ref X`: such are read in the same way
 * whoever has read the file. What asks for a list doesn't take two values for an `Fn::Join` without its tag, since they
 * may be a list of two. Source:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html
 */
export function evaluated(raw: RawValue, template: TemplateNames, asksForList: boolean): Value {
  const { value } = raw;
  if (typeof value === "string") return ofText(value, raw, template);
  if (Array.isArray(value)) return ofArguments(value, raw, template, asksForList);
  if (!isObject(value)) return raw;
  const [name, ...others] = Object.keys(value);
  if (name === undefined || others.length > 0 || !(name === "Ref" || name.startsWith("Fn::"))) return raw;
  return ofFunction(name, value[name], raw, template);
}

function ofFunction(name: string, argument: unknown, raw: RawValue, template: TemplateNames): Value {
  switch (name) {
    case "Ref":
      if (typeof argument === "string") return reference(argument, raw, template);
      break;
    case "Fn::GetAtt": {
      const [id, ...path] = Array.isArray(argument) ? (argument as unknown[]) : [argument];
      if ([id, ...path].every((part) => typeof part === "string"))
        return named([id, ...path].join("."), "Fn::GetAtt", raw, template);
      break;
    }
    case "Fn::Sub": {
      const [text, map] = Array.isArray(argument) ? (argument as unknown[]) : [argument, undefined];
      if (typeof text === "string" && isDynamic(text)) return anything(dynamicReference, raw);
      if (typeof text === "string") return substituted(text, isObject(map) ? map : {}, raw, template);
      break;
    }
    case "Fn::Join":
      return joinedText(argument, raw, template) ?? anything(name, raw);
    case "Fn::If":
      return choice(raw, template);
    case "Fn::FindInMap":
      return mapped(argument, raw, template);
    case "Fn::Select":
      return selected(argument, raw, template);
    case "Fn::Split":
      return splitText(argument, raw, template);
  }
  return anything(name, raw);
}

/** Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html */
const dynamicReference = "a dynamic reference";

function isDynamic(text: string): boolean {
  return text.includes("{{resolve:");
}

/** A text that may be what is left of `!Ref`, `!GetAtt` or `!Sub`. */
function ofText(text: string, raw: RawValue, template: TemplateNames): Value {
  if (isDynamic(text)) return anything(dynamicReference, raw);
  if (isDeclared(text, template)) return reference(text, raw, template);
  if (attributeIn(text, template) !== undefined) return named(text, "Fn::GetAtt", raw, template);
  const isName = (name: string): boolean =>
    isDeclared(name, template) || template.declared.includes(name.slice(0, Math.max(0, name.indexOf("."))));
  if (!text.includes("${") || !names(text).some(isName)) return raw;
  return substituted(text, {}, raw, template, isName);
}

/** A list that may be what is left of `!If`, `!Join`, `!FindInMap` or `!Select`. */
function ofArguments(list: readonly unknown[], raw: RawValue, template: TemplateNames, asksForList: boolean): Value {
  const [first, second] = list;
  if (list.length === 3 && typeof first === "string") {
    if (template.conditions.includes(first)) return choice(raw, template);
    if (template.mappings.includes(first) && list.every((part) => typeof part === "string"))
      return mapped(list, raw, template);
  }
  if (list.length !== 2 || !Array.isArray(second)) return raw;
  if (typeof first === "string")
    return (asksForList ? undefined : joinedText(list, raw, template)) ?? anything("Fn::Join", raw);
  return typeof first === "number" ? selected(list, raw, template) : raw;
}

/** The text of a function's argument, if it is known. */
function knownText(argument: unknown, raw: RawValue, template: TemplateNames): string | undefined {
  const given = simple(chosen({ ...raw, value: argument }), template);
  if (!isCompound(given)) return typeof given === "string" ? given : undefined;
  return given.is === "raw" ? scalarText(given.value) : undefined;
}

/** What `Fn::FindInMap` finds by known keys. */
function mapped(argument: unknown, raw: RawValue, template: TemplateNames): Value {
  const keys = Array.isArray(argument) ? argument.map((key: unknown) => knownText(key, raw, template)) : [];
  const found = keys.reduce<unknown>((map, key) => (key === undefined ? undefined : memberOf(map, key)), template.maps);
  const isFound = keys.length === 3 && found !== undefined && found !== null && !isObject(found);
  return isFound ? { ...raw, value: found } : anything("Fn::FindInMap", raw);
}

/** What `Fn::Select` takes by a known index out of a list of plain values. */
function selected(argument: unknown, raw: RawValue, template: TemplateNames): Value {
  const [index, list, ...others] = Array.isArray(argument) ? (argument as unknown[]) : [];
  const position = knownText(index, raw, template);
  const isPlain = (value: unknown): boolean => scalarText(value) !== undefined && value !== noValue;
  if (others.length > 0 || position === undefined || !/^[0-9]{1,4}$/.test(position)) return anything("Fn::Select", raw);
  if (!Array.isArray(list) || !list.every(isPlain) || list.length <= Number(position))
    return anything("Fn::Select", raw);
  return simple({ ...raw, value: (list as unknown[])[Number(position)] }, template);
}

/** The list that `Fn::Split` makes of a known text. */
function splitText(argument: unknown, raw: RawValue, template: TemplateNames): Value {
  const [separator, source, ...others] = Array.isArray(argument) ? (argument as unknown[]) : [];
  const text = knownText(source, raw, template);
  const isKnown = typeof separator === "string" && separator !== "" && text !== undefined && others.length === 0;
  return isKnown ? { ...raw, value: text.split(separator) } : anything("Fn::Split", raw);
}

function anything(name: string, { path }: RawValue): Unknown {
  return unknown([{ path, why: name }]);
}

/** What a function makes of a name, which is the same wherever that is named; in a setting that has it, its value. */
function named(
  name: string,
  by: "Ref" | "Fn::GetAtt" | "Fn::Sub",
  { path }: RawValue,
  template: TemplateNames,
): string | Unknown {
  const set = settingOf("parameter", name, template);
  if (set !== undefined) return String(set);
  return { is: "unknown", because: [{ path, why: `${by} ${name}` }], id: name, clean: cleanness(name, template) };
}

function reference(name: string, raw: RawValue, template: TemplateNames): Value {
  return name === noValue ? null : named(name, "Ref", raw, template);
}

/** Of how many parts a text may be put together; of more, nothing is known, or comparing them would take too long. */
const mostParts = 64;

/** What stands between `${` and `}`; with `!` in front it is meant as it is written. */
const placeholder = /\$\{([^${}]*)\}/;

function names(text: string): string[] {
  return text.split(placeholder).filter((_, index) => index % 2 === 1);
}

/**
 * The text of `Fn::Sub`.
 *
 * @param isName which names are substituted; others stay, such as IAM's policy variables
 */
function substituted(
  text: string,
  map: Readonly<Record<string, unknown>>,
  raw: RawValue,
  template: TemplateNames,
  isName: (name: string) => boolean = () => true,
): Value {
  if (names(text).filter((name) => !name.startsWith("!")).length > mostParts) return anything("Fn::Sub", raw);
  const part = (name: string): Value => {
    if (name.startsWith("!")) return `\${${name.slice(1)}}`;
    if (Object.hasOwn(map, name)) return scalarText(map[name]) ?? anything(`Fn::Sub ${name}`, raw);
    return isName(name) ? named(name, "Fn::Sub", raw, template) : `\${${name}}`;
  };
  return textOf(text.split(placeholder).map((piece, index) => (index % 2 === 0 ? piece : part(piece))));
}

/** The text of `Fn::Join`, if both arguments are written out: each element as far as `simple` knows it. */
function joinedText(argument: unknown, raw: RawValue, template: TemplateNames): Value | undefined {
  const [separator, elements] = Array.isArray(argument) ? (argument as unknown[]) : [];
  if (typeof separator !== "string" || !Array.isArray(elements) || elements.length > mostParts) return undefined;
  const parts = (elements as unknown[])
    .map((element) => simple(chosen({ ...raw, value: element }), template))
    .filter((part) => part !== null);
  const given = parts.map((part) =>
    isCompound(part) && part.is === "raw" ? (scalarText(part.value) ?? anything(notPlain, raw)) : part,
  );
  return textOf(given.flatMap((part, index) => (index === 0 ? [part] : [separator, part])));
}

/** What `Fn::If` gives where both branches are written alike. */
function choice(raw: RawValue, template: TemplateNames): Value {
  const found = choiceIn(raw.value, template.conditions);
  if (found === undefined) return anything("Fn::If", raw);
  const [condition, whenTrue, whenFalse] = found;
  if (JSON.stringify(whenTrue) !== JSON.stringify(whenFalse)) return anything(`Fn::If ${condition}`, raw);
  return simple({ ...raw, value: whenTrue }, template);
}

/** How many choices, one in another, are looked into: as many conditions as a setting can have. */
const deepestChoice = 3;

/**
 * The branch of an `Fn::If` that is taken in the setting that a part is judged in, in its own place; anything else, and
 * a choice by a condition of which the setting says nothing, as it is.
 */
export function chosen(raw: RawValue): RawValue {
  const template = templateOf(raw);
  if (template?.setting === undefined) return raw;
  let { value } = raw;
  for (let depth = 0; depth < deepestChoice; depth++) {
    const found = choiceIn(value, template.conditions);
    const holds = found === undefined ? undefined : settingOf("condition", found[0], template);
    if (found === undefined || holds === undefined) break;
    value = holds ? found[1] : found[2];
  }
  return value === raw.value ? raw : { ...raw, value };
}

const nested: ReadonlySet<string> = new Set(["Ref", "Fn::GetAtt", "Fn::Sub"]);

/** A value inside another function, in which only references and texts with references are looked into. */
function simple(raw: RawValue, template: TemplateNames): Value {
  const { value } = raw;
  if (typeof value === "string") return ofText(value, raw, template);
  if (!isObject(value)) return raw;
  const [name = ""] = Object.keys(value);
  if (Object.keys(value).length !== 1 || !(name === "Ref" || name.startsWith("Fn::"))) return raw;
  return nested.has(name) ? ofFunction(name, value[name], raw, template) : anything(name, raw);
}

/** Whether a value may turn out to be left out of its list or object: a choice may be `AWS::NoValue`. */
export function mayBeLeftOut(raw: RawValue, template: TemplateNames): boolean {
  const { value } = chosen(raw);
  const found = choiceIn(value, template.conditions);
  if (found === undefined) return isTransformation(value);
  return found
    .slice(1)
    .some(
      (branch) =>
        branch === noValue ||
        (isObject(branch) && branch["Ref"] === noValue) ||
        isTransformation(branch) ||
        choiceIn(branch, template.conditions) !== undefined,
    );
}

function isTransformation(value: unknown): boolean {
  return isObject(value) && Object.keys(value).join() === "Fn::Transform";
}
