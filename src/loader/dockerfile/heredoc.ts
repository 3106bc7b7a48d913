import { isSpace } from "./words.ts";

/** A here-document that an instruction announces. */
export interface Heredoc {
  /** The line that ends it. */
  readonly name: string;
  /** `<<-`: tabs in front of its lines don't count. */
  readonly chomp: boolean;
}

/** The here-documents of a line, in order (BuildKit parser.go, `heredocsFromLine`). */
export function heredocsOf(line: string): Heredoc[] {
  const words = shellWords(line, { quotes: true, escapes: true }) ?? [];
  return words.map(heredocOf).filter((heredoc) => heredoc !== undefined);
}

/** The here-document that a word announces, if it does. */
export function heredocOf(word: string): Heredoc | undefined {
  const match = /^(\d*)<<(-?)\s*((?:[^<\s][^<]*)?)$/.exec(word);
  const rest = match?.[3] ?? "";
  if (match === null || rest === "") return undefined;
  const names = shellWords(rest, { quotes: false, escapes: false });
  const [name] = names ?? [];
  return names?.length === 1 && name !== undefined ? { name, chomp: match[2] === "-" } : undefined;
}

interface Keep {
  readonly quotes: boolean;
  readonly escapes: boolean;
}

/**
 * Splits a line into shell words, variables left as they are (BuildKit shell/lex.go with no environment).
 *
 * @returns undefined where BuildKit's lexer fails.
 */
function shellWords(line: string, keep: Keep): string[] | undefined {
  const words: string[] = [];
  let word = "";
  let position = 0;
  while (position < line.length) {
    const character = line[position] ?? "";
    if (character === "'" || character === '"') {
      const end = quoteEnd(line, position);
      if (end === undefined) return undefined;
      word += quoted(line.slice(position, end), keep);
      position = end;
    } else if (character === "\\") {
      word += (keep.escapes ? "\\" : "") + (line[position + 1] ?? "");
      position += 2;
    } else if (character === "$" && line[position + 1] === "{") {
      const end = line.indexOf("}", position);
      if (end < 0) return undefined;
      word += line.slice(position, end + 1);
      position = end + 1;
    } else if (line.startsWith("<<", position)) {
      const gap = /^<<[ \t\r\n]*/.exec(line.slice(position))?.[0] ?? "<<";
      word += gap;
      position += gap.length;
    } else if (isSpace(character)) {
      if (word !== "") words.push(word);
      word = "";
      position += 1;
    } else {
      word += character;
      position += 1;
    }
  }
  if (word !== "") words.push(word);
  return words;
}

function quoteEnd(line: string, start: number): number | undefined {
  const quote = line[start];
  for (let position = start + 1; position < line.length; position += 1) {
    if (line[position] === quote) return position + 1;
    if (quote === '"' && line[position] === "\\" && /["$\\]/.test(line[position + 1] ?? "")) position += 1;
  }
  return undefined;
}

function quoted(text: string, keep: Keep): string {
  const inner = text.slice(1, -1);
  const content = text.startsWith("'") || keep.escapes ? inner : inner.replace(/\\(["$\\])/g, "$1");
  return keep.quotes ? `${text[0]}${content}${text[0]}` : content;
}
