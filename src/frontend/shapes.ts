import { ts } from "ts-morph";
import type { Field, ObjectShape, Shape } from "../shapes/shape.ts";
import type { CompilationContext } from "./context.ts";
import { isBuiltInType, moduleOf, originOf } from "./modules.ts";
import { isLocated, membersOf } from "./types.ts";

/** The names of the fields that a decoded object has. */
export function fieldsOfKind(type: ts.Type, checker: ts.TypeChecker): string[] {
  return checker
    .getPropertiesOfType(type)
    .filter(isField)
    .map((symbol) => symbol.name);
}

/** The symbol-named property of `Located` is not a field. */
function isField(symbol: ts.Symbol): boolean {
  return !symbol.name.startsWith("__@");
}

/** Turns interfaces that extend `Located` into the shapes that decoders are made from. */
export class ShapeReader {
  readonly objects: { [name: string]: ObjectShape } = {};
  readonly #context: CompilationContext;
  readonly #names = new Map<ts.Symbol, string>();
  /** Interfaces around the one that is being read. */
  readonly #reading = new Set<ts.Symbol>();

  constructor(context: CompilationContext) {
    this.#context = context;
  }

  /** The name of an interface's shape, which is read at the first call. */
  object(type: ts.Type, node: ts.Node): string {
    const symbol = type.getSymbol();
    const declaration = symbol?.declarations?.[0];
    if (
      symbol === undefined ||
      declaration === undefined ||
      !ts.isInterfaceDeclaration(declaration) ||
      !isLocated(type, this.#context.checker)
    ) {
      this.#context.report(
        "RS3005",
        node,
        `\`${this.#context.checker.typeToString(type)}\` is not an interface that extends \`Located\``,
      );
      return "";
    }
    const known = this.#names.get(symbol);
    if (known !== undefined) {
      if (this.#reading.has(symbol))
        this.#context.report(
          "RS3005",
          node,
          `\`${symbol.name}\` contains itself, which no decoder ends with`,
          "declare the levels that documents have, or read what is inside as `Raw` and `walk` it",
        );
      return known;
    }
    this.#reading.add(symbol);
    const name = `${moduleOf(declaration.getSourceFile(), this.#context.program)}.${symbol.name}`;
    this.#names.set(symbol, name);
    const fields: Field[] = [];
    // Set before the fields are read: an interface that contains itself would never end.
    this.objects[name] = { fields };
    for (const property of this.#context.checker.getPropertiesOfType(type).filter(isField)) {
      const member = property.valueDeclaration;
      if (member === undefined || !ts.isPropertySignature(member) || member.type === undefined) {
        this.#context.report("RS3005", member ?? declaration, `\`${property.name}\` is not a field with a type`);
        continue;
      }
      if (property.name.startsWith("$") || property.name === "__proto__") {
        this.#context.report(
          "RS3005",
          member,
          `a field can't be called \`${property.name}\``,
          "read it with `member(raw, …)` in the finder, and give it another name",
        );
        continue;
      }
      const shape = this.#shape(member.type);
      if (shape === undefined) continue;
      if (
        shape.type === "resolvable" &&
        member.questionToken === undefined &&
        !["list", "record", "object"].includes(shape.value.type)
      ) {
        this.#context.report(
          "RS3005",
          member,
          `\`${property.name}\` is undefined where the document resolves it only later`,
          `mark it as optional: \`${property.name}?: …\``,
        );
      }
      fields.push({ name: property.name, shape, optional: member.questionToken !== undefined });
    }
    this.#reading.delete(symbol);
    return name;
  }

  /** The shape of a type as it is written. Reports what has none. */
  #shape(node: ts.TypeNode): Shape | undefined {
    const { checker } = this.#context;
    if (ts.isParenthesizedTypeNode(node)) return this.#shape(node.type);
    if (ts.isTypeOperatorNode(node) && node.operator === ts.SyntaxKind.ReadonlyKeyword) return this.#shape(node.type);
    if (ts.isArrayTypeNode(node)) return this.#list(node.elementType, false);
    if (ts.isTypeReferenceNode(node)) {
      const [argument, second] = node.typeArguments ?? [];
      const name = this.builtInName(node);
      if (name === "Listed" && argument !== undefined) return this.#list(argument, true);
      if (name === "Scalar") return { type: "scalar" };
      if (name === "Text") return { type: "text" };
      if (this.#isRaw(node)) return { type: "raw" };
      if (
        name === "Keyed" &&
        second !== undefined &&
        argument !== undefined &&
        ts.isLiteralTypeNode(argument) &&
        ts.isStringLiteral(argument.literal)
      ) {
        const values = this.#shape(second);
        return values === undefined ? undefined : { type: "record", values, loneKey: argument.literal.text };
      }
      if (name === "Resolvable" && argument !== undefined) {
        const value = this.#shape(argument);
        return value === undefined ? undefined : { type: "resolvable", value };
      }
      if ((name === "Array" || name === "ReadonlyArray") && argument !== undefined) return this.#list(argument, false);
      if (name === "Record" && second !== undefined && argument?.kind === ts.SyntaxKind.StringKeyword) {
        const values = this.#shape(second);
        return values === undefined ? undefined : { type: "record", values };
      }
    }
    const type = checker.getTypeFromTypeNode(node);
    const simple = this.simple(type);
    if (simple !== undefined) return simple;
    if (type.isClassOrInterface()) {
      const name = this.object(type, node);
      return name === "" ? undefined : { type: "object", name };
    }
    const isScalar =
      type.isUnion() &&
      type.types.every((member) => member.flags & (ts.TypeFlags.StringLike | ts.TypeFlags.NumberLike));
    this.#context.report(
      "RS3005",
      node,
      `\`${node.getText()}\` has no decoder`,
      isScalar ? "use `Scalar`: a string, number or boolean, read as its text" : undefined,
    );
    return undefined;
  }

  #list(item: ts.TypeNode, lone: boolean): Shape | undefined {
    const items = this.#shape(item);
    return items === undefined ? undefined : { type: "list", items, lone };
  }

  /** The shape of a string, number, boolean or union of string literals. */
  simple(type: ts.Type): Shape | undefined {
    if ((type.flags & ts.TypeFlags.String) !== 0) return { type: "string" };
    if ((type.flags & ts.TypeFlags.Number) !== 0) return { type: "integer" };
    if ((type.flags & ts.TypeFlags.BooleanLike) !== 0) return { type: "boolean" };
    const members = membersOf(type);
    const literals = members.map((member) => (member.isStringLiteral() ? member.value : undefined));
    // TypeScript orders them by where in the program each is met first.
    if (literals.every((value) => value !== undefined)) return { type: "string", oneOf: literals.sort() };
    return undefined;
  }

  /** Which of the types of `src/authoring/shapes.ts` or of TypeScript's own a reference names. */
  builtInName(node: ts.TypeReferenceNode): string | undefined {
    const { checker, program } = this.#context;
    const symbol = checker.getSymbolAtLocation(node.typeName);
    const target =
      symbol !== undefined && (symbol.flags & ts.SymbolFlags.Alias) !== 0 ? checker.getAliasedSymbol(symbol) : symbol;
    const declaration = target?.declarations?.[0];
    if (declaration === undefined) return undefined;
    // `Array`, `ReadonlyArray` and `Record` are TypeScript's own.
    if (program.program.isSourceFileDefaultLibrary(declaration.getSourceFile())) return target?.name;
    if (!ts.isTypeAliasDeclaration(declaration)) return undefined;
    return originOf(declaration.getSourceFile(), program) === "builtin" ? target?.name : undefined;
  }

  #isRaw(node: ts.TypeReferenceNode): boolean {
    const { checker, program } = this.#context;
    return isBuiltInType(checker.getTypeFromTypeNode(node), "Raw", program);
  }
}
