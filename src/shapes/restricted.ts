import type { ObjectShape, ObjectShapes, ResultShape, Shape } from "./shape.ts";

/**
 * Of the given names those of fields that are reached from an object through fields of such names, sorted.
 *
 * @param root name of the object's shape
 */
export function fieldsReached(objects: ObjectShapes, root: string, names: ReadonlySet<string> | "all"): string[] {
  const reached = new Set<string>();
  const seen = new Set<string>();
  const pending = [root];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    for (const field of shapeNamed(objects, name).fields) {
      if (names !== "all" && !names.has(field.name)) continue;
      reached.add(field.name);
      pending.push(...objectsIn(field.shape));
    }
  }
  return [...reached].sort();
}

/**
 * Names of the fields of an input kind that are looked at, sorted: those that its policies read, or all where it is
 * evidence, which is sorted by all that it says.
 */
export function fieldsLookedAt(
  objects: ObjectShapes,
  root: string,
  policies: readonly { readonly reads: readonly string[] }[],
  isEvidence: boolean,
): string[] {
  return isEvidence ? fieldsReached(objects, root, "all") : [...new Set(policies.flatMap(({ reads }) => reads))].sort();
}

/** Object shapes with those of their fields that have one of the names. */
export function restrictedTo(objects: ObjectShapes, names: ReadonlySet<string>): ObjectShapes {
  return Object.fromEntries(
    Object.entries(objects).map(([name, { fields }]): [string, ObjectShape] => [
      name,
      { fields: fields.filter((field) => names.has(field.name)) },
    ]),
  );
}

/** The object shape of a name. */
export function shapeNamed(objects: ObjectShapes, name: string): ObjectShape {
  const shape = objects[name];
  if (shape === undefined) throw new Error(`the manifest has no shape \`${name}\``);
  return shape;
}

/** Names of the fields that a decision's value has. */
export function fieldsOfResult(shape: ResultShape): string[] {
  switch (shape.type) {
    case "plain":
      return [];
    case "list":
      return fieldsOfResult(shape.items);
    case "record":
      return fieldsOfResult(shape.values);
    case "object":
      return shape.fields.flatMap((field) => [field.name, ...fieldsOfResult(field.shape)]);
  }
}

/** The name of the object shape that is innermost in a shape, if there is one: a list of none or one. */
export function objectsIn(shape: Shape): string[] {
  switch (shape.type) {
    case "object":
      return [shape.name];
    case "list":
      return objectsIn(shape.items);
    case "record":
      return objectsIn(shape.values);
    case "resolvable":
      return objectsIn(shape.value);
    default:
      return [];
  }
}
