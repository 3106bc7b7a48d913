import type { InputKind, Instance } from "../authoring/input-kind.ts";
import type { Located } from "../authoring/location.ts";
import type { Raw } from "../authoring/raw.ts";
import type { Problem } from "../shapes/decode.ts";
import type { Verdict } from "./report.ts";

/** Decodes an instance; adds what is malformed to `problems`. */
export type Decode = (instance: Instance<Located>, problems: Problem[]) => Located;

/** An input kind with the decoder of its instances. */
export interface DecodableKind {
  readonly kind: InputKind<Located>;
  readonly decode: Decode;
}

/** An instance that is what its kind's interface says. */
export interface DecodedInstance {
  readonly decoded: Located;
  readonly resource: string;
}

/** An instance of which something may be malformed; then `decoded` is undefined. */
interface FoundInstance {
  readonly instance: Instance<Located>;
  readonly decoded: Located | undefined;
}

/** All instances of a kind in a document; what is wrong with those that don't fit is added to `malformed`. */
export function* foundIn(
  document: Raw,
  { kind, decode }: DecodableKind,
  malformed: Verdict["malformed"][number][],
): Generator<FoundInstance, void> {
  for (const instance of kind.find(document)) {
    const problems: Problem[] = [];
    const decoded = decode(instance, problems);
    if (problems.length === 0) yield { instance, decoded };
    else {
      const { resource } = instance;
      for (const problem of problems) malformed.push({ kind: kind.id, resource, ...problem });
      yield { instance, decoded: undefined };
    }
  }
}

/** Those that are what the kind's interface says. */
export function* instancesIn(
  document: Raw,
  kind: DecodableKind,
  malformed: Verdict["malformed"][number][],
): Generator<DecodedInstance, void> {
  for (const { instance, decoded } of foundIn(document, kind, malformed))
    if (decoded !== undefined) yield { decoded, resource: instance.resource };
}

/** An instance as a decoder of some of its fields sees it, unless one of these is malformed. */
export function decodedBy(decode: Decode, instance: Instance<Located>): Located | undefined {
  const problems: Problem[] = [];
  const decoded = decode(instance, problems);
  return problems.length === 0 ? decoded : undefined;
}
