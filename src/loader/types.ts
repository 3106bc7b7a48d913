import type { Path } from "../paths.ts";
/**
 * A place in a file. Lines and columns count from 1; a column counts UTF-16 code units, as editors and SARIF's default
 * `columnKind` do. A tab is one column.
 */
export interface Location {
  readonly line: number;
  readonly column: number;
  /** Line of the last character. */
  readonly endLine?: number;
  /** Column just after the last character. */
  readonly endColumn?: number;
}

/** A file's name and text, shared by its documents. */
export interface SourceFile {
  /** The name as the user gave it or as the walk found it. */
  readonly name: string;
  /** The text without a byte order mark. */
  readonly text: string;
  /** The text of a line (from 1) without its line end, or "" when there is no such line. */
  line(number: number): string;
}

/** The syntax that a document was read with. */
export type SourceFormat = "yaml" | "json" | "dockerfile";

/** One parsed document of a file. */
export interface SourceDocument {
  readonly file: SourceFile;
  readonly format: SourceFormat;
  /** Position of the document in its file, from 0; empty documents are not counted. */
  readonly index: number;
  /**
   * A JSON value: null, boolean, number, string, array or object. A key `__proto__` is an ordinary own property. No
   * container occurs twice in it, aliases are expanded.
   */
  readonly value: unknown;
  /**
   * Paths of integers that a JavaScript number can't hold. Kubernetes keeps their every digit; `value` holds the
   * nearest double.
   */
  readonly inexactNumbers: readonly Path[];
  /**
   * Where the node at `path` stands, or its deepest existing ancestor.
   *
   * An entry of an object starts at its key and ends with its value, an element of an array starts after its dash. A
   * node reached through an alias stands where the anchor is; the alias itself stands where it is written. An entry
   * that came through a merge key stands where it is written, in the merged map.
   *
   * Worked out by reading the document again, at each call: what is wanted together is asked for with `locateAll`.
   */
  locate(path: Path): Location;
  /** Where the nodes at several paths stand, in their order, as `locate` says it; the document is read once. */
  locateAll(paths: readonly Path[]): Location[];
  /** The line, from 1, that the document's content starts at; found without reading it again. */
  firstLine(): number;
}

/** Why a file or a document could not be read. The rest of the run goes on. */
export interface LoadProblem {
  readonly file: string;
  /** From 1; absent when the whole file is meant. */
  readonly line?: number;
  readonly column?: number;
  /** Lower case, one line, no final period. */
  readonly message: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** What a walk leaves out since a program makes the documents of it. */
export interface Unrendered {
  /**
   * `chart`: a folder with `Chart.yaml`, whose templates are no YAML; `kustomization`: a file that a kustomization
   * patches resources with, or puts into one; `terraform`: a file of Terraform's language.
   */
  readonly what: "chart" | "kustomization" | "terraform";
  readonly file: string;
}

/** What was read from a file. */
export interface LoadResult {
  readonly documents: SourceDocument[];
  readonly problems: LoadProblem[];
}
