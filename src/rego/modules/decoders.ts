import { DecodeLowering } from "../../shapes/decode-rego.ts";
import { restrictedTo } from "../../shapes/restricted.ts";
import type { ObjectShapes } from "../../shapes/shape.ts";
import type { PartShape } from "../lower/held.ts";
import type { Decoders, ModuleLowering } from "../lower/module.ts";
import { snakeCase } from "../names.ts";

/** The package `regoscript.decoders`: functions that make values of parts of a document, which rules can hold on to. */
export class DecodersModule implements Decoders {
  readonly module: ModuleLowering;
  /** The input kinds of whose instances values are made. */
  readonly kinds = new Set<string>();
  readonly #shapes: DecodeLowering;

  /** @param reads names of the fields that values have */
  constructor(objects: ObjectShapes, reads: ReadonlySet<string>, module: ModuleLowering) {
    this.module = module;
    this.#shapes = new DecodeLowering(restrictedTo(objects, reads), module);
  }

  of(shape: PartShape, isOptional: boolean): readonly string[] {
    return ["regoscript", "decoders", this.#shapes.functionOf(shape, isOptional)];
  }

  ofKind(kind: string): readonly string[] {
    this.kinds.add(kind);
    return ["regoscript", "inputs", snakeCase(kind), "decoded"];
  }
}
