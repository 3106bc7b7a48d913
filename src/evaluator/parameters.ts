import type { ParameterValues } from "../authoring/rule.ts";
import { RegoscriptError } from "../errors.ts";
import { isObject, memberOf } from "../json.ts";
import type { Manifest, ParameterDescriptor } from "../manifest/manifest.ts";
import { type Path, pathText } from "../paths.ts";
import { decodeValue, type Problem } from "../shapes/decode.ts";
import { foundIn } from "../shapes/phrases.ts";
import { closest } from "../text/closest.ts";
import { jsonOf } from "./documents.ts";

/** Values for parameters, by rule id and parameter name; what isn't given has its default. */
export type GivenParameters = { readonly [rule: string]: { readonly [name: string]: unknown } };

/** A parameter that doesn't exist or doesn't fit. */
export class ParameterError extends RegoscriptError {
  /**
   * The rule's id and, where it is about one parameter, the way to the value; empty where all parameters are no object.
   */
  readonly path: Path;
  /** What there should be, as a phrase; `undefined` where the rule or parameter itself doesn't exist. */
  readonly expected: string | undefined;
  /** What there is instead, as a phrase. */
  readonly found: string | undefined;

  constructor(path: Path, message: string, expected?: string, found?: string) {
    super(message);
    this.name = "ParameterError";
    this.path = path;
    this.expected = expected;
    this.found = found;
  }
}

/**
 * Checks given parameters against the manifest and fills in defaults.
 *
 * @returns every rule's parameters, by rule id
 * @throws ParameterError for what isn't JSON, an unknown rule, an unknown parameter, or a value of another type
 */
export function resolveParameters(
  manifest: Manifest,
  values: GivenParameters = {},
): { readonly [rule: string]: ParameterValues } {
  const given = checked(values);
  const policies = [...manifest.rules, ...(manifest.decisions ?? [])];
  for (const [rule, own] of Object.entries(given)) {
    const descriptor = policies.find((candidate) => candidate.id === rule);
    if (descriptor === undefined)
      throw new ParameterError(
        [rule],
        `no rule \`${rule}\`${closest(
          rule,
          policies.map((candidate) => candidate.id),
        )}`,
      );
    if (!isObject(own))
      throw new ParameterError([rule], `the parameters of \`${rule}\` are not an object`, "an object", foundIn(own));
    for (const name of Object.keys(own)) {
      const parameter = descriptor.parameters.find((candidate) => candidate.name === name);
      if (parameter === undefined) {
        throw new ParameterError(
          [rule, name],
          `the rule \`${rule}\` has no parameter \`${name}\`${closest(
            name,
            descriptor.parameters.map((candidate) => candidate.name),
          )}`,
        );
      }
    }
  }
  return Object.fromEntries(
    policies.map((rule) => [
      rule.id,
      Object.fromEntries(
        rule.parameters.map((parameter) => [
          parameter.name,
          parameterValue(manifest, rule.id, parameter, memberOf(memberOf(given, rule.id), parameter.name)),
        ]),
      ),
    ]),
  );
}

/** Parameters as JSON, as all engines see them; a `Map` would be an object without members to some. */
function checked(given: GivenParameters): GivenParameters {
  const { value, fault } = jsonOf(given);
  if (fault !== undefined)
    throw new ParameterError([], `the parameters are not a JSON value: ${fault}`, "a JSON value", fault);
  if (isObject(value)) return value as GivenParameters;
  // Inside parameters null is what isn't given; here it is a file that says null.
  const found = value === null ? "null" : foundIn(value);
  const expected = "an object by rule id";
  throw new ParameterError([], `the parameters are not ${expected}, but ${found}`, expected, found);
}

/** The decoded value, whose records inherit no keys: a rule may look up `constructor`. */
function parameterValue(
  { objects }: Manifest,
  rule: string,
  { name, shape, default: otherwise }: ParameterDescriptor,
  given: unknown,
): unknown {
  const problems: Problem[] = [];
  const at = { parent: { parent: undefined, key: rule }, key: name };
  // Null is the same as not given, as in the compiled policies.
  const value = given ?? otherwise;
  const decoded = value === undefined ? undefined : decodeValue(objects, shape, value, at, problems);
  const [problem] = problems;
  if (problem !== undefined) {
    const { path, expected, found } = problem;
    throw new ParameterError(
      path,
      `parameter \`${pathText(path)}\`: expected ${expected}, found ${found}`,
      expected,
      found,
    );
  }
  return decoded;
}
