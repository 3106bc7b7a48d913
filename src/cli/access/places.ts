import type { PlacedInstance } from "../../evaluator/inventory.ts";
import { instancesOf } from "../../evaluator/native.ts";
import type { PreparedInventory } from "../../evaluator/policies.ts";
import type { Evidence } from "../../library/access/index.ts";
import type { SourceDocument } from "../../loader/index.ts";
import type { Path } from "../../paths.ts";

/** Where evidence stands. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly path: Path;
}

/** Finds where evidence stands in the documents of a run. */
export class Places {
  readonly #documents: readonly SourceDocument[];
  readonly #inventory: PreparedInventory;
  readonly #instances = new Map<string, readonly PlacedInstance[]>();

  constructor(documents: readonly SourceDocument[], inventory: PreparedInventory) {
    this.#documents = documents;
    this.#inventory = inventory;
  }

  /** The instances of an input kind. */
  instances(kind: string): readonly PlacedInstance[] {
    let known = this.#instances.get(kind);
    if (known === undefined) {
      known = instancesOf(this.#inventory, kind);
      this.#instances.set(kind, known);
    }
    return known;
  }

  /** The places of some evidence; what stands in no document has none. Each document is read once. */
  of(evidence: readonly Evidence[]): ReadonlyMap<Evidence, Place> {
    const wanted = new Map<number, { evidence: Evidence; path: Path }[]>();
    for (const one of evidence) {
      const { kind, position, field, item } = one;
      // What decisions leave out is null.
      const instance = typeof position === "number" ? this.instances(kind)[position] : undefined;
      if (instance === undefined) continue;
      const inside = field === "" ? [] : [field, ...(typeof item === "number" ? [item] : [])];
      const ofDocument = wanted.get(instance.document) ?? [];
      wanted.set(instance.document, ofDocument);
      ofDocument.push({ evidence: one, path: [...instance.path, ...inside] });
    }
    const places = new Map<Evidence, Place>();
    for (const [index, entries] of wanted) {
      const document = this.#documents[index]!;
      const locations = document.locateAll(entries.map(({ path }) => path));
      for (const [at, { evidence: one, path }] of entries.entries()) {
        const { line, column } = locations[at]!;
        places.set(one, { file: document.file.name, line, column, path });
      }
    }
    return places;
  }
}
