import type { IndexedFile } from "./source-file.ts";
import type { LoadProblem } from "./types.ts";

/** Why a text isn't read: what is wrong, where (an offset into the text that was given), and what to do about it. */
export class Refusal extends Error {
  readonly offset: number;
  readonly remedy: string;

  constructor(message: string, offset: number, remedy: string) {
    super(message);
    this.offset = offset;
    this.remedy = remedy;
  }

  /** The same in a text of which the refused one is the part that begins at `start`. */
  within(start: number): Refusal {
    return new Refusal(this.message, start + this.offset, this.remedy);
  }

  /** What the user is told of it, for a refusal in a file's text. */
  in(file: IndexedFile): LoadProblem {
    const { line, column } = file.place(this.offset);
    return { file: file.name, line, column, message: this.message, remedy: this.remedy };
  }
}
