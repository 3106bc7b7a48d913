import type { Path, Segment } from "../paths.ts";
import { type Located, location, type PathLink, pathOf } from "./location.ts";
import type { Raw } from "./raw.ts";

/** What a rule yields: the node that breaks the rule, by its path, and one sentence that says how. */
export interface Violation {
  readonly path: Path;
  readonly message: string;
}

/**
 * A violation at `node`. Half of a surrogate pair in the message is U+FFFD, as in every UTF-8 text. The message is one
 * sentence without a final period that names what is wrong with this node; the rule's own title and remediation say the
 * rest.
 *
 * @throws TypeError if `node` is not part of a document (the compiler refuses that too)
 */
export function violation(node: Located | Raw, message: string): Violation {
  return { path: pathOf(linkOf(node)), message: message.toWellFormed() };
}

/**
 * The place of a field or an element below `node`: `at(pod, "hostNetwork")`, `at(statement, "Action", 0)`. Use it to
 * point at a value that is not an object, and so has no path of its own, or that is absent.
 *
 * @throws TypeError if `node` is not part of a document
 */
export function at(node: Located | Raw, ...keys: readonly Segment[]): Located {
  let link = linkOf(node);
  for (const key of keys) link = { parent: link, key };
  return { [location]: link };
}

/** @throws TypeError if `node` is not part of a document, which `result` needs */
export function linkOf(node: Located | Raw, result = "a violation"): PathLink | undefined {
  // By its form: a policy may be loaded with a copy of this class of its own.
  if ("link" in node && "value" in node) return node.link;
  if (!(location in node))
    throw new TypeError(`${result} needs a node of the document, not a value that the rule made`);
  return node[location];
}
