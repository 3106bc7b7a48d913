/** A command that only reads, as it is run: without a shell. */
export interface Command {
  readonly program: "aws" | "kubectl";
  readonly arguments: readonly string[];
}

/** What a command came to. */
export interface Outcome {
  /** Its exit code; null where the program can't be started, or was ended by a signal. */
  readonly code: number | null;
  readonly output: string;
  readonly errorOutput: string;
}

/** Runs a command. */
export type Execute = (command: Command) => Promise<Outcome>;

/** A command as a shell takes it. */
export function shellText({ program, arguments: given }: Command): string {
  return [program, ...given.map(quoted)].join(" ");
}

/** A word as a shell takes it: in single quotes, unless nothing in it means anything to a shell. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
