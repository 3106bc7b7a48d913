import type { Limits } from "../limits.ts";
import type { IndexedFile } from "../source-file.ts";
import type { LoadProblem, LoadResult, Location, PathSegment, SourceDocument, SourceFile } from "../types.ts";
import { yamlLocator } from "./locate.ts";
import type { Span } from "./locate.ts";
import { YamlProblem, parseYamlDocument, parseYamlTree } from "./parse.ts";
import { plainLocator } from "./plain.ts";
import { splitDocuments } from "./split.ts";
import type { Piece } from "./split.ts";

/** Reads a YAML stream, each of its documents by itself: a broken one leaves the others as they are. */
export function parseYamlFile(file: IndexedFile, limits: Limits): LoadResult {
  const documents: SourceDocument[] = [];
  const problems: LoadProblem[] = [];
  for (const piece of splitDocuments(file.text)) {
    const text = file.text.slice(piece.start, piece.end);
    try {
      const { value, inexactNumbers } = parseYamlDocument(text, limits);
      documents.push(new YamlDocument(file, documents.length, value, inexactNumbers, piece, limits));
    } catch (error) {
      if (!(error instanceof YamlProblem)) throw error;
      const { line, column } = file.place(piece.start + Math.min(error.offset, text.length));
      problems.push({ file: file.name, line, column, message: error.message, remedy: error.remedy });
    }
  }
  return { documents, problems };
}

class YamlDocument implements SourceDocument {
  readonly format = "yaml";
  readonly file: SourceFile;
  readonly index: number;
  readonly value: unknown;
  readonly inexactNumbers: readonly (readonly PathSegment[])[];
  readonly #source: IndexedFile;
  readonly #piece: Piece;
  readonly #limits: Limits;
  #find: ((path: readonly PathSegment[]) => Span) | undefined;

  constructor(file: IndexedFile, index: number, value: unknown, inexact: PathSegment[][], piece: Piece, limits: Limits) {
    this.file = file;
    this.index = index;
    this.value = value;
    this.inexactNumbers = inexact;
    this.#source = file;
    this.#piece = piece;
    this.#limits = limits;
  }

  locate(path: readonly PathSegment[]): Location {
    const { start, end } = this.#piece;
    this.#find ??= locatorOf(this.file.text.slice(start, end), this.#limits);
    const span = this.#find(path);
    return this.#source.span(start + span.start, Math.min(start + span.end, end));
  }

  firstLine(): number {
    const { start, end } = this.#piece;
    // Blank lines, comments, directives and the document's own marker come before its content.
    const skipped = /^(?:[ \t]*(?:#[^\n]*)?\r?\n|%[^\n]*\n|---[ \t]*(?:#[^\n]*)?\r?\n)*/.exec(this.file.text.slice(start, end))![0].length;
    return this.#source.place(start + skipped).line;
  }
}

function locatorOf(text: string, limits: Limits): (path: readonly PathSegment[]) => Span {
  return plainLocator(text, limits) ?? yamlLocator(parseYamlTree(text, limits));
}
