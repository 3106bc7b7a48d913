import { isLineEnd, isWord, within } from "./characters.ts";
import { holds, type Program } from "./program.ts";

/**
 * How many ways through an expression may be tried at one character of a text, whatever the text: the factor by which
 * matching is slower than reading.
 */
const mostWays = 100;

/** Steps of a way from one character to the next. */
const stepsOfWay = 10;

/** Effort after which the question is left open. */
const mostStates = 4000;
const mostSteps = 1_000_000;

/** In place of an instruction: the search that begins anew at each character. */
const search = -1;

/** What the matcher may still have to do at a place: the ways that it tries, in its order. */
interface State {
  readonly ways: readonly number[];
  readonly before: number | undefined;
  /** The text that led here. */
  readonly text: string;
}

/**
 * Whether JavaScript's matcher, which tries one way after another, takes time in proportion to the length of a text at
 * most: all texts are followed at once, with every way that the matcher could have to try, none joined with another.
 * Where the number of ways stays small, so does the work at each character.
 *
 * A way that ends in a match ends those after it, which the matcher never tries. With `repeats`, as for the flag `g`
 * and for `split`, the search goes on behind it.
 *
 * @returns `undefined` if so; else the begin of a text on which it may take longer, which is empty where there was too
 *   much to follow
 */
export function slowText(program: Program, repeats: boolean): string | undefined {
  const { samples } = program.alphabet;
  const pending: State[] = [
    // A sticky expression is tried at one place.
    { ways: [program.flags.includes("y") ? program.start : search], before: undefined, text: "" },
  ];
  const seen = new Set<string>();
  let spent = 0;
  // The last first, which gets deep soon: what is slow shows after some repetitions.
  for (let state = pending.pop(); state !== undefined; state = pending.pop()) {
    const next = samples
      .map((character): State & { readonly cost: number } => {
        const { left, steps } = step(program, state, character, repeats);
        spent += steps;
        const text = state.text.length < 40 ? state.text + String.fromCodePoint(character) : state.text;
        return { ways: left, before: character, text, cost: steps };
      })
      .sort((left, right) => left.ways.length - right.ways.length);
    for (const one of next) {
      if (one.ways.length > mostWays || one.cost > mostWays * stepsOfWay) return one.text;
      const key = `${contextOf(program, one.before)} ${one.ways.join(" ")}`;
      if (one.ways.length === 0 || seen.has(key)) continue;
      seen.add(key);
      pending.push(one);
    }
    if (seen.size > mostStates || spent > mostSteps) return "";
  }
  return undefined;
}

/** What assertions see of the character before. */
function contextOf({ flags }: Program, before: number | undefined): string {
  if (before === undefined) return "start";
  return flags.includes("m") && isLineEnd(before) ? "line" : isWord(before) ? "word" : "other";
}

/** The ways that are left after one more character; more than allowed where it takes too much to find them. */
function step(
  { instructions, start, flags }: Program,
  { ways, before }: State,
  character: number,
  repeats: boolean,
): { readonly left: number[]; readonly steps: number } {
  const left: number[] = [];
  let steps = 0;
  /** Follows a way up to the character; says whether it comes to a match. Entered loops have matched nothing yet. */
  const follow = (index: number, entered: readonly number[]): boolean => {
    steps++;
    if (left.length > mostWays || steps > mostWays * stepsOfWay) return false;
    const instruction = instructions[index]!;
    switch (instruction.kind) {
      case "match":
        return true;
      case "character":
        if (within(instruction.ranges, character)) left.push(instruction.next);
        return false;
      case "split":
        return instruction.ways.some((way) => follow(way, entered));
      case "assertion":
        return holds(instruction.assertion, before, character, flags) && follow(instruction.next, entered);
      case "enter":
        return follow(instruction.next, [...entered, instruction.loop]);
      case "leave":
        return !entered.includes(instruction.loop) && follow(instruction.next, entered);
    }
  };
  for (const way of ways) {
    const matched = follow(way === search ? start : way, []);
    // Behind a match that isn't empty, the search begins at this character.
    if (matched && repeats && way !== search) follow(start, []);
    if (way === search ? !matched || repeats : matched && repeats) left.push(search);
    if (matched) break;
  }
  return { left, steps };
}
