import type { Evidence } from "regoscript";
import { isBuiltIn } from "./built-in-roles.ts";
import type { PolicyRule, Role } from "./rbac.ts";

/**
 * Whether a rule allows a verb on a resource, `pods` or `pods/exec`, of some name: on any if it has no `resourceNames`.
 * Texts are compared as they are; `*` stands for all, in `resources` for subresources too. A rule without `apiGroups`
 * allows nothing. Source: RuleAllows of
 * https://github.com/kubernetes/kubernetes/blob/master/plugin/pkg/auth/authorizer/rbac/rbac.go
 *
 * @param group `""` for the core group
 */
export function ruleAllows(rule: Evidence<PolicyRule>, verb: string, group: string, resource: string): boolean {
  return allowsVerb(rule, verb) && allowsGroup(rule, group) && allowsResource(rule, resource);
}

/** As `ruleAllows`, on objects of all names. A request to create or delete many has no name, so names allow none. */
export function ruleAllowsAll(rule: Evidence<PolicyRule>, verb: string, group: string, resource: string): boolean {
  return rule.resourceNames.length === 0 && ruleAllows(rule, verb, group, resource);
}

function allowsVerb({ verbs }: Evidence<PolicyRule>, verb: string): boolean {
  return verbs.includes("*") || verbs.includes(verb);
}

function allowsGroup({ apiGroups }: Evidence<PolicyRule>, group: string): boolean {
  return apiGroups.includes("*") || apiGroups.includes(group);
}

function allowsResource({ resources }: Evidence<PolicyRule>, resource: string): boolean {
  const subresource = resource.split("/")[1];
  return (
    resources.includes("*") ||
    resources.includes(resource) ||
    (subresource !== undefined && resources.includes(`*/${subresource}`))
  );
}

/** Whether a rule allows every verb on every resource. */
export function allowsEverything({ verbs, apiGroups, resources, resourceNames }: Evidence<PolicyRule>): boolean {
  return verbs.includes("*") && apiGroups.includes("*") && resources.includes("*") && resourceNames.length === 0;
}

/** The rules that somebody wrote for a role: not a built-in role's, nor what a controller gathers from other roles. */
export function ownRules(role: Role): PolicyRule[] {
  return isBuiltIn(role.metadata) || role.aggregationRule !== undefined ? [] : role.rules;
}
