import type { Evidence } from "./evidence.ts";
import { itemOf } from "./evidence.ts";
import { type Grant, holdsFor } from "./grant.ts";
import { permissionAllows, type Request } from "./permission.ts";
import type { RuleSet } from "./rule-set.ts";

/** What a cluster gives. */
export interface Index {
  readonly ruleSets: ReadonlyMap<string, RuleSet>;
  readonly all: readonly Grant[];
  /** The same by who gets them. */
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
  return narrowed(new Map(ruleSets.map((ruleSet) => [ruleSet.key, ruleSet])), grants);
}

/** The index of some grants only, of the same rule sets. */
export function narrowed(ruleSets: ReadonlyMap<string, RuleSet>, grants: readonly Grant[]): Index {
  return { ruleSets, all: grants, grants: bySubject(grants) };
}

function bySubject(grants: readonly Grant[]): Map<string, readonly Grant[]> {
  const lists = new Map<string, readonly Grant[]>();
  for (const grant of grants) lists.set(grant.subject, [...(lists.get(grant.subject) ?? []), grant]);
  return lists;
}

/** All ways in which any of some subjects may do what is asked. */
export function chainsOf(index: Index, subjects: readonly string[], request: Request): Chain[] {
  return subjects.flatMap((subject) => chainsThrough(index.grants.get(subject) ?? [], index, request));
}

/** The ways in which some grants allow a request. */
export function chainsThrough(grants: readonly Grant[], { ruleSets }: Index, request: Request): Chain[] {
  const chains: Chain[] = [];
  for (const { subject, ruleSet, isClusterWide, namespace, evidence } of grants.filter(
    (grant) => holdsFor(grant, request) === true,
  )) {
    const rule = allowingRule(ruleSets.get(ruleSet), request);
    if (rule === undefined) continue;
    chains.push({ subject, ruleSet, isClusterWide, namespace, steps: [evidence, rule] });
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
      const reasons = ruleSet.incomplete
        .filter(({ within }) => within.some((rule) => permissionAllows(rule, request)))
        .map(({ reason }) => reason);
      if (holds === true) {
        for (const reason of reasons) doubts.push(reason);
      } else if (reasons.length > 0 || allowingRule(ruleSet, request) !== undefined)
        doubts.push(
          `whether ${grant.namespace} of ${resource} is also the namespace ${request.namespace}, AWS doesn't say`,
        );
    }
  }
  return doubts;
}
