import { Refusal } from "../refusal.ts";
import type { Instruction } from "./arguments.ts";
import { parseInstruction } from "./arguments.ts";
import { findFault } from "./checks.ts";
import { Directives } from "./directives.ts";
import { type Heredoc, heredocsOf } from "./heredoc.ts";
import { dockerfileRefusal } from "./refusal.ts";
import { trim, trimStart } from "./words.ts";

/** The text of a here-document. */
export interface HeredocText {
  /** The line that ends it. */
  readonly name: string;
  /** Its lines, each with its line end; of `<<-` without the tabs in front of them. */
  readonly content: string;
  /** The first of its lines, from 1. */
  readonly startLine: number;
  /** The line that ends it, from 1. */
  readonly endLine: number;
}

/** An instruction with its lines, from 1. */
export interface PlacedInstruction extends Instruction {
  /** Its here-documents in order; undefined where `<<` doesn't stand in it, or means nothing. */
  readonly heredocs: readonly HeredocText[] | undefined;
  readonly startLine: number;
  readonly endLine: number;
  /** The comments above it, without `#`, each with its line. */
  readonly comments: readonly { readonly text: string; readonly line: number }[];
}

/** bufio.MaxScanTokenSize, at which BuildKit gives up. */
const longestLine = 64 * 1024;

/**
 * Reads the instructions of a Dockerfile as BuildKit 0.33 does (frontend/dockerfile/parser/parser.go), the version in
 * conftest 0.71.
 *
 * @throws Refusal where BuildKit fails.
 */
export function readInstructions(text: string): PlacedInstruction[] {
  return new Reader(text).read();
}

class Reader {
  readonly #lines: readonly string[];
  readonly #directives = new Directives();
  /** Offsets of the lines. */
  readonly #starts: readonly number[];
  #next = 0;

  constructor(text: string) {
    // Like bufio's scanner: an empty text has no line, and a line keeps its end.
    this.#lines = text.match(/[^\n]+\n?|\n/g) ?? [];
    let start = 0;
    this.#starts = this.#lines.map((line) => {
      start += line.length;
      return start - line.length;
    });
  }

  read(): PlacedInstruction[] {
    const instructions: PlacedInstruction[] = [];
    let comments: { text: string; line: number }[] = [];
    for (let raw = this.#line(); raw !== undefined; raw = this.#line()) {
      const startLine = this.#next;
      if (isComment(raw)) {
        const comment = trim(raw.slice(1));
        if (comment === "") comments = [];
        else comments.push({ text: comment, line: startLine });
      }
      const stripped = trimStart(withoutLineEnd(raw));
      if (this.#isDirective(stripped)) comments.pop();
      const joined = this.#join(isComment(stripped) ? "" : stripped);
      if (joined === undefined) continue;
      instructions.push({ ...this.#instruction(joined, startLine), startLine, endLine: this.#next, comments });
      comments = [];
    }
    if (instructions.length === 0) throw dockerfileRefusal("file with no instructions");
    return instructions;
  }

  #line(): string | undefined {
    const line = this.#lines[this.#next];
    if (line === undefined) return undefined;
    this.#next += 1;
    if (line.length >= longestLine) {
      throw this.#refusal(`dockerfile line greater than max allowed size of ${longestLine - 1}`, this.#next);
    }
    return line;
  }

  #isDirective(line: string): boolean {
    return this.#placed(this.#next, () => this.#directives.read(line));
  }

  /** An instruction's text with its continued lines; undefined for a line with nothing in it. */
  #join(first: string): string | undefined {
    let [text, continues] = this.#withoutContinuation(first);
    if (!continues && text === "") return undefined;
    while (continues) {
      const raw = this.#line();
      if (raw === undefined) break;
      const line = withoutLineEnd(raw);
      this.#isDirective(line);
      // Comments and empty lines between continued lines are skipped.
      if (isComment(raw) || trimStart(line) === "") continue;
      const [part, more] = this.#withoutContinuation(line);
      text += part;
      continues = more;
    }
    return text;
  }

  #withoutContinuation(line: string): [string, boolean] {
    const escape = this.#directives.escape === "\\" ? "\\\\" : "`";
    const pattern = new RegExp(`([^${escape}])${escape}[ \\t]*$|^${escape}[ \\t]*$`);
    const match = pattern.exec(line);
    return match === null ? [line, false] : [line.slice(0, match.index) + (match[1] ?? ""), true];
  }

  #instruction(line: string, startLine: number): Omit<PlacedInstruction, "startLine" | "endLine" | "comments"> {
    const instruction = this.#placed(startLine, () => parseInstruction(line, this.#directives.escape));
    const mayHave = line.includes("<<") && takesHeredoc(instruction);
    const heredocs = mayHave ? heredocsOf(line).map((heredoc) => this.#heredoc(heredoc, startLine)) : undefined;
    const fault = findFault(instruction);
    if (fault !== undefined) throw this.#refusal(fault, startLine);
    return { ...instruction, heredocs };
  }

  #refusal(message: string, line: number): Refusal {
    return dockerfileRefusal(message, this.#starts[line - 1]);
  }

  /** What `read` gives, or its refusal with the place of the line that it reads. */
  #placed<Result>(line: number, read: () => Result): Result {
    try {
      return read();
    } catch (error) {
      throw error instanceof Refusal ? error.within(this.#starts[line - 1] ?? 0) : error;
    }
  }

  /** Reads the lines of a here-document and the one that ends it. */
  #heredoc({ name, chomp }: Heredoc, instructionLine: number): HeredocText {
    const startLine = this.#next + 1;
    let content = "";
    for (let raw = this.#line(); raw !== undefined; raw = this.#line()) {
      const line = chomp ? raw.replace(/^\t+/, "") : raw;
      if (withoutLineEnd(line) === name) return { name, content, startLine, endLine: this.#next };
      content += line;
    }
    throw this.#refusal("unterminated heredoc", instructionLine);
  }
}

function takesHeredoc(instruction: Instruction): boolean {
  const { command, json } = instruction.trigger ?? instruction;
  return ["add", "copy", "run"].includes(command.toLowerCase()) && !json;
}

function withoutLineEnd(line: string): string {
  let end = line.length;
  while (end > 0 && (line[end - 1] === "\n" || line[end - 1] === "\r")) end -= 1;
  return line.slice(0, end);
}

function isComment(line: string): boolean {
  return trimStart(line).startsWith("#");
}
