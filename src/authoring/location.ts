import type { Path, Segment } from "../paths.ts";

/**
 * A path as a linked list that ends at the document's root (`undefined`), so that decoding a node costs one small
 * object and an array is made only for the few nodes that a violation names.
 */
export interface PathLink {
  readonly parent: PathLink | undefined;
  readonly key: Segment;
}

/** The property under which a decoded node keeps its path. */
export const location: unique symbol = Symbol.for("regoscript.location");

/**
 * A node of a document, whose path is known: what a violation can point at. Each interface that describes a part of a
 * document extends it; the decoder gives each such object its path, and no other object has one.
 */
export interface Located {
  readonly [location]: PathLink | undefined;
}

/** The path of a link, from the document's root. */
export function pathOf(link: PathLink | undefined): Path {
  const path: Segment[] = [];
  for (let current = link; current !== undefined; current = current.parent) path.push(current.key);
  return path.reverse();
}
