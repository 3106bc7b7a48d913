import type { Path } from "../../paths.ts";
import { Refusal } from "../refusal.ts";
import type { IndexedFile } from "../source-file.ts";
import type { LoadResult, Location, SourceDocument } from "../types.ts";
import type { HeredocText, PlacedInstruction } from "./instructions.ts";
import { readInstructions } from "./instructions.ts";

/**
 * An instruction in the shape in which conftest hands it to a policy (conftest parser/docker/docker.go), and what that
 * leaves out: the here-documents, under the names that BuildKit's parser has for them (parser.go, `Heredoc`).
 */
export interface DockerfileCommand {
  /** Lower case; `comment` for a line of a comment above an instruction. */
  readonly Cmd: string;
  /** What ONBUILD defers, as it is written. */
  readonly SubCmd: string;
  readonly JSON: boolean;
  readonly Flags: readonly string[] | null;
  readonly Value: readonly string[] | null;
  /** Stage of the build, from 0. */
  readonly Stage: number;
  /** In order; absent where there can be none. */
  readonly Heredocs?: readonly DockerfileHeredoc[];
}

/** A here-document of an instruction. */
interface DockerfileHeredoc {
  /** The line that ends it. */
  readonly Name: string;
  /** Its lines; of `<<-` without the tabs in front of them. */
  readonly Content: string;
}

interface PlacedCommand {
  readonly command: DockerfileCommand;
  readonly heredocs: readonly HeredocText[];
  readonly startLine: number;
  readonly endLine: number;
}

/** Reads a Dockerfile into one document, the array of its commands. */
export function parseDockerfile(file: IndexedFile): LoadResult {
  let commands: PlacedCommand[];
  try {
    commands = placeCommands(readInstructions(file.text));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { documents: [], problems: [error.in(file)] };
  }
  const document: SourceDocument = {
    file,
    format: "dockerfile",
    index: 0,
    value: commands.map(({ command }) => command),
    inexactNumbers: [],
    locate: (path) => locate(file, commands, path),
    locateAll: (paths) => paths.map((path) => locate(file, commands, path)),
    firstLine: () => locate(file, commands, []).line,
  };
  return { documents: [document], problems: [] };
}

function placeCommands(instructions: readonly PlacedInstruction[]): PlacedCommand[] {
  const commands: PlacedCommand[] = [];
  let stages = 0;
  for (const instruction of instructions) {
    const name = instruction.command.toLowerCase();
    if (name === "from") stages += 1;
    const stage = Math.max(stages - 1, 0);
    for (const { text, line } of instruction.comments) {
      const command = { Cmd: "comment", SubCmd: "", JSON: false, Flags: null, Value: [text], Stage: stage };
      commands.push({ command, heredocs: [], startLine: line, endLine: line });
    }
    const { value, json } = instruction.trigger ?? instruction;
    const subCommand = instruction.trigger?.command ?? "";
    const { heredocs } = instruction;
    const command = { Cmd: name, SubCmd: subCommand, JSON: json, Flags: instruction.flags, Value: value, Stage: stage };
    const whole =
      heredocs === undefined
        ? command
        : { ...command, Heredocs: heredocs.map(({ name, content }) => ({ Name: name, Content: content })) };
    const { startLine, endLine } = instruction;
    commands.push({ command: whole, heredocs: heredocs ?? [], startLine, endLine });
  }
  return commands;
}

/**
 * The instruction that a path leads into; the line of the value itself where the instruction goes over several lines
 * and the value's text stands on one of them; the lines of a here-document, with the one that ends it.
 */
function locate(file: IndexedFile, commands: readonly PlacedCommand[], path: Path): Location {
  const [index, field, position] = path;
  const placed = typeof index === "number" ? commands[index] : undefined;
  if (placed === undefined) return { line: 1, column: 1 };
  const heredoc = field === "Heredocs" && typeof position === "number" ? placed.heredocs[position] : undefined;
  if (heredoc !== undefined) {
    const { startLine, endLine } = heredoc;
    return { line: startLine, column: 1, endLine, endColumn: file.line(endLine).length + 1 };
  }
  const values = field === "Value" || field === "Flags" ? placed.command[field] : null;
  const value = typeof position === "number" ? values?.[position] : undefined;
  if (value !== undefined && value !== "") {
    for (let line = placed.startLine; line <= placed.endLine; line += 1) {
      const column = file.line(line).indexOf(value);
      if (column >= 0) return { line, column: column + 1, endLine: line, endColumn: column + 1 + value.length };
    }
  }
  const first = file.line(placed.startLine);
  const column = first.length - first.trimStart().length + 1;
  return { line: placed.startLine, column, endLine: placed.endLine, endColumn: file.line(placed.endLine).length + 1 };
}
