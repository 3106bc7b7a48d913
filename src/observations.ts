import { createHash } from "node:crypto";
import { readFileSync, realpathSync, statSync } from "node:fs";

/** What can be asked of the file system. Each answer can be kept as JSON; what isn't there has an answer too. */
const questions = {
  text: (path: string): string | null => ifThere(() => digest(readFileSync(path, "utf8"))),
  isFile: (path: string): boolean => ifThere(() => statSync(path).isFile()) ?? false,
  isFolder: (path: string): boolean => ifThere(() => statSync(path).isDirectory()) ?? false,
  realPath: (path: string): string | null => ifThere(() => realpathSync(path)),
};

type Question = keyof typeof questions;

/** A question, what it was about and its answer. */
export type Observation = readonly [question: Question, path: string, answer: string | boolean | null];

/** All that was asked of the file system, so that it can be asked again. */
export class Observations {
  readonly #asked = new Map<string, Observation>();

  /** A file's text was read; without a text, there was no such file. */
  text(path: string, text: string | undefined): void {
    this.#add(["text", path, text === undefined ? null : digest(text)]);
  }

  /** Something else was asked, and answered with what a caller works with. */
  answered(question: Exclude<Question, "text">, path: string, answer: string | boolean | null): void {
    this.#add([question, path, answer]);
  }

  /** Whether the text of a file was read. */
  hasText(path: string): boolean {
    return this.#asked.has(`text ${path}`);
  }

  all(): readonly Observation[] {
    return [...this.#asked.values()];
  }

  #add(observation: Observation): void {
    const [question, path] = observation;
    this.#asked.set(`${question} ${path}`, observation);
  }
}

/** Whether the file system would give the same answers again. */
export function stillHold(observations: readonly Observation[]): boolean {
  return observations.every(([question, path, answer]) => questions[question](path) === answer);
}

/** A text's SHA-256 in hexadecimal. */
export function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function ifThere<Answer>(ask: () => Answer): Answer | null {
  try {
    return ask();
  } catch {
    return null;
  }
}
