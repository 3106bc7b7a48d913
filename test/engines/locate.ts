import { type Engine, isReady, readEngines } from "../../scripts/engines.mjs";

/** Every engine of the conformance suite, built or not. */
export const engines: readonly Engine[] = readEngines();

/**
 * The engine of that name, which must be built.
 *
 * @throws Error if there is no such engine, or it isn't built from its module as it stands
 */
export function engine(name: string): Engine {
  const found = engines.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`no engine "${name}" in tools/engines/engines.json`);
  if (!isReady(found)) throw new Error(`${name} is not built; \`npm run test:engines\` builds it`);
  return found;
}
