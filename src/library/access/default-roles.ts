import { published } from "./evidence.ts";
import type { Grant } from "./grant.ts";
import type { Permission } from "./permission.ts";
import { everything, type RuleSet } from "./rule-set.ts";

/**
 * Roles and bindings that every cluster has, since the API server makes them again whenever it starts: those that are
 * about people, as far as they are alike in all versions that EKS has. A cluster's own objects of these names count
 * before them.
 *
 * Source: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings
 */

function reads(nonResourceURLs: readonly string[]): Permission {
  return { verbs: ["get"], apiGroups: [], resources: [], resourceNames: [], nonResourceURLs };
}

function creates(apiGroup: string, resources: readonly string[]): Permission {
  return { verbs: ["create"], apiGroups: [apiGroup], resources, resourceNames: [], nonResourceURLs: [] };
}

function known(name: string, rules: readonly Permission[]): RuleSet {
  return { key: `ClusterRole ${name}`, parts: [{ evidence: published(`ClusterRole ${name}`), rules }], incomplete: [] };
}

/** A role whose rules differ by version, and by what a cluster's operators add to it. */
function versioned(name: string): RuleSet {
  const reason = `what ClusterRole ${name} allows depends on the cluster`;
  return { key: `ClusterRole ${name}`, parts: [], incomplete: [{ reason, within: everything }] };
}

/** Rules of default roles. */
export const defaultRoles: readonly RuleSet[] = [
  known("cluster-admin", everything),
  known("system:basic-user", [
    creates("authorization.k8s.io", ["selfsubjectaccessreviews", "selfsubjectrulesreviews"]),
    creates("authentication.k8s.io", ["selfsubjectreviews"]),
  ]),
  known("system:discovery", [
    reads(["/api", "/api/*", "/apis", "/apis/*", "/healthz", "/livez", "/openapi", "/openapi/*", "/readyz"]),
    reads(["/version", "/version/"]),
  ]),
  known("system:public-info-viewer", [reads(["/healthz", "/livez", "/readyz", "/version", "/version/"])]),
  known("system:service-account-issuer-discovery", [
    reads(["/.well-known/openid-configuration", "/.well-known/openid-configuration/"]),
    reads(["/openid/v1/jwks", "/openid/v1/jwks/"]),
  ]),
  versioned("admin"),
  versioned("edit"),
  versioned("view"),
];

/** To whom Kubernetes gives them. */
export const defaultGrants: readonly Grant[] = [
  bound("cluster-admin", "system:masters"),
  bound("system:basic-user", "system:authenticated"),
  bound("system:discovery", "system:authenticated"),
  bound("system:public-info-viewer", "system:authenticated"),
  bound("system:public-info-viewer", "system:unauthenticated"),
  bound("system:service-account-issuer-discovery", "system:serviceaccounts"),
];

function bound(name: string, group: string): Grant {
  return {
    subject: `group ${group}`,
    ruleSet: `ClusterRole ${name}`,
    isClusterWide: true,
    namespace: "",
    evidence: published(`ClusterRoleBinding ${name}`),
  };
}
