import type { Path, Segment } from "../paths.ts";
import type { Range } from "../text/range.ts";

/** A node of a document whose place is wanted, or that leads to such nodes. */
export class WantedNode {
  /** Where the node starts, its key included; -1 until it is found. */
  start = -1;
  /** Where its value starts, and where that ends. */
  valueStart = -1;
  end = -1;
  /** Whether the text has a list there. */
  isList = false;
  readonly #children = new Map<string, WantedNode>();

  /** Whether anything inside is wanted. */
  get hasChildren(): boolean {
    return this.#children.size > 0;
  }

  /** All that is wanted directly inside, with its key or index. */
  children(): Iterable<[string, WantedNode]> {
    return this.#children;
  }

  /** The wanted node of a key or index; `undefined` for one that nobody asks for. */
  child(key: Segment): WantedNode | undefined {
    return this.#children.size === 0 ? undefined : this.#children.get(String(key));
  }

  want(key: Segment): WantedNode {
    let child = this.#children.get(String(key));
    if (child === undefined) {
      child = new WantedNode();
      this.#children.set(String(key), child);
    }
    return child;
  }

  /** Takes a place back, with all inside: of equal keys the last one counts. */
  forget(): void {
    if (this.start < 0) return;
    this.start = -1;
    for (const child of this.#children.values()) child.forget();
  }
}

/** Paths as a tree, so that one pass over a text finds the places of all of them and goes only where they lead. */
export class WantedPlaces {
  readonly root = new WantedNode();

  constructor(paths: Iterable<Path>) {
    for (const path of paths) {
      let node = this.root;
      for (const segment of path) node = node.want(segment);
    }
  }

  /** The node at one of the paths, or its deepest ancestor that was found. */
  found(path: Path): WantedNode {
    let node = this.root;
    for (const segment of path) {
      const child = node.isList && typeof segment !== "number" ? undefined : node.child(segment);
      if (child === undefined || child.start < 0) break;
      node = child;
    }
    return node;
  }

  /** The place of the node at one of the paths, or of its deepest ancestor that was found. */
  range(path: Path): Range {
    const { start, end } = this.found(path);
    return { start, end };
  }
}
