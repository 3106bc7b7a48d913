import { ts } from "ts-morph";
import type { ParameterDescriptor } from "../manifest/manifest.ts";
import { decodeValue, type Problem } from "../shapes/decode.ts";
import type { Field, Shape } from "../shapes/shape.ts";
import type { CompilationContext } from "./context.ts";
import { type Literal, literalValue, propertyName } from "./literals.ts";
import type { ShapeReader } from "./shapes.ts";
import { isLocated, membersOf } from "./types.ts";

/**
 * Reads the parameters of a rule or decision, an object literal of their defaults. A default's type is the parameter's:
 * that of the literal, or the one that it is written `as`.
 *
 * @param policy id of the rule or decision
 */
export function readParameters(
  node: ts.Expression,
  policy: string,
  shapes: ShapeReader,
  context: CompilationContext,
): ParameterDescriptor[] {
  if (!ts.isObjectLiteralExpression(node)) {
    context.report("RS3001", node, "`parameters` is not an object literal");
    return [];
  }
  return node.properties.flatMap((property): ParameterDescriptor[] => {
    const name = property.name === undefined ? undefined : propertyName(property.name);
    if (name === undefined || !ts.isPropertyAssignment(property)) {
      context.report("RS3006", property, "a parameter is written `name: default`");
      return [];
    }
    const { expression, type } = asserted(property.initializer);
    const isAbsent = ts.isIdentifier(expression) && expression.text === "undefined";
    const value = isAbsent ? undefined : literalValue(expression);
    const reader = new ParameterTypes(policy, shapes, context);
    const shape =
      type === undefined
        ? reader.ofType(
            context.checker.getWidenedType(
              context.checker.getBaseTypeOfLiteralType(context.checker.getTypeAtLocation(expression)),
            ),
            [name],
          )
        : reader.ofNode(type, [name]);
    if (shape === undefined || (value === undefined && !isAbsent)) {
      context.report(
        "RS3006",
        property,
        `the parameter \`${name}\` has no usable type and default`,
        isAbsent && type === undefined
          ? "say what it is where it is given: `undefined as string | undefined`"
          : undefined,
      );
      return [];
    }
    if (value === undefined) return [{ name, shape }];
    if (hasUnsharedNumber(value)) {
      context.report(
        "RS2011",
        property.initializer,
        `the default of \`${name}\` is a number that engines don't share`,
        'use integers up to 2^53−1; write a fraction as its text, `"0.5" as Scalar`, which a user may give as a number',
      );
      return [];
    }
    const [problem] = problemsOf(shape, value, name, shapes);
    if (problem !== undefined) {
      const { path, expected, found } = problem;
      context.report(
        "RS3006",
        property.initializer,
        `the default of \`${name}\` isn't of its type: expected ${expected}, found ${found}${path.length > 1 ? ` at \`${path.slice(1).join(".")}\`` : ""}`,
        "write a default that is what the type says",
      );
      return [];
    }
    return [{ name, shape, default: value }];
  });
}

function problemsOf(shape: Shape, value: Literal, name: string, { objects }: ShapeReader): Problem[] {
  const problems: Problem[] = [];
  decodeValue(objects, shape, value, { parent: undefined, key: name }, problems);
  return problems;
}

/** An expression without the types that it is written with, and the outermost of these. */
function asserted(node: ts.Expression): { expression: ts.Expression; type: ts.TypeNode | undefined } {
  if (ts.isParenthesizedExpression(node)) return asserted(node.expression);
  if (!ts.isAsExpression(node)) return { expression: node, type: undefined };
  return { expression: asserted(node.expression).expression, type: node.type };
}

/** Whether a literal has a number that isn't a safe integer, which JavaScript's minus zero isn't either. */
function hasUnsharedNumber(value: Literal): boolean {
  if (typeof value === "number") return !Number.isSafeInteger(value) || Object.is(value, -0);
  return typeof value === "object" && Object.values(value).some(hasUnsharedNumber);
}

/** Turns the types of a policy's parameters into shapes. A parameter's objects are closed. */
class ParameterTypes {
  readonly #policy: string;
  readonly #shapes: ShapeReader;
  readonly #context: CompilationContext;
  /** Types around the one that is being read: one that contains itself has no end. */
  readonly #reading: ts.Type[] = [];

  constructor(policy: string, shapes: ShapeReader, context: CompilationContext) {
    this.#policy = policy;
    this.#shapes = shapes;
    this.#context = context;
  }

  /**
   * The shape of a type as it is written, `undefined` where it has none. That it may be `undefined` is left to whoever
   * asks.
   *
   * @param path names of the parameter and of the fields that lead to the type
   */
  ofNode(node: ts.TypeNode, path: readonly string[]): Shape | undefined {
    if (ts.isParenthesizedTypeNode(node)) return this.ofNode(node.type, path);
    if (ts.isTypeOperatorNode(node) && node.operator === ts.SyntaxKind.ReadonlyKeyword)
      return this.ofNode(node.type, path);
    if (ts.isArrayTypeNode(node)) return this.#list(node.elementType, path);
    if (ts.isUnionTypeNode(node)) {
      const [only, ...others] = node.types.filter(({ kind }) => kind !== ts.SyntaxKind.UndefinedKeyword);
      if (only !== undefined && others.length === 0) return this.ofNode(only, path);
    }
    if (ts.isTypeReferenceNode(node)) {
      const [argument, second] = node.typeArguments ?? [];
      const name = this.#shapes.builtInName(node);
      if (name === "Scalar") return { type: "scalar" };
      if ((name === "Array" || name === "ReadonlyArray") && argument !== undefined) return this.#list(argument, path);
      if (name === "Record" && second !== undefined && argument?.kind === ts.SyntaxKind.StringKeyword)
        return this.#record(second, path);
      if (name === "Listed" || name === "Keyed" || name === "Resolvable" || name === "Text") return undefined;
    }
    return this.ofType(this.#context.checker.getTypeFromTypeNode(node), path);
  }

  ofType(given: ts.Type, path: readonly string[]): Shape | undefined {
    const { checker } = this.#context;
    const type = checker.getNonNullableType(given);
    const simple = this.#shapes.simple(type);
    if (simple !== undefined) return simple;
    if ((type.flags & ts.TypeFlags.Object) === 0 || type.getCallSignatures().length > 0) return undefined;
    if (checker.isArrayType(type)) {
      const element = checker.getIndexTypeOfType(type, ts.IndexKind.Number);
      const items = element === undefined ? undefined : this.ofType(element, path);
      return items === undefined || mayBeNothing(element) ? undefined : { type: "list", items, lone: false };
    }
    const [index] = checker.getIndexInfosOfType(type);
    if (index !== undefined) {
      const node = index.declaration?.type;
      const values = node === undefined ? this.ofType(index.type, path) : this.ofNode(node, path);
      return values === undefined || mayBeNothing(index.type) ? undefined : { type: "record", values };
    }
    return this.#object(type, path);
  }

  #list(item: ts.TypeNode, path: readonly string[]): Shape | undefined {
    const items = this.#present(item, path);
    return items === undefined ? undefined : { type: "list", items, lone: false };
  }

  #record(value: ts.TypeNode, path: readonly string[]): Shape | undefined {
    const values = this.#present(value, path);
    return values === undefined ? undefined : { type: "record", values };
  }

  /** The shape of what is inside a list or record, where nothing may be absent. */
  #present(node: ts.TypeNode, path: readonly string[]): Shape | undefined {
    return mayBeNothing(this.#context.checker.getTypeFromTypeNode(node)) ? undefined : this.ofNode(node, path);
  }

  #object(type: ts.Type, path: readonly string[]): Shape | undefined {
    const { checker } = this.#context;
    const properties = checker.getPropertiesOfType(type);
    if (properties.length === 0 || this.#reading.includes(type) || isLocated(type, checker)) return undefined;
    this.#reading.push(type);
    const fields = properties.map((property): Field | undefined => {
      const declaration = property.valueDeclaration;
      const inner = [...path, property.name];
      const isSignature = declaration !== undefined && ts.isPropertySignature(declaration);
      const isField = isSignature || (declaration !== undefined && ts.isPropertyAssignment(declaration));
      if (!isField || property.name.startsWith("$") || property.name === "__proto__") return undefined;
      const fieldType = checker.getTypeOfSymbol(property);
      const node = isSignature ? declaration.type : undefined;
      const shape = node === undefined ? this.ofType(fieldType, inner) : this.ofNode(node, inner);
      return shape === undefined ? undefined : { name: property.name, shape, optional: mayBeNothing(fieldType) };
    });
    this.#reading.pop();
    if (!fields.every((field) => field !== undefined)) return undefined;
    const name = `parameters of ${this.#policy}.${path.join(".")}`;
    this.#shapes.objects[name] = { fields, closed: true };
    return { type: "object", name };
  }
}

function mayBeNothing(type: ts.Type | undefined): boolean {
  return (
    type !== undefined &&
    membersOf(type).some(({ flags }) => (flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Null)) !== 0)
  );
}
