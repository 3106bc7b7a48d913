import { readFileSync } from "node:fs";

/** A command that the README shows, and what it says comes out, line by line. */
export interface Shown {
  readonly command: string;
  readonly output: readonly string[];
  /** The line of README.md on which the command stands. */
  readonly line: number;
}

/** A fenced block of README.md. */
export interface Block {
  readonly language: string;
  readonly lines: readonly string[];
  /** The line of README.md on which the first of its lines stands. */
  readonly line: number;
}

/** All fenced blocks of README.md, in order. */
export function blocks(): Block[] {
  const found: Block[] = [];
  let open: { language: string; lines: string[]; line: number } | undefined;
  for (const [index, line] of readFileSync("README.md", "utf8").split("\n").entries()) {
    const fence = /^```(\w*)$/.exec(line);
    if (fence === null) open?.lines.push(line);
    else if (open === undefined) open = { language: fence[1]!, lines: [], line: index + 2 };
    else {
      found.push(open);
      open = undefined;
    }
  }
  return found;
}

/** The commands of the `console` blocks; those of other blocks have no output to compare with. */
export function shownCommands(): Shown[] {
  return blocks()
    .filter(({ language }) => language === "console")
    .flatMap(({ lines, line }) => {
      const commands: { command: string; output: string[]; line: number }[] = [];
      for (const [index, text] of lines.entries()) {
        if (text.startsWith("$ ")) commands.push({ command: text.slice(2), output: [], line: line + index });
        else commands.at(-1)?.output.push(text);
      }
      return commands;
    });
}

/**
 * Where the output of a command isn't what is shown, in words; `undefined` where it is. A line `…` stands for any
 * number of lines, and a `…` in a line for any text. Colour and empty lines at the end don't count.
 */
export function difference(shown: readonly string[], output: string): string | undefined {
  const lines = output
    .replace(/\u001b\[[0-9;]*m/gu, "")
    .trimEnd()
    .split("\n");
  const wanted = [...shown];
  while (wanted.at(-1) === "") wanted.pop();
  let position = 0;
  let anywhere = false;
  for (const line of wanted) {
    if (line.trim() === "…") {
      anywhere = true;
      continue;
    }
    const expression = new RegExp(`^${line.split("…").map(escaped).join(".*")}$`, "u");
    const at = lines.findIndex((candidate, index) => index >= position && expression.test(candidate));
    if (at < 0 || (at > position && !anywhere))
      return `not in the output: ${line}\nnext there: ${lines[position] ?? "its end"}`;
    position = at + 1;
    anywhere = false;
  }
  if (position < lines.length && !anywhere) return `not shown: ${lines[position]}`;
  return undefined;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/gu, "\\$&");
}
