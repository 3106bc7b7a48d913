import { engines, requireEngines } from "../engines/locate.ts";

/** Whether a real engine is there; where it must be and isn't, what uses it fails. */
export function isAvailable(name: string): boolean {
  const available = engines.some((engine) => engine.name === name && engine.available);
  if (!available && !requireEngines)
    console.log(`NOTE: ${name} was NOT asked; with Go installed, node scripts/build-engines.mjs builds it`);
  return available || requireEngines;
}
