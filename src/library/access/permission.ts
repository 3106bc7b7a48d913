import { ruleAllows } from "regoscript/kubernetes";

/** A rule of a role, or of an EKS access policy: what it lets its subjects do. */
export interface Permission {
  readonly verbs: readonly string[];
  /** `""` is the core group. */
  readonly apiGroups: readonly string[];
  /** As in a role: `pods`, `pods/exec`, `*`, and with a star before the slash a subresource of all. */
  readonly resources: readonly string[];
  /** Empty for all. */
  readonly resourceNames: readonly string[];
  readonly nonResourceURLs: readonly string[];
}

/** What somebody asks the API server for. */
export interface Request {
  readonly verb: string;
  /** API group, `""` for the core group. */
  readonly group: string;
  /** With its subresource, if it is one of one: `pods`, `pods/exec`. */
  readonly resource: string;
  /** `""` for what is in no namespace, and for all namespaces at once. */
  readonly namespace: string;
  /** `""` where the request names no object, as `create` and `list` don't. */
  readonly name: string;
  /** `""` for a request of a resource; else the path, and then all other fields but the verb are empty. */
  readonly url: string;
}

/**
 * Whether a rule allows a request, wherever it holds, as the API server's authorizer for RBAC says.
 *
 * Source: https://github.com/kubernetes/kubernetes/blob/v1.36.3/plugin/pkg/auth/authorizer/rbac/rbac.go, `RuleAllows`
 */
export function permissionAllows(permission: Permission, request: Request): boolean {
  const { verbs, resourceNames, nonResourceURLs } = permission;
  const { verb, group, resource, name, url } = request;
  if (url !== "")
    return (verbs.includes("*") || verbs.includes(verb)) && nonResourceURLs.some((pattern) => matchesUrl(pattern, url));
  return ruleAllows(permission, verb, group, resource) && (resourceNames.length === 0 || resourceNames.includes(name));
}

/** All stars at the end count as one, and none elsewhere. */
function matchesUrl(pattern: string, url: string): boolean {
  if (pattern === "*" || pattern === url) return true;
  if (!pattern.endsWith("*")) return false;
  const pieces = pattern.split("*");
  return url.startsWith(pieces.slice(0, pieces.findLastIndex((piece) => piece !== "") + 1).join("*"));
}
