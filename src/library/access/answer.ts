import type { Evidence } from "./evidence.ts";
import { itemOf } from "./evidence.ts";
import { type Grant, holdsFor } from "./grant.ts";
import { permissionAllows, type Request } from "./permission.ts";
import type { RuleSet } from "./rule-set.ts";

/** What a cluster gives, by who gets it. */
export interface Index {
  readonly ruleSets: ReadonlyMap<string, RuleSet>;
  readonly grants: ReadonlyMap<string, readonly Grant[]>;
}

/** One way in which somebody may do what is asked. */
export interface Chain {
  /** As whom: `user NAME`, `group NAME`, `iam KEY`. */
  readonly subject: string;
  readonly ruleSet: string;
  /** Whether for the whole cluster; else `namespace` says where. */
  readonly isClusterWide: boolean;
  readonly namespace: string;
  /** What gives the rules, and the rule. */
  readonly steps: readonly Evidence[];
}

/** The index of some rule sets and grants. Of several rule sets with one key the last counts. */
export function indexOf(ruleSets: readonly RuleSet[], grants: readonly Grant[]): Index {
  const bySubject = new Map<string, Grant[]>();
  for (const grant of grants) {
    const known = bySubject.get(grant.subject);
    if (known === undefined) bySubject.set(grant.subject, [grant]);
    else known.push(grant);
  }
  return { ruleSets: new Map(ruleSets.map((ruleSet) => [ruleSet.key, ruleSet])), grants: bySubject };
}

/** All ways in which any of some subjects may do what is asked. */
export function chainsOf({ ruleSets, grants }: Index, subjects: readonly string[], request: Request): Chain[] {
  const chains: Chain[] = [];
  for (const subject of subjects) {
    for (const grant of grants.get(subject) ?? []) {
      if (holdsFor(grant, request) !== true) continue;
      const rule = allowingRule(ruleSets.get(grant.ruleSet), request);
      if (rule === undefined) continue;
      const { ruleSet, isClusterWide, namespace, evidence } = grant;
      chains.push({ subject, ruleSet, isClusterWide, namespace, steps: [evidence, rule] });
    }
  }
  return chains;
}

/** The first rule of a set that allows a request. */
function allowingRule(ruleSet: RuleSet | undefined, request: Request): Evidence | undefined {
  for (const { evidence, rules } of ruleSet?.parts ?? []) {
    for (const [item, rule] of rules.entries()) {
      if (permissionAllows(rule, request)) return itemOf(evidence, "rules", item);
    }
  }
  return undefined;
}

/**
 * Why it can't be said that some subjects may not do what is asked, though no rule allows it: of their own grants those
 * whose rules aren't all known, or of which it isn't known where they hold.
 *
 * @param hasAllRoles whether a role that isn't there surely doesn't exist, and so gives nothing
 */
export function doubtsOf(
  { ruleSets, grants }: Index,
  subjects: readonly string[],
  request: Request,
  hasAllRoles: boolean,
): string[] {
  const doubts: string[] = [];
  for (const subject of subjects) {
    for (const grant of grants.get(subject) ?? []) {
      const holds = holdsFor(grant, request);
      if (holds === false) continue;
      const { resource } = grant.evidence;
      const ruleSet = ruleSets.get(grant.ruleSet);
      if (ruleSet === undefined) {
        if (!hasAllRoles) doubts.push(`${resource} gives ${grant.ruleSet}, which isn't among what was given`);
        continue;
      }
      if (holds === true) doubts.push(...ruleSet.incomplete);
      else if (ruleSet.incomplete.length > 0 || allowingRule(ruleSet, request) !== undefined)
        doubts.push(
          `whether ${grant.namespace} of ${resource} is also the namespace ${request.namespace}, AWS doesn't say`,
        );
    }
  }
  return doubts;
}
