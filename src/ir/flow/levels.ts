/**
 * Facts about a value: of the value itself, then of its elements, fields or values, then of theirs. Empty where there
 * are none.
 */
export type Levels<Fact> = readonly (Fact | undefined)[];

/** How many levels are told apart. Deeper ones count as of the last. */
export const depth = 4;

/** A fact that holds where either does: `left` itself where `right` adds nothing, by which an analysis sees its end. */
export type Join<Fact> = (left: Fact, right: Fact) => Fact;

/** The facts of an element, field or value. */
export function within<Fact>(levels: Levels<Fact>): Levels<Fact> {
  return levels.length < depth ? levels.slice(1) : [...levels.slice(1), levels.at(-1)];
}

/** The facts of a value that holds another, of which itself nothing is known. */
export function around<Fact>(levels: Levels<Fact>, join: Join<Fact>): Levels<Fact> {
  if (levels.length === 0) return levels;
  const all = [undefined, ...levels];
  return all.length <= depth ? all : [...all.slice(0, depth - 1), joinedFact(all[depth - 1], all[depth], join)];
}

/** The facts of a value that may be either of two; `left` itself where `right` adds nothing. */
export function joined<Fact>(left: Levels<Fact>, right: Levels<Fact>, join: Join<Fact>): Levels<Fact> {
  if (right.length === 0 || left === right) return left;
  if (left.length === 0) return right;
  const both = Array.from({ length: Math.max(left.length, right.length) }, (_, level) =>
    joinedFact(left[level], right[level], join),
  );
  return both.every((fact, level) => fact === left[level]) ? left : both;
}

export function joinedFact<Fact>(left: Fact | undefined, right: Fact | undefined, join: Join<Fact>): Fact | undefined {
  return left === undefined ? right : right === undefined ? left : join(left, right);
}
