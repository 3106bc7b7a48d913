import { within } from "./characters.ts";
import { holds, type Program } from "./program.ts";

/** States that are kept; more are computed anew. */
const mostStates = 2000;

/** What a text may go on with, after what was read. */
interface State {
  readonly places: readonly number[];
  readonly before: number | undefined;
  /** The states that a character of each class leads to. */
  readonly next: (State | undefined)[];
}

/** Where a match is found, however the text goes on. */
const matched: State = { places: [], before: undefined, next: [] };

/**
 * Whether texts contain a match of an expression, in time in proportion to their length: all ways are followed at once,
 * and what they come to is kept for the next time.
 */
export class LinearMatcher {
  readonly #program: Program;
  #states = new Map<string, State>();
  readonly #first: State = { places: [], before: undefined, next: [] };

  constructor(program: Program) {
    this.#program = program;
  }

  /** Whether a text contains a match. */
  test(text: string): boolean {
    const { alphabet } = this.#program;
    let state = this.#first;
    for (let index = 0; index < text.length; index++) {
      const character = text.codePointAt(index)!;
      if (character > 0xffff) index++;
      const kind = alphabet.classOf(character);
      state = state.next[kind] ??= this.#after(state, alphabet.samples[kind]!);
      if (state === matched) return true;
    }
    return this.#places(state, undefined) === undefined;
  }

  #after(state: State, character: number): State {
    const places = this.#places(state, character);
    if (places === undefined) return matched;
    const key = `${character} ${places.join(" ")}`;
    let after = this.#states.get(key);
    if (after === undefined) {
      if (this.#states.size === mostStates) this.#forget();
      after = { places, before: character, next: [] };
      this.#states.set(key, after);
    }
    return after;
  }

  /** Lets go of all states: what they lead to as well, since each holds others. */
  #forget(): void {
    for (const state of this.#states.values()) state.next.length = 0;
    this.#first.next.length = 0;
    this.#states = new Map();
  }

  /** The places after one more character, or after none, in order; `undefined` where there is a match before it. */
  #places({ places, before }: State, character: number | undefined): number[] | undefined {
    const { instructions, start, flags } = this.#program;
    const reached = new Set<number>();
    const pending = [start, ...places];
    const next = new Set<number>();
    for (let index = pending.pop(); index !== undefined; index = pending.pop()) {
      if (reached.has(index)) continue;
      reached.add(index);
      const instruction = instructions[index]!;
      switch (instruction.kind) {
        case "match":
          return undefined;
        case "character":
          if (character !== undefined && within(instruction.ranges, character)) next.add(instruction.next);
          break;
        case "split":
          for (const way of instruction.ways) pending.push(way);
          break;
        case "assertion":
          if (holds(instruction.assertion, before, character, flags)) pending.push(instruction.next);
          break;
        // What matches nothing leads no further than what doesn't repeat it.
        case "enter":
        case "leave":
          pending.push(instruction.next);
      }
    }
    return [...next].sort((left, right) => left - right);
  }
}
