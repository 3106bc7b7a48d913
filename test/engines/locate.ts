import { type Engine, isLeftOut, isReady, leftOutText, readEngines } from "../../scripts/engines.mjs";

/** Every engine of the conformance suite, built or not. */
export const engines: readonly Engine[] = readEngines();

function named(name: string): Engine {
  const found = engines.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`no engine "${name}" in tools/engines/engines.json`);
  return found;
}

/**
 * The engine of that name, which must be built.
 *
 * @throws Error if there is no such engine, or it isn't built from its module as it stands
 */
export function engine(name: string): Engine {
  const found = named(name);
  if (!isReady(found)) throw new Error(`${name} is not built; \`npm run test:engines\` builds it`);
  return found;
}

/** Whether an engine is tested; of one that isn't, the runner shows what this says. */
export function isTested(name: string): boolean {
  const found = named(name);
  if (!isLeftOut(found)) return true;
  console.log(leftOutText(found));
  return false;
}
