import type { Instruction } from "./arguments.ts";
import { ArgumentFault, parseInstruction } from "./arguments.ts";
import { findFault } from "./checks.ts";
import { DirectiveFault, Directives } from "./directives.ts";
import { DockerfileFault } from "./fault.ts";
import { heredocsOf } from "./heredoc.ts";
import { trim, trimStart } from "./words.ts";

/** An instruction with its lines, from 1. */
export interface PlacedInstruction extends Instruction {
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
 * @throws DockerfileFault where BuildKit fails.
 */
export function readInstructions(text: string): PlacedInstruction[] {
  return new Reader(text).read();
}

class Reader {
  readonly #lines: readonly string[];
  readonly #directives = new Directives();
  #next = 0;

  constructor(text: string) {
    // Like bufio's scanner: an empty text has no line, and a line keeps its end.
    this.#lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
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
    if (instructions.length === 0) throw new DockerfileFault("file with no instructions", 1);
    return instructions;
  }

  #line(): string | undefined {
    const line = this.#lines[this.#next];
    if (line === undefined) return undefined;
    this.#next += 1;
    if (line.length >= longestLine) {
      throw new DockerfileFault(`dockerfile line greater than max allowed size of ${longestLine - 1}`, this.#next);
    }
    return line;
  }

  #isDirective(line: string): boolean {
    try {
      return this.#directives.read(line);
    } catch (error) {
      throw error instanceof DirectiveFault ? new DockerfileFault(error.message, this.#next) : error;
    }
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

  #instruction(line: string, startLine: number): Instruction {
    let instruction: Instruction;
    try {
      instruction = parseInstruction(line, this.#directives.escape);
    } catch (error) {
      throw error instanceof ArgumentFault ? new DockerfileFault(error.message, startLine) : error;
    }
    if (line.includes("<<") && takesHeredoc(instruction)) this.#skipHeredocs(line, startLine);
    const fault = findFault(instruction);
    if (fault !== undefined) throw new DockerfileFault(fault, startLine);
    return instruction;
  }

  #skipHeredocs(line: string, startLine: number): void {
    for (const { name, chomp } of heredocsOf(line)) {
      let ended = false;
      for (let raw = this.#line(); raw !== undefined; raw = this.#line()) {
        const candidate = withoutLineEnd(raw);
        ended = (chomp ? candidate.replace(/^\t+/, "") : candidate) === name;
        if (ended) break;
      }
      if (!ended) throw new DockerfileFault("unterminated heredoc", startLine);
    }
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
