/**
 * Facts about a value: of the value itself, then of its elements, fields or values, then of theirs. Empty where there
 * are none.
 */
export type Levels<Fact> = readonly (Fact | undefined)[];

/** How many levels are told apart. Deeper ones count as of the last. */
export const depth = 4;

/**
 * A fact that holds where either does: `left` itself where `right` adds nothing, by which an analysis knows its end.
 */
export type Join<Fact> = (left: Fact, right: Fact) => Fact;

/** The facts of an element, field or value. */
export function within<Fact>(levels: Levels<Fact>): Levels<Fact> {
  return levels.length < depth ? levels.slice(1) : [...levels.slice(1), levels.at(-1)];
}

/** How levels of facts are put together. */
export class Lattice<Fact> {
  readonly #join: Join<Fact>;

  constructor(join: Join<Fact>) {
    this.#join = join;
  }

  /** The facts of a value that holds another, of which itself nothing is known. */
  around(levels: Levels<Fact>): Levels<Fact> {
    if (levels.length === 0) return levels;
    const all = [undefined, ...levels];
    return all.length <= depth ? all : [...all.slice(0, depth - 1), this.#joinedFact(all[depth - 1], all[depth])];
  }

  /** The facts of a value that may be either of two; `left` itself where `right` adds nothing. */
  joined(left: Levels<Fact>, right: Levels<Fact>): Levels<Fact> {
    if (right.length === 0 || left === right) return left;
    if (left.length === 0) return right;
    const both = Array.from({ length: Math.max(left.length, right.length) }, (_, level) =>
      this.#joinedFact(left[level], right[level]),
    );
    return both.every((fact, level) => fact === left[level]) ? left : both;
  }

  /** The facts of a value that may be any of several. */
  any(all: readonly Levels<Fact>[]): Levels<Fact> {
    return all.reduce((left, right) => this.joined(left, right), []);
  }

  anyFact(facts: readonly (Fact | undefined)[]): Fact | undefined {
    return facts.reduce((left, right) => this.#joinedFact(left, right), undefined);
  }

  #joinedFact(left: Fact | undefined, right: Fact | undefined): Fact | undefined {
    return left === undefined ? right : right === undefined ? left : this.#join(left, right);
  }
}
