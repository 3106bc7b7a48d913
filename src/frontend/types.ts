import { ts } from "ts-morph";
import type { Type } from "../ir/nodes.ts";

/** The part of a TypeScript type that lowering follows. */
export function irType(type: ts.Type, checker: ts.TypeChecker): Type {
  const present = checker.getNonNullableType(type);
  const nullable =
    present !== type || (type.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Null | ts.TypeFlags.Void)) !== 0;
  return { kind: kindOf(present, checker), nullable };
}

function kindOf(type: ts.Type, checker: ts.TypeChecker): Type["kind"] {
  if ((type.flags & (ts.TypeFlags.Never | ts.TypeFlags.Undefined | ts.TypeFlags.Null | ts.TypeFlags.Void)) !== 0)
    return "nothing";
  if (type.isUnion()) {
    const kinds = new Set(type.types.map((member) => kindOf(member, checker)));
    const [only] = kinds;
    return kinds.size === 1 && only !== undefined ? only : "other";
  }
  if ((type.flags & ts.TypeFlags.StringLike) !== 0) return "text";
  if ((type.flags & ts.TypeFlags.NumberLike) !== 0) return "number";
  if ((type.flags & ts.TypeFlags.BooleanLike) !== 0) return "boolean";
  if ((type.flags & ts.TypeFlags.TypeParameter) !== 0) {
    const constraint = checker.getBaseConstraintOfType(type);
    return constraint === undefined ? "other" : kindOf(constraint, checker);
  }
  if (type.isIntersection()) {
    const kinds = new Set(type.types.map((member) => kindOf(member, checker)));
    const [only] = kinds;
    return kinds.size === 1 && only !== undefined ? only : "other";
  }
  if ((type.flags & ts.TypeFlags.Object) === 0) return "other";
  if (checker.isArrayType(type) || checker.isTupleType(type)) return "list";
  const name = type.getSymbol()?.name;
  if (name === "Set" || name === "ReadonlySet") return "set";
  if (name === "Map" || name === "ReadonlyMap") return "record";
  if (name !== undefined && iterators.has(name)) return yieldsSet(type, checker) ? "set" : "list";
  if (name === "RegExp") return "pattern";
  if (name === "RegExpMatchArray" || name === "RegExpExecArray") return "list";
  if (name === "Raw") return "raw";
  if (type.getCallSignatures().length > 0) return "other";
  if (checker.getIndexInfosOfType(type).length > 0) return "record";
  return "object";
}

/** What generator functions and methods such as `keys()` give, to be looped over or spread. */
const iterators = new Set([
  "Generator",
  "Iterable",
  "IterableIterator",
  "Iterator",
  "ArrayIterator",
  "MapIterator",
  "SetIterator",
  "RegExpStringIterator",
  "IteratorObject",
]);

/** Whether a type is that of what a generator or a method such as `keys()` gives, which can be gone through once. */
export function isGenerated(type: ts.Type): boolean {
  return iterators.has(type.getSymbol()?.name ?? "");
}

/** Whether a type says only that its values can be looped over. */
export function isIterable(type: ts.Type): boolean {
  return membersOf(type).some((member) =>
    ["Iterable", "Iterator", "IterableIterator", "IteratorObject"].includes(member.getSymbol()?.name ?? ""),
  );
}

function typeArguments(type: ts.Type, checker: ts.TypeChecker): readonly ts.Type[] {
  const isReference =
    (type.flags & ts.TypeFlags.Object) !== 0 && ((type as ts.ObjectType).objectFlags & ts.ObjectFlags.Reference) !== 0;
  return isReference ? checker.getTypeArguments(type as ts.TypeReference) : [];
}

/** Violations and instances have no order. */
function yieldsSet(type: ts.Type, checker: ts.TypeChecker): boolean {
  const [element] = typeArguments(type, checker);
  const name = element?.aliasSymbol?.name ?? element?.getSymbol()?.name;
  return name === "Violation" || name === "Instance";
}

/** The type of the elements that a loop over an expression sees. */
export function elementTypeOf(node: ts.Expression, checker: ts.TypeChecker): Type {
  const type = checker.getNonNullableType(checker.getTypeAtLocation(node));
  if (isMap(node, checker)) return { kind: "list", nullable: false };
  const element = checker.getIndexTypeOfType(type, ts.IndexKind.Number) ?? typeArguments(type, checker)[0];
  return element === undefined ? { kind: "other", nullable: false } : irType(element, checker);
}

/** Whether a type is that of functions. */
export function isFunctionType(type: ts.Type): boolean {
  return type.getCallSignatures().length > 0;
}

/** Whether an expression is a `Map`. */
export function isMap(node: ts.Node, checker: ts.TypeChecker): boolean {
  const name = checker.getNonNullableType(checker.getTypeAtLocation(node)).getSymbol()?.name;
  return name === "Map" || name === "ReadonlyMap";
}

/** Whether a type is that of a node of a document: it has a place, always. */
export function isLocated(type: ts.Type, checker: ts.TypeChecker): boolean {
  return checker
    .getPropertiesOfType(type)
    .some((property) => property.name.startsWith("__@location") && (property.flags & ts.SymbolFlags.Optional) === 0);
}

/** Whether every value of a type is a string, number or boolean, and so compared and printed alike in all engines. */
export function isScalar(type: ts.Type, checker: ts.TypeChecker): boolean {
  const bound =
    (type.flags & ts.TypeFlags.TypeParameter) !== 0 ? (checker.getBaseConstraintOfType(type) ?? type) : type;
  const scalar = ts.TypeFlags.StringLike | ts.TypeFlags.NumberLike | ts.TypeFlags.BooleanLike;
  return membersOf(bound).every((member) => (member.flags & scalar) !== 0);
}

/** The types that a value may have one of: the members of a union, or the type itself. */
export function membersOf(type: ts.Type): readonly ts.Type[] {
  return type.isUnion() ? type.types : [type];
}

/**
 * Whether a value of a type may be `null`, or `undefined`; what a type parameter stands for is known where it is given.
 */
export function mayBe(what: ts.TypeFlags.Null | ts.TypeFlags.Undefined, type: ts.Type): boolean {
  return membersOf(type).some((member) => {
    const bound = member.isTypeParameter() ? member.getConstraint() : undefined;
    return (member.flags & what) !== 0 || (bound !== undefined && bound !== member && mayBe(what, bound));
  });
}

/** Whether an expression is a `Set`. */
export function isSet(node: ts.Node, checker: ts.TypeChecker): boolean {
  const name = checker.getNonNullableType(checker.getTypeAtLocation(node)).getSymbol()?.name;
  return name === "Set" || name === "ReadonlySet";
}

/** Whether an expression is a regular expression. */
export function isPattern(node: ts.Expression, checker: ts.TypeChecker): boolean {
  return checker.getTypeAtLocation(node).getSymbol()?.name === "RegExp";
}

/** The type of the values of a record or map. */
export function valueTypeOf(node: ts.Expression, checker: ts.TypeChecker): Type {
  const type = checker.getNonNullableType(checker.getTypeAtLocation(node));
  const value = isMap(node, checker)
    ? checker.getTypeArguments(type as ts.TypeReference)[1]
    : checker.getIndexInfosOfType(type)[0]?.type;
  return value === undefined ? { kind: "other", nullable: false } : irType(value, checker);
}

/** Whether a type says nothing: `any`, `unknown`, or a list of such. */
export function isUnknown(type: ts.Type): boolean {
  return (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0;
}

/** Whether TypeScript has found no type at all, and said why. */
export function isErroneous(type: ts.Type): boolean {
  return (type as { readonly intrinsicName?: string }).intrinsicName === "error";
}
