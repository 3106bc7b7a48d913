import { ts } from "ts-morph";
import type { ResultShape } from "../shapes/shape.ts";
import type { CompilationContext } from "./context.ts";
import { membersOf } from "./types.ts";

/**
 * The shape of what a decision gives, from the type that its `decide` declares; reports a type that is no plain data.
 */
export function readResult(type: ts.Type, node: ts.Node, context: CompilationContext): ResultShape {
  return new ResultReader(node, context).shape(type, []);
}

class ResultReader {
  readonly #node: ts.Node;
  readonly #context: CompilationContext;

  constructor(node: ts.Node, context: CompilationContext) {
    this.#node = node;
    this.#context = context;
  }

  shape(given: ts.Type, around: readonly ts.Type[]): ResultShape {
    const { checker } = this.#context;
    const type = checker.getNonNullableType(given);
    const plain =
      ts.TypeFlags.StringLike |
      ts.TypeFlags.NumberLike |
      ts.TypeFlags.BooleanLike |
      ts.TypeFlags.Undefined |
      ts.TypeFlags.Null |
      ts.TypeFlags.Never;
    const members = membersOf(type);
    if (members.every((member) => (member.flags & plain) !== 0)) return { type: "plain" };
    if (around.includes(type)) return this.#refuse(type, "contains itself");
    const inside = [...around, type];
    if (members.every((member) => checker.isArrayType(member) || checker.isTupleType(member))) {
      const [items, ...others] = members.map((member) =>
        this.shape(checker.getIndexTypeOfType(member, ts.IndexKind.Number) ?? member, inside),
      );
      return items !== undefined && others.every((other) => isSame(items, other))
        ? { type: "list", items }
        : this.#refuse(type, "has lists of several types");
    }
    if (members.some((member) => !this.#isData(member))) return this.#refuse(type, "is no plain data");
    const [only] = members;
    const values =
      members.length === 1 && only !== undefined ? checker.getIndexTypeOfType(only, ts.IndexKind.String) : undefined;
    if (values !== undefined) return { type: "record", values: this.shape(values, inside) };
    return this.#object(type, members, inside);
  }

  #object(type: ts.Type, members: readonly ts.Type[], inside: readonly ts.Type[]): ResultShape {
    const { checker } = this.#context;
    const fields = new Map<string, ResultShape>();
    for (const property of members.flatMap((member) => checker.getPropertiesOfType(member))) {
      if (property.name.startsWith("__@")) continue;
      const shape = this.shape(checker.getTypeOfSymbol(property), inside);
      const known = fields.get(property.name);
      if (known !== undefined && !isSame(known, shape))
        return this.#refuse(type, `has several types of \`${property.name}\``);
      fields.set(property.name, shape);
    }
    return {
      type: "object",
      fields: [...fields.entries()]
        .sort(([left], [right]) => (left < right ? -1 : 1))
        .map(([name, shape]) => ({ name, shape })),
    };
  }

  /** An object that isn't one of JavaScript's own, such as a `Set`. */
  #isData(type: ts.Type): boolean {
    if ((type.flags & ts.TypeFlags.Object) === 0 || type.getCallSignatures().length > 0) return false;
    const name = type.getSymbol()?.name ?? "";
    return !["Set", "ReadonlySet", "Map", "ReadonlyMap", "RegExp", "Raw", "Generator"].includes(name);
  }

  #refuse(type: ts.Type, why: string): ResultShape {
    this.#context.report("RS3011", this.#node, `\`${this.#context.checker.typeToString(type)}\` ${why}`);
    return { type: "plain" };
  }
}

function isSame(left: ResultShape, right: ResultShape): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
