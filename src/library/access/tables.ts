/** Tables of RBAC by the ids of their input kinds, and what collects the whole of each. */
export const wholeRbac = [
  ["role", "kubectl get roles,clusterroles --all-namespaces -o yaml"],
  ["role-binding", "kubectl get rolebindings,clusterrolebindings --all-namespaces -o yaml"],
] as const;

/** Those of access entries. */
export const wholeEntries = [
  ["access-entry", "aws eks list-access-entries, and for each principal aws eks describe-access-entry"],
  ["access-policy-association", "aws eks list-associated-access-policies for each principal"],
] as const;

const awsAuthCommand = "kubectl get configmap aws-auth -n kube-system -o yaml";

/** Those of aws-auth. */
export const wholeAwsAuth = [
  ["aws-auth-mapping", awsAuthCommand],
  ["aws-auth-account", awsAuthCommand],
] as const;

/** What tells the authentication mode and the version. */
export const describeCluster = "aws eks describe-cluster";

/** The commands for the tables that aren't known whole. */
export function missing(tables: readonly (readonly [string, string])[], complete: readonly string[]): string[] {
  return tables.flatMap(([id, command]) => (complete.includes(id) ? [] : [command]));
}
