import type { AST } from "@eslint-community/regexpp";
import { isLineEnd, isWord, type Range, rangesOf, within } from "./characters.ts";

/** A step of a matcher; `next` and the like are indexes of steps. */
type Instruction =
  | { readonly kind: "character"; readonly ranges: readonly Range[]; readonly next: number }
  /** Ways to go on, the preferred first. */
  | { readonly kind: "split"; readonly ways: readonly number[] }
  | {
      readonly kind: "assertion";
      readonly assertion: AST.EdgeAssertion | AST.WordBoundaryAssertion;
      readonly next: number;
    }
  /** The begin of what may be repeated. */
  | { readonly kind: "enter"; readonly loop: number; readonly next: number }
  /** Its end, which is passed only if something was matched since. */
  | { readonly kind: "leave"; readonly loop: number; readonly next: number }
  | { readonly kind: "match" };

/** A regular expression as steps, with the characters that it tells apart. */
export interface Program {
  readonly instructions: readonly Instruction[];
  readonly start: number;
  readonly flags: string;
  readonly alphabet: Alphabet;
}

/** Beyond it no expression is looked at. */
const mostInstructions = 5000;

/** @returns `undefined` where the expression has look-around, back-references and the like, or is too large */
export function programOf(pattern: AST.Pattern, flags: string): Program | undefined {
  const instructions: Instruction[] = [];
  let loops = 0;
  let isKnown = true;
  const add = (instruction: Instruction): number => instructions.push(instruction) - 1;
  const unknown = (): number => {
    isKnown = false;
    return 0;
  };

  /** The steps of a part that go on with `next`: made from the end, so that it is there. */
  function part(node: AST.Element | AST.QuantifiableElement, next: number): number {
    if (!isKnown || instructions.length > mostInstructions) return unknown();
    switch (node.type) {
      case "Character":
      case "CharacterSet":
      case "CharacterClass": {
        const ranges = rangesOf(node, flags);
        return ranges === undefined ? unknown() : add({ kind: "character", ranges, next });
      }
      case "Group":
        return node.modifiers === null ? alternatives(node.alternatives, next) : unknown();
      case "CapturingGroup":
        return alternatives(node.alternatives, next);
      case "Assertion":
        return node.kind === "lookahead" || node.kind === "lookbehind"
          ? unknown()
          : add({ kind: "assertion", assertion: node, next });
      case "Quantifier":
        return repeated(node, next);
      default:
        return unknown();
    }
  }

  function alternatives(nodes: readonly AST.Alternative[], next: number): number {
    const ways = nodes.map(({ elements }) => elements.reduceRight((rest, element) => part(element, rest), next));
    return ways.length === 1 ? ways[0]! : add({ kind: "split", ways });
  }

  function repeated({ element, min, max, greedy }: AST.Quantifier, next: number): number {
    const choice = (body: number): Instruction => ({ kind: "split", ways: greedy ? [body, next] : [next, body] });
    const guarded = (after: number): number => {
      if (!mayBeEmpty(element)) return part(element, after);
      const loop = loops++;
      return add({ kind: "enter", loop, next: part(element, add({ kind: "leave", loop, next: after })) });
    };
    let rest = next;
    if (max === Infinity) {
      // The step that the body comes back to is there before the body.
      rest = add(choice(next));
      instructions[rest] = choice(guarded(rest));
    } else for (let count = min; count < max && isKnown; count++) rest = add(choice(guarded(rest)));
    for (let count = 0; count < min && isKnown; count++) rest = part(element, rest);
    return rest;
  }

  const start = alternatives(pattern.alternatives, add({ kind: "match" }));
  return isKnown ? { instructions, start, flags, alphabet: new Alphabet(instructions) } : undefined;
}

/** Whether a part of an expression matches the empty text. */
export function mayBeEmpty(node: AST.Alternative | AST.Element | AST.QuantifiableElement): boolean {
  switch (node.type) {
    case "Alternative":
      return node.elements.every(mayBeEmpty);
    case "Group":
    case "CapturingGroup":
      return node.alternatives.some(mayBeEmpty);
    case "Quantifier":
      return node.min === 0 || mayBeEmpty(node.element);
    case "Assertion":
      return true;
    default:
      return false;
  }
}

/** The classes of characters that a program doesn't tell apart, known by numbers. */
class Alphabet {
  /** First code points of intervals, sorted, and the class of each. */
  readonly #starts: readonly number[];
  readonly #classes: readonly number[];
  /** A code point of each class. */
  readonly samples: readonly number[];

  constructor(instructions: readonly Instruction[]) {
    const sets = [...new Set(instructions.flatMap((one) => (one.kind === "character" ? [one.ranges] : [])))];
    // Line ends and characters of words, for assertions.
    const starts = new Set([0, 0xa, 0xb, 0xd, 0xe, 0x2028, 0x202a, 0x30, 0x3a, 0x41, 0x5b, 0x5f, 0x60, 0x61, 0x7b]);
    for (const [from, to] of sets.flat()) starts.add(from).add(to + 1);
    this.#starts = [...starts].filter((start) => start <= 0x10ffff).sort((left, right) => left - right);
    const known = new Map<string, number>();
    const samples: number[] = [];
    this.#classes = this.#starts.map((start) => {
      const holding = sets.map((ranges) => (within(ranges, start) ? "1" : "0")).join("");
      const signature = `${isLineEnd(start)} ${isWord(start)} ${holding}`;
      let found = known.get(signature);
      if (found === undefined) {
        found = samples.push(start) - 1;
        known.set(signature, found);
      }
      return found;
    });
    this.samples = samples;
  }

  /** The class of a character. */
  classOf(codePoint: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle]! <= codePoint) low = middle;
      else high = middle - 1;
    }
    return this.#classes[low]!;
  }
}

/** Whether an assertion holds between two characters, `undefined` for none. */
export function holds(
  assertion: AST.EdgeAssertion | AST.WordBoundaryAssertion,
  before: number | undefined,
  after: number | undefined,
  flags: string,
): boolean {
  switch (assertion.kind) {
    case "start":
      return before === undefined || (flags.includes("m") && isLineEnd(before));
    case "end":
      return after === undefined || (flags.includes("m") && isLineEnd(after));
    case "word":
      return (isWord(before) !== isWord(after)) !== assertion.negate;
  }
}
