import { type Evidence as EvidenceOf, reachable, sorted } from "regoscript";
import { type LabelSelector, matchesSelector, type Role } from "regoscript/kubernetes";
import { declared, type Evidence } from "./evidence.ts";
import type { Permission } from "./permission.ts";

/** Rules that stand in one place. */
export interface Rules {
  readonly evidence: Evidence;
  readonly rules: readonly Permission[];
}

/** What a binding or an association gives: the rules of a role, or of an access policy. */
export interface RuleSet {
  /** `Role shop/reader`, `ClusterRole view`, `AccessPolicy AmazonEKSViewPolicy`. */
  readonly key: string;
  /** One for a role, several for one that is aggregated. */
  readonly parts: readonly Rules[];
  /** What else there may be. */
  readonly incomplete: readonly Gap[];
}

/** Rules that a set may have, of which it isn't known whether it has. */
export interface Gap {
  /** Why not, as a sentence without its period. */
  readonly reason: string;
  /** What these rules allow at most. */
  readonly within: readonly Permission[];
}

/** Rules that allow all requests. */
export const everything: readonly Permission[] = [
  { verbs: ["*"], apiGroups: ["*"], resources: ["*"], resourceNames: [], nonResourceURLs: ["*"] },
];

/** The key of a role's rules. A ClusterRole has no namespace. */
export function roleKey(kind: string, namespace: string, name: string): string {
  return kind === "Role" ? `Role ${namespace}/${name}` : `${kind} ${name}`;
}

/**
 * The rules of all roles of a run. Of a ClusterRole with an `aggregationRule` they are those of the ClusterRoles that
 * it selects, of those that these select and so on: what a controller of the cluster arrives at, which replaces the
 * rules that stand beside. Where it has been at work already, as the `uid` of an object shows, they are what it wrote.
 *
 * Source: https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/controller/clusterroleaggregation
 */
export function ruleSetsOf(roles: readonly EvidenceOf<Role>[]): RuleSet[] {
  const parts = new Map<string, Rules>();
  const counts = new Map<string, number>();
  for (const [position, { kind, metadata, rules }] of roles.entries()) {
    const key = keyOf(kind, metadata);
    parts.set(key, { evidence: declared("role", key, position), rules });
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const members = membersOf(roles);
  const open = new Set(counts.has("ClusterRole cluster-admin") ? [] : roles.filter(selectsDefaults).map(roleKeyOf));
  return roles.map((role) => {
    const key = roleKeyOf(role);
    const all = isAggregated(role) ? sorted([...reachable(members, [key])]) : [key];
    const reached = all.filter((one) => !isAggregated(role) || !Object.hasOwn(members, one));
    const ambiguous = reached.filter((one) => counts.get(one) !== 1);
    return {
      key,
      parts: reached.flatMap((one) => (ambiguous.includes(one) ? [] : listOf(parts.get(one)))),
      incomplete: [
        ...ambiguous.map((one) => ({
          reason: `${one} is given more than once, with different content`,
          within: everything,
        })),
        ...all
          .filter((one) => open.has(one))
          .map((one) => ({
            reason: `${one} selects roles that Kubernetes brings along, which aren't among what was given`,
            within: everything,
          })),
      ],
    };
  });
}

function keyOf(kind: string, metadata: EvidenceOf<Role>["metadata"]): string {
  return roleKey(kind, metadata?.namespace ?? "default", metadata?.name ?? "");
}

function roleKeyOf({ kind, metadata }: EvidenceOf<Role>): string {
  return keyOf(kind, metadata);
}

/**
 * Whether a role may have rules of Kubernetes' own roles, by the labels that these have. A run of manifests doesn't
 * have them.
 *
 * Source: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings
 */
function selectsDefaults(role: EvidenceOf<Role>): boolean {
  return (
    isAggregated(role) &&
    (role.aggregationRule?.clusterRoleSelectors ?? []).some(({ matchLabels }) =>
      Object.keys(matchLabels).every(
        (key) => key === "kubernetes.io/bootstrapping" || key.startsWith("rbac.authorization.k8s.io/aggregate-to-"),
      ),
    )
  );
}

/** Whether a role has the rules of others, and nothing has written them into it yet. */
function isAggregated({ kind, metadata, aggregationRule }: EvidenceOf<Role>): boolean {
  return kind === "ClusterRole" && aggregationRule !== undefined && metadata?.uid === undefined;
}

function listOf(part: Rules | undefined): Rules[] {
  return part === undefined ? [] : [part];
}

/** By the key of each role that is aggregated: the keys of those that it selects. */
function membersOf(roles: readonly EvidenceOf<Role>[]): Record<string, string[]> {
  const clusterRoles = roles.filter(({ kind }) => kind === "ClusterRole");
  const byLabel = new Map<string, EvidenceOf<Role>[]>();
  for (const role of clusterRoles) {
    for (const [key, value] of Object.entries(role.metadata?.labels ?? {})) {
      const label = `${key}=${value}`;
      const known = byLabel.get(label);
      if (known === undefined) byLabel.set(label, [role]);
      else known.push(role);
    }
  }
  const members: Record<string, string[]> = Object.create(null);
  for (const role of clusterRoles.filter(isAggregated)) {
    const selected = (role.aggregationRule?.clusterRoleSelectors ?? []).flatMap((selector) =>
      candidatesOf(selector, clusterRoles, byLabel)
        .filter((other) => matchesSelector(other.metadata?.labels ?? {}, selector))
        .map((other) => keyOf(other.kind, other.metadata)),
    );
    members[keyOf(role.kind, role.metadata)] = selected;
  }
  return members;
}

/** The roles that a selector may select: those with one of its labels, so that few are looked at. */
function candidatesOf(
  selector: EvidenceOf<LabelSelector>,
  clusterRoles: readonly EvidenceOf<Role>[],
  byLabel: ReadonlyMap<string, readonly EvidenceOf<Role>[]>,
): readonly EvidenceOf<Role>[] {
  const [label] = sorted(Object.entries(selector.matchLabels).map(([key, value]) => `${key}=${value}`));
  return label === undefined ? clusterRoles : (byLabel.get(label) ?? []);
}
