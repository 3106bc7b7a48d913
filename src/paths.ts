/** One step into a document: a key of an object, or an index (from 0) of an array. */
export type Segment = string | number;

/** The way from a document's root to one of its nodes; the root is the empty path. */
export type Path = readonly Segment[];

/**
 * A path as people write it: `spec.containers[0].name`; the root is `the document`. `path_text` of the support
 * functions is its twin in Rego.
 */
export function pathText(path: Path): string {
  if (path.length === 0) return "the document";
  return path
    .map((segment, index) => (typeof segment === "number" ? `[${segment}]` : index === 0 ? segment : `.${segment}`))
    .join("");
}
