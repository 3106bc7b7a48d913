import type { Path, Segment } from "../../paths.ts";
import type { Range } from "../../text/range.ts";
import type { Limits } from "../limits.ts";
import { Refusal } from "../refusal.ts";
import type { IndexedFile } from "../source-file.ts";
import type { LoadProblem, LoadResult, Location, SourceDocument, SourceFile } from "../types.ts";
import { WantedPlaces } from "../wanted-places.ts";
import type { Decoded } from "./decode.ts";
import { yamlLocator } from "./locate.ts";
import { parseYamlDocument, parseYamlTree } from "./parse.ts";
import { placePlain, readPlain } from "./plain/read.ts";
import { splitDocuments } from "./split.ts";

/** Reads a YAML stream, each of its documents by itself: a broken one leaves the others as they are. */
export function parseYamlFile(file: IndexedFile, limits: Limits): LoadResult {
  const documents: SourceDocument[] = [];
  const problems: LoadProblem[] = [];
  for (const piece of splitDocuments(file.text)) {
    try {
      const { value, inexactNumbers } = parsePiece(file.text, piece, limits);
      documents.push(new YamlDocument(file, documents.length, value, inexactNumbers, piece, limits));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      problems.push(error.within(piece.start).in(file));
    }
  }
  return { documents, problems };
}

class YamlDocument implements SourceDocument {
  readonly format = "yaml";
  readonly file: SourceFile;
  readonly index: number;
  readonly value: unknown;
  readonly inexactNumbers: readonly Path[];
  readonly #source: IndexedFile;
  readonly #piece: Range;
  readonly #limits: Limits;

  constructor(file: IndexedFile, index: number, value: unknown, inexact: Segment[][], piece: Range, limits: Limits) {
    this.file = file;
    this.index = index;
    this.value = value;
    this.inexactNumbers = inexact;
    this.#source = file;
    this.#piece = piece;
    this.#limits = limits;
  }

  locate(path: Path): Location {
    return this.locateAll([path])[0]!;
  }

  locateAll(paths: readonly Path[]): Location[] {
    const find = locatorOf(this.file.text, this.#piece, this.#limits, paths);
    return paths.map((path) => {
      const { start, end } = find(path);
      return this.#source.span(start, Math.min(end, this.#piece.end));
    });
  }

  firstLine(): number {
    const { start, end } = this.#piece;
    // Blank lines, comments, directives and the document's own marker come before its content.
    const skipped = /^(?:[ \t]*(?:#[^\n]*)?\r?\n|%[^\n]*\n|---[ \t]*(?:#[^\n]*)?\r?\n)*/.exec(
      this.file.text.slice(start, end),
    )![0].length;
    return this.#source.place(start + skipped).line;
  }
}

/** Most documents need no more than the reader of plain ones. */
function parsePiece(text: string, piece: Range, limits: Limits): Decoded {
  const plain = readPlain(text, piece, limits);
  return plain === undefined
    ? parseYamlDocument(text.slice(piece.start, piece.end), limits)
    : { value: plain, inexactNumbers: [] };
}

function locatorOf(text: string, piece: Range, limits: Limits, paths: readonly Path[]): (path: Path) => Range {
  const wanted = new WantedPlaces(paths);
  if (placePlain(text, piece, limits, wanted)) return (path) => wanted.range(path);
  const find = yamlLocator(parseYamlTree(text.slice(piece.start, piece.end), limits));
  return (path) => {
    const { start, end } = find(path);
    return { start: piece.start + start, end: piece.start + end };
  };
}
