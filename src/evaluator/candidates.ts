import type { InputKind } from "../authoring/input-kind.ts";
import type { Located } from "../authoring/location.ts";
import { Raw } from "../authoring/raw.ts";

/**
 * Documents that are alike in their `kind`, their `apiVersion` and the names of their members, or parts that are in
 * their type and these names.
 */
interface Class<Kind> {
  readonly apiVersion: unknown;
  readonly members: readonly string[];
  /** Those of the input kinds that may have instances in such documents. */
  readonly kinds: readonly Kind[];
}

/** More than real documents have; beyond it, every finder is asked. */
const mostResources = 500;
const mostClasses = 20;

/**
 * Knows which input kinds have no instance in a Kubernetes resource or a part without asking their finders: most
 * documents are of few classes, and most finders look for something else altogether.
 *
 * A finder is a function of the document and nothing else, since it is compiled. If it found nothing in a document, and
 * looked at nothing but what makes up the document's class, it finds nothing in any document of that class. What it
 * looks at is watched once a class.
 */
export class Candidates<Kind extends { readonly kind: InputKind<Located> }> {
  readonly #kinds: readonly Kind[];
  readonly #classes = new Map<string, Class<Kind>[]>();

  constructor(kinds: readonly Kind[]) {
    this.#kinds = kinds;
  }

  /** The input kinds that may have instances in a document, in their order. */
  in(document: Raw): readonly Kind[] {
    const value = document.value as { readonly [key: string]: unknown } | null;
    if (typeof value !== "object" || value === null || Array.isArray(value) || document.request !== undefined)
      return this.#kinds;
    const { origin } = document;
    const { kind, apiVersion } = value;
    if (origin === undefined && (typeof kind !== "string" || typeof apiVersion !== "string")) return this.#kinds;
    const name = origin === undefined ? `kind ${kind as string}` : `part ${origin.type}`;
    let classes = this.#classes.get(name);
    if (classes === undefined) {
      if (this.#classes.size === mostResources) return this.#kinds;
      classes = [];
      this.#classes.set(name, classes);
    }
    for (const known of classes) {
      if (known.apiVersion === apiVersion && hasMembers(value, known.members)) return known.kinds;
    }
    if (classes.length === mostClasses) return this.#kinds;
    const added = {
      apiVersion,
      members: Object.keys(value),
      kinds: this.#kinds.filter((one) => mayFind(one.kind, value, origin)),
    };
    classes.push(added);
    return added.kinds;
  }
}

function hasMembers(value: object, members: readonly string[]): boolean {
  let index = 0;
  for (const key in value) if (members[index++] !== key) return false;
  return index === members.length;
}

/** Whether a finder finds something, or looks at more than a document's class. */
function mayFind(kind: InputKind<Located>, value: { readonly [key: string]: unknown }, origin: Raw["origin"]): boolean {
  let looked = false;
  const look = (key: PropertyKey): void => {
    if (key !== "kind" && key !== "apiVersion" && Object.hasOwn(value, key)) looked = true;
  };
  const watched = new Proxy(value, {
    get(target, key) {
      look(key);
      return Reflect.get(target, key) as unknown;
    },
    has(target, key) {
      look(key);
      return Reflect.has(target, key);
    },
    getOwnPropertyDescriptor(target, key) {
      look(key);
      return Reflect.getOwnPropertyDescriptor(target, key);
    },
    ownKeys(target) {
      looked = true;
      return Reflect.ownKeys(target);
    },
  });
  try {
    return kind.find(new Raw(watched, undefined, undefined, origin)).next().done !== true || looked;
  } catch {
    // Whoever asks the finder itself sees why.
    return true;
  }
}
