import { isObject, memberOf } from "../json.ts";
import { compareCodePoints } from "../std/text/index.ts";
import { member, type Raw, scalarText } from "./raw.ts";

/**
 * What conditions and parameters of a template may turn out to be together, each by what it is called in messages:
 * `condition IsProduction` is true or false, `parameter Stage` one of its allowed values.
 */
export interface Setting {
  readonly [name: string]: boolean | string;
}

/** What a condition or parameter is called, with all that it may be. */
type Choice = readonly [name: string, values: readonly (boolean | string)[]];

/** How many settings a resource is judged in at most. */
const mostSettings = 8;

/**
 * The settings that a resource of a template is to be judged in, each by itself: those of the conditions that its
 * `Fn::If` ask for, and of the parameters with allowed values that it refers to. The first ones that give no more than
 * eight settings; what others are isn't known. The condition of the resource itself holds.
 *
 * @param values all values inside the properties of the resource
 * @param declared names that mean something in the template
 */
export function settingsOf(
  resource: Raw,
  values: readonly unknown[],
  declared: ReadonlySet<string>,
  conditions: readonly string[],
  parameters: Raw,
): readonly Setting[] {
  const own = member(resource, "Condition").value;
  const choices = [
    ...conditionsIn(values, conditions).map((name): Choice => {
      return [`condition ${name}`, name === own ? [true] : [true, false]];
    }),
    ...parametersIn(values, declared, parameters),
  ];
  const taken: Choice[] = [];
  let total = 1;
  for (const choice of choices) {
    if (total * choice[1].length > mostSettings) break;
    total *= choice[1].length;
    taken.push(choice);
  }
  return Array.from({ length: total }, (_, number) => settingOf(taken, number));
}

/** One of all combinations, by its number. */
function settingOf(choices: readonly Choice[], number: number): Setting {
  let left = number;
  return Object.fromEntries(
    choices.map(([name, values]) => {
      const value = values[left % values.length]!;
      left = Math.floor(left / values.length);
      return [name, value];
    }),
  );
}

/** The conditions that functions ask for, in order. */
function conditionsIn(values: readonly unknown[], conditions: readonly string[]): string[] {
  const asked = new Set(values.map((value) => choiceIn(value, conditions)?.[0]));
  return [...new Set(conditions)].filter((name) => asked.has(name)).sort(compareCodePoints);
}

/**
 * The name of the condition of an `Fn::If` and its branches; undefined for anything else. YAML readers that drop short
 * tags leave the list alone.
 */
export function choiceIn(
  value: unknown,
  conditions: readonly string[],
): readonly [condition: string, whenTrue: unknown, whenFalse: unknown] | undefined {
  const isWhole = isObject(value) && Object.keys(value).join() === "Fn::If";
  const given = isWhole ? value["Fn::If"] : value;
  if (!Array.isArray(given) || given.length !== 3 || typeof given[0] !== "string") return undefined;
  return isWhole || conditions.includes(given[0]) ? (given as [string, unknown, unknown]) : undefined;
}

/** The parameters that functions or texts refer to and that have allowed values, few enough, in order. */
function parametersIn(values: readonly unknown[], declared: ReadonlySet<string>, { value: all }: Raw): Choice[] {
  const names = isObject(all) ? Object.keys(all).filter((name) => declared.has(name)) : [];
  return names.sort(compareCodePoints).flatMap((name): Choice[] => {
    const allowed = allowedValues(memberOf(all, name), declared);
    return allowed !== undefined && values.some((value) => refersToParameter(value, name))
      ? [[`parameter ${name}`, allowed]]
      : [];
  });
}

function refersToParameter(value: unknown, name: string): boolean {
  if (typeof value === "string") return value === name || value.includes(`\${${name}}`);
  return isObject(value) && Object.keys(value).join() === "Ref" && value["Ref"] === name;
}

/**
 * The allowed values of a parameter that is one text or number. None may be read as a name of the template's, as a text
 * may of which a YAML reader has dropped the tag.
 *
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
 */
function allowedValues(parameter: unknown, declared: ReadonlySet<string>): readonly string[] | undefined {
  const [type, allowed] = [memberOf(parameter, "Type"), memberOf(parameter, "AllowedValues")];
  if ((type !== "String" && type !== "Number") || !Array.isArray(allowed)) return undefined;
  if (allowed.length === 0 || allowed.length > mostSettings) return undefined;
  const texts = [...new Set(allowed.map(scalarText))];
  return texts.every((text) => text !== undefined && !isReference(text, declared)) ? (texts as string[]) : undefined;
}

/** Whether a text may be what is left of `!Ref`, `!GetAtt` or `!Sub`, or holds a dynamic reference. */
export function isReference(text: string, declared: ReadonlySet<string>): boolean {
  if (text.startsWith("AWS::") || text.includes("${") || text.includes("{{resolve:")) return true;
  const dot = text.indexOf(".");
  return declared.has(dot < 0 ? text : text.slice(0, dot));
}
