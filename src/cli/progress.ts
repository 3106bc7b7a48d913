import { grouped } from "../reporters/paint.ts";

/** A terminal, or what stands for one in a test. */
interface Terminal {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** How long a run is silent, and how often it says something then, in milliseconds. */
const silence = 1000;
const interval = 100;

/** Says on a terminal how far a long run is, on one line that is gone at the end; says nothing anywhere else. */
export class Progress {
  readonly #terminal: Terminal;
  readonly #now: () => number;
  #next: number;
  #isShown = false;

  constructor(terminal: Terminal, now: () => number = Date.now) {
    this.#terminal = terminal;
    this.#now = now;
    this.#next = terminal.isTTY === true ? now() + silence : Number.POSITIVE_INFINITY;
  }

  /** @param files how many files were checked so far */
  show(files: number): void {
    if (this.#now() < this.#next) return;
    this.#next = this.#now() + interval;
    this.#isShown = true;
    this.#terminal.write(`\r${grouped(files)} files …`);
  }

  end(): void {
    if (this.#isShown) this.#terminal.write("\r\u001b[K");
    this.#isShown = false;
  }
}
