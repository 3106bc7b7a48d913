import { sorted } from "regoscript";
import { chainsOf, doubtsOf } from "./answer.ts";
import { mastersChain, nodeDoubts } from "./authorizers.ts";
import { type Answer, concluded } from "./conclusion.ts";
import { type Evidence, published } from "./evidence.ts";
import { allGroups } from "./identity.ts";
import { isChosen, type Mapping, mappingOf } from "./mapping.ts";
import type { Model } from "./model.ts";
import type { Request } from "./permission.ts";
import type { Principal } from "./principal.ts";
import { describeCluster, missing, wholeAwsAuth, wholeEntries, wholeRbac } from "./tables.ts";
import { canBecome, isOpen, isReserved } from "./template.ts";

/** A principal of IAM: what its access policies give, and what RBAC gives the user that it is. */
export function ofPrincipal(
  model: Model,
  principal: Principal,
  groups: readonly string[],
  request: Request,
  complete: readonly string[],
): Answer {
  const mode = modeOf(model);
  const mapping = mappingOf(principal, mode ?? "API_AND_CONFIG_MAP", model.mappings);
  const isMapped = mapping.source !== "none";
  const all = isMapped
    ? allGroups(
        mapping.username,
        [...mapping.groups, ...groups].filter((group) => !isOpen(group)),
      )
    : [];
  const subjects = [
    ...(mapping.source === "access entry" ? [`iam ${principal.key}`] : []),
    ...(isMapped && !isOpen(mapping.username) ? [`user ${mapping.username}`] : []),
    ...all.map((group) => `group ${group}`),
  ];
  const chosen = isMapped && isChosen(mapping) ? chosenSubjects(model, mapping) : [];
  const chains = [
    ...mastersChain(all),
    ...chainsOf(model.index, subjects, request),
    ...chainsOf(model.index, chosen, request).map((chain) => ({
      ...chain,
      steps: [chosenName(principal, chain.subject), ...chain.steps],
    })),
  ];
  const ofAwsAuth = mapping.source === "aws-auth";
  return concluded({
    source: mapping.source,
    username: mapping.username,
    groups: all,
    mapping: mapping.evidence,
    chains,
    notes: mapping.notes,
    // Policies of an entry count whatever the username is.
    conditions: ofAwsAuth && mode === undefined ? ["whether aws-auth counts depends on the authentication mode"] : [],
    collectForConditions: ofAwsAuth
      ? [
          ...(mode === undefined ? [describeCluster] : []),
          // An access entry of the same principal would hide what aws-auth says.
          ...(mode === "CONFIG_MAP" ? [] : missing([wholeEntries[0]], complete)),
        ]
      : [],
    doubts: [
      ...mapping.doubts,
      ...doubtsOf(model.index, [...subjects, ...chosen], request, complete.includes("role")),
      ...nodeDoubts(mapping.username, all),
      ...templateDoubts(mapping),
      ...hiddenAdministrator(model, mapping),
      ...(model.hasUnknownPrincipals ? ["of an access entry or its policy it isn't known whose it is"] : []),
    ],
    collectForDoubts: [
      ...(mode === undefined ? [describeCluster] : []),
      ...(mode === "CONFIG_MAP" ? [] : missing(wholeEntries, complete)),
      ...(mode === "API" || mapping.source === "access entry" ? [] : missing(wholeAwsAuth, complete)),
      ...(mapping.source === "none" ? [] : missing(wholeRbac, complete)),
    ],
  });
}

/** The authentication mode; entries can only be where it isn't `CONFIG_MAP`. */
function modeOf({ mode, mappings }: Model): string | undefined {
  return mode === "CONFIG_MAP" && mappings.entries.size > 0 ? undefined : mode;
}

/** The subjects of grants that somebody can be by choosing the name of a session. */
function chosenSubjects({ index }: Model, { username, groups }: Mapping): string[] {
  return sorted([...index.grants.keys()]).filter((subject) => {
    const name = subject.slice(subject.indexOf(" ") + 1);
    if (subject.startsWith("user ")) return canBecome(username, name) && !isReserved(name);
    return subject.startsWith("group ") && groups.some((group) => isOpen(group) && canBecome(group, name));
  });
}

function chosenName({ name }: Principal, subject: string): Evidence {
  const chosen = subject.startsWith("group ") ? `in ${subject}` : subject;
  return {
    ...published(`whoever assumes role/${name} chooses the name of the session, and so can be ${chosen}`),
    basis: "derived",
  };
}

/** What a template has beside one name of a session. */
function templateDoubts({ username, groups }: Mapping): string[] {
  return [username, ...groups]
    .filter(
      (text) =>
        text.includes("{{AccessKeyID}}") || text.includes("{{EC2PrivateDNSName}}") || text.split("{{").length > 2,
    )
    .map((text) => `what becomes of ${text} isn't known`);
}

function hiddenAdministrator({ mayHaveHiddenAdministrator }: Model, { source }: Mapping): string[] {
  return source !== "access entry" && mayHaveHiddenAdministrator
    ? ["in the authentication mode CONFIG_MAP whoever created the cluster is its administrator, which nothing shows"]
    : [];
}
