import { parseDockerfile } from "./dockerfile/parse.ts";
import { formatOfName, formatOfText } from "./formats.ts";
import { parseJsonFile } from "./json/parse.ts";
import type { Limits } from "./limits.ts";
import { defaultLimits } from "./limits.ts";
import { IndexedFile } from "./source-file.ts";
import type { LoadProblem, LoadResult, SourceFormat } from "./types.ts";
import { parseYamlFile } from "./yaml/parse-file.ts";

/** How to read a text. */
export interface ParseOptions {
  /** Overrides what the name and the text tell. */
  readonly format?: SourceFormat;
  readonly limits?: Partial<Limits>;
}

/**
 * Reads the documents of one file's text. Bad content is never thrown but reported, and what can be read beside it is
 * returned. Empty documents are left out, so an empty file has none.
 *
 * @param name - decides about the format, unless `options` does; a name that tells nothing leaves it to the text.
 */
export function parseDocuments(name: string, text: string, options: ParseOptions = {}): LoadResult {
  const limits = { ...defaultLimits, ...options.limits };
  const file = new IndexedFile(name, text.startsWith("\ufeff") ? text.slice(1) : text);
  const format = options.format ?? formatOfName(name) ?? formatOfText(file.text);
  const { documents, problems } = parseAs(format, file, limits);
  return { documents, problems: problems.map(withTidyMessage) };
}

function parseAs(format: SourceFormat, file: IndexedFile, limits: Limits): LoadResult {
  switch (format) {
    case "dockerfile":
      return file.text.trim() === "" ? nothing() : parseDockerfile(file);
    case "json":
      return parseJsonFile(file, limits);
    case "yaml":
      return parseYamlOrJson(file, limits);
  }
}

/** Messages quote the file, which may hold anything: a whole page, line breaks, codes that move the cursor. */
function withTidyMessage(problem: LoadProblem): LoadProblem {
  const message = problem.message.replace(/[\x00-\x1f\x7f-\x9f\u2028\u2029]+/g, " ");
  return { ...problem, message: message.length > longestMessage ? `${message.slice(0, longestMessage)}…` : message };
}

const longestMessage = 200;

function nothing(): LoadResult {
  return { documents: [], problems: [] };
}

/**
 * kubectl reads a file as JSON when it starts with a brace, whatever its name. What is both is the same in both; values
 * that follow each other without `---` are JSON alone.
 */
function parseYamlOrJson(file: IndexedFile, limits: Limits): LoadResult {
  const result = parseYamlFile(file, limits);
  if (result.problems.length === 0 || !/^\s*[[{]/.test(file.text)) return result;
  const json = parseJsonFile(file, limits);
  return json.problems.length === 0 ? json : result;
}
