import { lowerCase } from "regoscript";
import type { Evidence } from "./evidence.ts";
import type { Principal } from "./principal.ts";
import { expanded, isOpen } from "./template.ts";

/** An access entry, with where it stands. */
export interface Entry {
  readonly arn: string;
  /** `""` where only its access policies are there. */
  readonly type: string;
  readonly username: string | undefined;
  readonly groups: readonly string[];
  readonly evidence: Evidence;
}

/** An entry of the ConfigMap aws-auth, with where it stands. */
export interface Item {
  readonly arn: string;
  readonly username: string;
  readonly groups: readonly string[];
  readonly evidence: Evidence;
}

/** What a cluster has that makes IAM principals its users. */
export interface Mappings {
  /** By the principal's key. */
  readonly entries: ReadonlyMap<string, Entry>;
  /** Those of `mapRoles` and of `mapUsers`, by the ARN in lower case: of several with one ARN the last counts. */
  readonly roles: ReadonlyMap<string, Item>;
  readonly users: ReadonlyMap<string, Item>;
  readonly accounts: ReadonlyMap<string, Evidence>;
}

/** As whom an IAM principal comes into a cluster. */
export interface Mapping {
  readonly source: "access entry" | "aws-auth" | "none";
  /** A part that isn't known is left as `{{SessionName}}` and the like. */
  readonly username: string;
  readonly groups: readonly string[];
  /** Where it is said. */
  readonly evidence: readonly Evidence[];
  /** What else is worth knowing, such as what the mapping hides; sentences without their period. */
  readonly notes: readonly string[];
  /** Why the name or the groups aren't known. */
  readonly doubts: readonly string[];
}

const nobody: Mapping = { source: "none", username: "", groups: [], evidence: [], notes: [], doubts: [] };

/**
 * As whom a principal comes in. An access entry hides what aws-auth says of the same principal wholly: groups aren't
 * put together.
 *
 * Source: https://docs.aws.amazon.com/eks/latest/userguide/migrating-access-entries.html
 *
 * @param mode the cluster's authentication mode, by which only one of the two or both count
 */
export function mappingOf(principal: Principal, mode: string, mappings: Mappings): Mapping {
  const entry = mode === "CONFIG_MAP" ? undefined : mappings.entries.get(principal.key);
  const item = mode === "API" ? undefined : itemOf(principal, mappings);
  if (entry !== undefined) {
    const hidden = item === undefined ? [] : [hiding(item)];
    return { ...ofEntry(entry, principal), notes: hidden };
  }
  if (item !== undefined)
    return {
      ...nobody,
      source: "aws-auth",
      username: expanded(item.username, principal),
      groups: item.groups.map((group) => expanded(group, principal)),
      evidence: [item.evidence],
    };
  const account = mode === "API" ? undefined : mappings.accounts.get(principal.account);
  return account === undefined
    ? nobody
    : { ...nobody, source: "aws-auth", username: principal.arn, evidence: [account] };
}

function hiding({ groups, evidence }: Item): string {
  const given = groups.length === 0 ? "" : ` to ${groups.join(", ")}`;
  return `${evidence.resource} maps it too${given}; the access entry hides that`;
}

/** The item that aws-iam-authenticator takes: `mapRoles` before `mapUsers`, the whole ARN in any case. */
function itemOf({ arn }: Principal, { roles, users }: Mappings): Item | undefined {
  return roles.get(lowerCase(arn)) ?? users.get(lowerCase(arn));
}

/**
 * What an entry makes of its principal, by its type.
 *
 * Source: https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html
 */
function ofEntry({ type, username, groups, evidence }: Entry, principal: Principal): Mapping {
  const { partition, account, name } = principal;
  const start: Mapping = { ...nobody, source: "access entry", evidence: [evidence] };
  switch (type) {
    case "STANDARD": {
      const automatic =
        principal.type === "role"
          ? `arn:${partition}:sts::${account}:assumed-role/${name}/{{SessionName}}`
          : principal.arn;
      return { ...start, username: expanded(username ?? automatic, principal), groups };
    }
    case "EC2":
      return { ...start, username: expanded("system:node:{{SessionName}}", principal), groups: ["system:nodes"] };
    case "EC2_LINUX":
    case "EC2_WINDOWS":
      return { ...start, ...node("system:node:{{EC2PrivateDNSName}}", type) };
    case "FARGATE_LINUX":
    case "HYBRID_LINUX":
      return { ...start, ...node(expanded("system:node:{{SessionName}}", principal), type) };
    case "":
      return {
        ...start,
        doubts: [`the access entry of ${principal.arn} isn't there, and so neither are its username and groups`],
      };
    default:
      return { ...start, doubts: [`AWS doesn't publish as whom an access entry of type ${type} lets come in`] };
  }
}

function node(username: string, type: string): Pick<Mapping, "username" | "groups" | "doubts"> {
  return {
    username,
    groups: ["system:nodes"],
    doubts: [`AWS doesn't publish which groups an access entry of type ${type} gives beside system:nodes`],
  };
}

/** Whether the name or a group depends on what whoever assumes the role chooses. */
export function isChosen({ username, groups }: Mapping): boolean {
  return isOpen(username) || groups.some(isOpen);
}
