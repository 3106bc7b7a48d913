import type { RuleDescriptor } from "../manifest/manifest.ts";

/** Whether a violation of the rule fails a run or keeps an object out; of a rule of less severity it is a warning. */
export function denies({ severity }: RuleDescriptor): boolean {
  return severity === "critical" || severity === "high";
}
