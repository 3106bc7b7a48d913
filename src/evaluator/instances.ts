import type { InputKind, Instance } from "../authoring/input-kind.ts";
import type { Located } from "../authoring/location.ts";
import type { Raw } from "../authoring/raw.ts";
import type { Problem } from "../shapes/decode.ts";
import type { Verdict } from "./report.ts";

/** An input kind with the decoder of its instances. */
export interface DecodableKind {
  readonly kind: InputKind<Located>;
  readonly decode: (instance: Instance<Located>, problems: Problem[]) => Located;
}

/** An instance that is what its kind's interface says. */
export interface DecodedInstance {
  readonly decoded: Located;
  readonly resource: string;
}

/** The instances of a kind in a document; what is wrong with those that don't fit is added to `malformed`. */
export function* instancesIn(
  document: Raw,
  { kind, decode }: DecodableKind,
  malformed: Verdict["malformed"][number][],
): Generator<DecodedInstance, void> {
  for (const instance of kind.find(document)) {
    const problems: Problem[] = [];
    const decoded = decode(instance, problems);
    const { resource } = instance;
    if (problems.length === 0) yield { decoded, resource };
    else for (const problem of problems) malformed.push({ kind: kind.id, resource, ...problem });
  }
}
