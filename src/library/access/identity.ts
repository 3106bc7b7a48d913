/** As whom somebody comes into a cluster. */
export interface Identity {
  readonly username: string;
  readonly groups: readonly string[];
}

const authenticated = "system:authenticated";
const unauthenticated = "system:unauthenticated";

/** Whom the API server takes a request for that says nothing of who makes it. */
export const anonymous = "system:anonymous";

/**
 * The groups of a user with those that the API server adds: what all users have, and what service accounts have. Nobody
 * else may be called as they are, so that the name is enough to tell one.
 *
 * Source: https://kubernetes.io/docs/reference/access-authn-authz/authentication/
 */
export function allGroups(username: string, groups: readonly string[]): string[] {
  if (username === anonymous) return [...groups, unauthenticated];
  const [system, serviceaccount, namespace, name, ...more] = username.split(":");
  const isAccount =
    system === "system" && serviceaccount === "serviceaccount" && name !== undefined && more.length === 0;
  const ofAccounts = isAccount ? ["system:serviceaccounts", `system:serviceaccounts:${namespace ?? ""}`] : [];
  const isSaid = groups.includes(authenticated) || groups.includes(unauthenticated);
  return [...groups, ...ofAccounts.filter((group) => !groups.includes(group)), ...(isSaid ? [] : [authenticated])];
}

/** Whether somebody is a node for the API server's authorizer for nodes, which lets it do more than RBAC. */
export function isNode({ username, groups }: Identity): boolean {
  return username.startsWith("system:node:") && groups.includes("system:nodes");
}
