import { ts } from "ts-morph";
import { originOf } from "./modules.ts";
import type { PolicyProgram } from "./program.ts";
import { isLocated, membersOf } from "./types.ts";

/**
 * A type of objects that have a place: an interface, or that of an object literal into which such an object is spread.
 */
interface LocatedType {
  readonly type: ts.Type;
  /** The names of the fields that each such object has, if only as nothing. */
  readonly fields: ReadonlySet<string>;
}

/**
 * Which fields an object has for certain: a decoder makes all of those that its interface declares, and TypeScript's
 * types are open.
 */
export class LocatedTypes {
  readonly #program: PolicyProgram;
  #known: readonly LocatedType[] | undefined;

  constructor(program: PolicyProgram) {
    this.#program = program;
  }

  /**
   * Whether an object of a type may lack a field: an optional one, unless the object is surely of an interface whose
   * decoder makes the field.
   */
  mayLack(type: ts.Type, name: string): boolean {
    const { checker } = this.#program;
    const present = checker.getNonNullableType(type);
    return membersOf(present).some((member) => {
      const property = checker.getPropertyOfType(member, name);
      if (property !== undefined && (property.flags & ts.SymbolFlags.Optional) === 0) return false;
      return (
        property === undefined ||
        !this.#isInterface(member) ||
        this.#others(member).some(({ fields }) => !fields.has(name))
      );
    });
  }

  /** Whether a value of a type surely has a place, and no fields but those of the type. */
  isExact(type: ts.Type): boolean {
    if (!this.#isInterface(type)) return false;
    const own = this.#fieldsOf(type);
    return this.#others(type).every((other) => [...this.#fieldsOf(other.type)].every((name) => own.has(name)));
  }

  #isInterface(type: ts.Type): boolean {
    return type.isClassOrInterface() && isLocated(type, this.#program.checker);
  }

  /** Types of objects that may stand where one of an interface is asked for. */
  #others(type: ts.Type): readonly LocatedType[] {
    return this.#all().filter(
      (other) => other.type !== type && this.#program.checker.isTypeAssignableTo(other.type, type),
    );
  }

  #all(): readonly LocatedType[] {
    if (this.#known !== undefined) return this.#known;
    const { checker, program } = this.#program;
    const types: LocatedType[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isInterfaceDeclaration(node)) {
        const type = checker.getTypeAtLocation(node);
        if (this.#isInterface(type)) types.push({ type, fields: this.#fieldsOf(type) });
      }
      if (ts.isBindingElement(node) && node.dotDotDotToken !== undefined && ts.isObjectBindingPattern(node.parent)) {
        const type = checker.getTypeAtLocation(node.name);
        if (isLocated(type, checker)) types.push({ type, fields: this.#fieldsOf(type) });
      }
      if (ts.isObjectLiteralExpression(node) && node.properties.some(ts.isSpreadAssignment)) {
        const type = checker.getTypeAtLocation(node);
        if (isLocated(type, checker))
          types.push({ type, fields: new Set(node.properties.flatMap((property) => [...this.#given(property)])) });
      }
      ts.forEachChild(node, visit);
    };
    for (const file of program.getSourceFiles()) {
      const origin = originOf(file, this.#program);
      // `Located` itself is declared beside the functions of authors: what `at` gives is no more than that.
      if (origin === "policy" || origin === "library" || file.fileName.endsWith("/authoring/location.ts")) visit(file);
    }
    this.#known = types;
    return types;
  }

  /** The fields that a part of an object literal surely gives it. */
  #given(property: ts.ObjectLiteralElementLike): Iterable<string> {
    if (!ts.isSpreadAssignment(property))
      return property.name === undefined || ts.isComputedPropertyName(property.name) ? [] : [property.name.text];
    const type = this.#program.checker.getTypeAtLocation(property.expression);
    return this.#isInterface(type) ? this.#fieldsOf(type) : [];
  }

  #fieldsOf(type: ts.Type): Set<string> {
    return new Set(this.#program.checker.getPropertiesOfType(type).map((property) => property.name));
  }
}
