import { unique } from "regoscript";
import type { Chain } from "./answer.ts";
import type { Evidence } from "./evidence.ts";

/** Whether somebody may do something, and why. */
export interface Answer {
  /** `undetermined`: what was given doesn't tell. */
  readonly verdict: "allow" | "deny" | "undetermined";
  /** Where the principal's name in the cluster comes from; `user` of one that is a user of the cluster by itself. */
  readonly source: "access entry" | "aws-auth" | "none" | "user";
  readonly username: string;
  readonly groups: readonly string[];
  /** Where the mapping stands. */
  readonly mapping: readonly Evidence[];
  /** All ways in which it is allowed. */
  readonly chains: readonly Chain[];
  /** What else is worth knowing. */
  readonly notes: readonly string[];
  /** Why it can't be told. */
  readonly because: readonly string[];
  /** Commands that collect what would tell. */
  readonly collect: readonly string[];
}

/** Who asks. */
export interface Asking {
  /** ARN of an IAM principal or of a role's session, or the name of a user of the cluster. */
  readonly principal: string;
  /** Groups beside those that the run shows. */
  readonly groups: readonly string[];
}

/** What was found out about somebody and a request, from which the answer follows. */
export interface Finding {
  readonly source: Answer["source"];
  readonly username: string;
  readonly groups: readonly string[];
  readonly mapping: readonly Evidence[];
  readonly chains: readonly Chain[];
  readonly notes: readonly string[];
  /** Why it isn't sure that the chains count, and what would tell. */
  readonly conditions: readonly string[];
  readonly collectForConditions: readonly string[];
  /** Why there may be more chains, and what would tell. */
  readonly doubts: readonly string[];
  readonly collectForDoubts: readonly string[];
}

/** The answer that follows. */
export function concluded(finding: Finding): Answer {
  const { source, username, groups, mapping, chains, notes } = finding;
  const isFound = chains.length > 0;
  const because = isFound ? finding.conditions : [...finding.conditions, ...finding.doubts];
  const collect = isFound
    ? finding.collectForConditions
    : [...finding.collectForConditions, ...finding.collectForDoubts];
  const isSure = because.length + collect.length === 0;
  return {
    verdict: isSure ? (isFound ? "allow" : "deny") : "undetermined",
    source,
    username,
    groups,
    mapping,
    chains,
    notes,
    because: unique(because),
    collect: unique(collect),
  };
}
