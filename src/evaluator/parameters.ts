import type { ParameterValue, ParameterValues } from "../authoring/rule.ts";
import { isObject } from "../json.ts";
import type { Manifest, ParameterDescriptor, Shape } from "../manifest/manifest.ts";
import { closest } from "../text/closest.ts";

/** Values for parameters, by rule id and parameter name; what isn't given has its default. */
export type GivenParameters = { readonly [rule: string]: { readonly [name: string]: unknown } };

/** A parameter that doesn't exist or doesn't fit. */
export class ParameterError extends Error {
  /**
   * The rule's id and, where it is about one parameter, the way to the value; empty where all parameters are no object.
   */
  readonly path: readonly (string | number)[];
  /** What there should be, as a phrase; `undefined` where the rule or parameter itself doesn't exist. */
  readonly expected: string | undefined;
  /** What there is instead, as a phrase. */
  readonly found: string | undefined;

  constructor(path: readonly (string | number)[], message: string, expected?: string, found?: string) {
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
 * @throws ParameterError for an unknown rule, an unknown parameter, or a value of another type
 */
export function resolveParameters(
  manifest: Manifest,
  given: GivenParameters = {},
): { readonly [rule: string]: ParameterValues } {
  if (!isObject(given))
    throw new ParameterError(
      [],
      `the parameters are not an object by rule id, but ${describe(given)}`,
      "an object by rule id",
      describe(given),
    );
  const policies = [...manifest.rules, ...(manifest.decisions ?? [])];
  for (const [rule, values] of Object.entries(given)) {
    const descriptor = policies.find((candidate) => candidate.id === rule);
    if (descriptor === undefined)
      throw new ParameterError(
        [rule],
        `no rule \`${rule}\`${closest(
          rule,
          policies.map((candidate) => candidate.id),
        )}`,
      );
    if (!isObject(values))
      throw new ParameterError(
        [rule],
        `the parameters of \`${rule}\` are not an object`,
        "an object",
        describe(values),
      );
    for (const [name, value] of Object.entries(values)) {
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
      // Null is the same as not given, as in the compiled policies.
      if (value !== null && value !== undefined) checkShape(parameter.shape, value, [rule, name]);
    }
  }
  return Object.fromEntries(
    policies.map((rule) => [
      rule.id,
      Object.fromEntries(
        rule.parameters.map((parameter) => [
          parameter.name,
          parameterValue(parameter, Object.hasOwn(given, rule.id) ? given[rule.id] : undefined),
        ]),
      ),
    ]),
  );
}

function parameterValue(
  parameter: ParameterDescriptor,
  given: { readonly [name: string]: unknown } | undefined,
): ParameterValue {
  return withoutPrototypes(
    parameter.shape,
    (given !== undefined && Object.hasOwn(given, parameter.name) ? given[parameter.name] : undefined) ??
      parameter.default,
  ) as ParameterValue;
}

/** A value whose records inherit no keys, like those of a document: a rule may look up `constructor`. */
function withoutPrototypes(shape: Shape, value: unknown): unknown {
  if (shape.type === "list") return (value as unknown[]).map((item) => withoutPrototypes(shape.items, item));
  if (shape.type !== "record") return value;
  return Object.assign(
    Object.create(null),
    Object.fromEntries(
      Object.entries(value as object).map(([key, item]) => [key, withoutPrototypes(shape.values, item)]),
    ),
  );
}

function checkShape(shape: Shape, value: unknown, path: readonly (string | number)[]): void {
  const fits = (expected: string, condition: boolean): void => {
    if (!condition)
      throw new ParameterError(
        path,
        `parameter \`${path.join(".")}\`: expected ${expected}, found ${describe(value)}`,
        expected,
        describe(value),
      );
  };
  switch (shape.type) {
    case "string":
      fits(
        shape.oneOf === undefined ? "a string" : shape.oneOf.map((one) => JSON.stringify(one)).join(" or "),
        shape.oneOf === undefined ? typeof value === "string" : shape.oneOf.includes(value as string),
      );
      break;
    case "integer":
      fits("an integer", Number.isSafeInteger(value));
      break;
    case "boolean":
      fits("a boolean", typeof value === "boolean");
      break;
    case "list":
      fits("an array", Array.isArray(value));
      (value as unknown[]).forEach((item, index) => checkShape(shape.items, item, [...path, index]));
      break;
    case "record":
      fits("an object", isObject(value));
      for (const [key, item] of Object.entries(value as object)) checkShape(shape.values, item, [...path, key]);
      break;
    case "raw":
    case "scalar":
    case "object":
    case "resolvable":
      throw new Error(`a parameter can't have the shape ${shape.type}`);
  }
}

function describe(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
