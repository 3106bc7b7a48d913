import type { RoleDocument, RuleDocument } from "./worlds.ts";

/**
 * ClusterRoles as the controller for aggregation leaves them: again and again it writes into each the rules that the
 * roles which it selects have at the moment, until a round changes nothing.
 *
 * Source: https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/controller/clusterroleaggregation/clusterroleaggregation_controller.go
 */
export function afterController(roles: readonly RoleDocument[]): RoleDocument[] {
  // Before the first round nothing stands in a role but what its manifest says, which that round replaces.
  let current = roles.map((role) => (role.aggregationRule === undefined ? role : { ...role, rules: [] }));
  for (;;) {
    const after = current.map((role): RoleDocument => {
      if (role.aggregationRule === undefined) return role;
      const written = new Map<string, RuleDocument>();
      for (const { matchLabels } of role.aggregationRule.clusterRoleSelectors) {
        for (const other of current) {
          if (other.kind !== "ClusterRole" || other.metadata.name === role.metadata.name) continue;
          const { labels } = other.metadata;
          if (!Object.entries(matchLabels).every(([key, value]) => labels[key] === value)) continue;
          for (const rule of other.rules) written.set(JSON.stringify(rule), rule);
        }
      }
      return { ...role, rules: [...written.values()] };
    });
    if (after.every(({ rules }, index) => rules.length === current[index]!.rules.length)) return after;
    current = after;
  }
}
