import fc from "fast-check";
import { random, things } from "../language/things.ts";
import { loadOpa } from "../opa-program.ts";
import type { Input } from "./inputs.ts";
import { programOf, runPrograms } from "./run.ts";

/** Tapes of programs from small to large, always the same for a seed. */
export function tapes(seed: number, count: number): number[][] {
  const next = random(seed);
  return Array.from({ length: count }, () =>
    Array.from({ length: 30 + Math.floor(next() * 250) }, () => Math.floor(next() * 1000)),
  );
}

/** Documents of kind Thing as JSON gives them. */
export function documents(seed: number, count: number): unknown[] {
  return things(seed, count).map((thing) => JSON.parse(JSON.stringify(thing)) as unknown);
}

/**
 * The smallest program found that fails as the given one does.
 *
 * @param seconds how long to look for one
 */
export async function shrink(tape: readonly number[], inputs: readonly Input[], seconds: number): Promise<string> {
  const opa = await loadOpa();
  let smallest = programOf(tape, 0);
  const isFailing = async (candidate: readonly number[]): Promise<boolean> => {
    const text = programOf(candidate, 0);
    const { divergences } = await runPrograms([text], inputs, opa);
    if (divergences.length > 0 && text.length < smallest.length) smallest = text;
    return divergences.length > 0;
  };
  const anyTape = fc.array(fc.nat(999), { maxLength: 400 });
  await fc.check(
    fc.asyncProperty(anyTape, async (candidate) => !(await isFailing(candidate))),
    {
      examples: [[[...tape]]],
      numRuns: 1,
      interruptAfterTimeLimit: seconds * 1000,
    },
  );
  return smallest;
}
