import { type Evidence as EvidenceOf, type Inventory, lowerCase } from "regoscript";
import { AccessEntry, AccessPolicyAssociation, authenticationModeOf, Cluster } from "regoscript/aws";
import { AwsAuthAccount, AwsAuthMapping, Role, RoleBinding } from "regoscript/kubernetes";
import { accessPolicies, policyKey, unpublished } from "./access-policies.ts";
import { type Index, indexOf } from "./answer.ts";
import { defaultGrants, defaultRoles } from "./default-roles.ts";
import { declared, type Evidence } from "./evidence.ts";
import { type Grant, grantsOfAssociations, grantsOfBindings, policyName } from "./grant.ts";
import type { Entry, Item, Mappings } from "./mapping.ts";
import { principalOf } from "./principal.ts";
import { type RuleSet, ruleSetsOf } from "./rule-set.ts";

/** What a run shows of a cluster. */
export interface Model {
  readonly index: Index;
  readonly mappings: Mappings;
  /** The cluster's authentication mode and version, where exactly one cluster says them. */
  readonly mode: string | undefined;
  readonly version: string | undefined;
  /** Whether the principal that created the cluster may be an administrator of whom nothing shows it. */
  readonly mayHaveHiddenAdministrator: boolean;
  /** Whether an access entry or a policy of one doesn't say whose it is, as before a plan is applied. */
  readonly hasUnknownPrincipals: boolean;
  /** How many clusters the run describes. */
  readonly clusters: number;
}

/**
 * The model of a run. It is asked about one cluster: what several have would be put together. Its parts are worked out
 * one by one, since the embedded OPA has little room for what waits for something else.
 */
export function modelOf(inventory: Inventory): Model {
  const clusters = inventory.all(Cluster) ?? [];
  const [cluster] = clusters;
  const mode = cluster === undefined ? undefined : authenticationModeOf(cluster);
  return {
    index: inventory.once(indexOfRun),
    mappings: {
      entries: inventory.once(entriesOf),
      roles: inventory.once(rolesOf),
      users: inventory.once(usersOf),
      accounts: inventory.once(accountsOf),
    },
    mode: clusters.length === 1 ? mode : undefined,
    version: clusters.length === 1 ? cluster?.version : undefined,
    mayHaveHiddenAdministrator: mode === "CONFIG_MAP" && cluster?.bootstrapClusterCreatorAdminPermissions !== false,
    hasUnknownPrincipals: inventory.once(hasUnknownPrincipals),
    clusters: clusters.length,
  };
}

function hasUnknownPrincipals(inventory: Inventory): boolean {
  return (
    (inventory.all(AccessEntry) ?? []).some(({ arn }) => principalOf(arn ?? "") === undefined) ||
    (inventory.all(AccessPolicyAssociation) ?? []).some(({ principal }) => principalOf(principal ?? "") === undefined)
  );
}

function indexOfRun(inventory: Inventory): Index {
  return indexOf(inventory.once(ruleSetsOfRun), inventory.once(grantsOfRun));
}

function ruleSetsOfRun(inventory: Inventory): RuleSet[] {
  return [
    ...defaultRoles,
    ...accessPolicies,
    ...unknownPolicies(inventory.all(AccessPolicyAssociation) ?? []),
    ...ruleSetsOf(inventory.all(Role) ?? []),
  ];
}

function grantsOfRun(inventory: Inventory): Grant[] {
  return grantsOf(inventory.all(RoleBinding) ?? [], inventory.all(AccessPolicyAssociation) ?? []);
}

/** The policies that aren't in our table. */
function unknownPolicies(associations: readonly EvidenceOf<AccessPolicyAssociation>[]): RuleSet[] {
  const known = new Set(accessPolicies.map(({ key }) => key));
  return associations
    .map(({ policyArn }) => policyName(policyArn ?? ""))
    .filter((name) => !known.has(policyKey(name)))
    .map(unpublished);
}

function grantsOf(
  bindings: readonly EvidenceOf<RoleBinding>[],
  associations: readonly EvidenceOf<AccessPolicyAssociation>[],
): Grant[] {
  const own = new Set(
    bindings.flatMap(({ kind, metadata }) =>
      kind === "ClusterRoleBinding" ? [`${kind} ${metadata?.name ?? "?"}`] : [],
    ),
  );
  return [
    ...defaultGrants.filter(({ evidence }) => !own.has(evidence.resource)),
    ...grantsOfBindings(bindings),
    ...grantsOfAssociations(associations),
  ];
}

function entriesOf(inventory: Inventory): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  // A policy is associated with an entry, so that there is one, whoever gave the documents.
  for (const [position, { principal }] of (inventory.all(AccessPolicyAssociation) ?? []).entries()) {
    const key = principalOf(principal ?? "")?.key;
    const evidence = declared("access-policy-association", `access entry of ${principal ?? "?"}`, position);
    if (key !== undefined)
      entries.set(key, { arn: principal ?? "", type: "", username: undefined, groups: [], evidence });
  }
  for (const [position, { arn, type, username, groups }] of (inventory.all(AccessEntry) ?? []).entries()) {
    const key = principalOf(arn ?? "")?.key;
    const evidence = declared("access-entry", `access entry of ${arn ?? "?"}`, position);
    if (key !== undefined) entries.set(key, { arn: arn ?? "", type: type ?? "STANDARD", username, groups, evidence });
  }
  return entries;
}

function rolesOf(inventory: Inventory): Map<string, Item> {
  const roles = new Map<string, Item>();
  for (const [position, mapping] of (inventory.all(AwsAuthMapping) ?? []).entries()) {
    if (mapping.roleArn !== undefined) roles.set(lowerCase(mapping.roleArn), itemOf(mapping, position));
  }
  return roles;
}

function usersOf(inventory: Inventory): Map<string, Item> {
  const users = new Map<string, Item>();
  for (const [position, mapping] of (inventory.all(AwsAuthMapping) ?? []).entries()) {
    if (mapping.roleArn === undefined) users.set(lowerCase(mapping.arn ?? ""), itemOf(mapping, position));
  }
  return users;
}

function itemOf({ arn, username, groups }: EvidenceOf<AwsAuthMapping>, position: number): Item {
  const evidence = declared("aws-auth-mapping", "aws-auth", position);
  return { arn: arn ?? "", username: username ?? "", groups, evidence };
}

function accountsOf(inventory: Inventory): Map<string, Evidence> {
  const accounts = new Map<string, Evidence>();
  for (const [position, { account }] of (inventory.all(AwsAuthAccount) ?? []).entries())
    accounts.set(account, declared("aws-auth-account", "aws-auth", position));
  return accounts;
}
