import { sorted, unique } from "regoscript";
import { type Chain, chainsThrough, doubtsOf, narrowed } from "./answer.ts";
import { answerOf } from "./decide.ts";
import type { Evidence } from "./evidence.ts";
import type { Model } from "./model.ts";
import type { Request } from "./permission.ts";
import { principalOf } from "./principal.ts";
import { describeCluster, missing, wholeAwsAuth, wholeEntries, wholeRbac } from "./tables.ts";

/** An IAM principal of which an access entry or aws-auth knows, and that may make a request. */
export interface PrincipalThatMay {
  /** As it stands there. */
  readonly principal: string;
  readonly source: string;
  readonly username: string;
  readonly mapping: readonly Evidence[];
  readonly chains: readonly Chain[];
  /** Whether that is sure. */
  readonly isSure: boolean;
}

/** Who may make a request. */
export interface Who {
  readonly principals: readonly PrincipalThatMay[];
  /** To whom it is given: users, service accounts among them, and groups, whether anybody is one of them or not. */
  readonly chains: readonly Chain[];
  /** Why there may be more. */
  readonly because: readonly string[];
  readonly collect: readonly string[];
}

/**
 * Who may make a request. Rules are asked once, and then each principal whether it is one of those to whom they are
 * given, so that it takes time in proportion to what there is.
 *
 * @param complete ids of the input kinds of which the run has all that the cluster has
 */
export function whoMay(model: Model, request: Request, complete: readonly string[]): Who {
  const { index, mappings, mode } = model;
  const allowing = index.all.filter((grant) => chainsThrough([grant], index, request).length > 0);
  const narrow: Model = { ...model, index: narrowed(index.ruleSets, allowing) };
  const known = new Map<string, string>();
  for (const arn of [
    ...sorted([...mappings.users.values()].map(({ arn }) => arn)),
    ...sorted([...mappings.roles.values()].map(({ arn }) => arn)),
    ...sorted([...mappings.entries.values()].map(({ arn }) => arn)),
  ])
    known.set(principalOf(arn)?.key ?? arn, arn);
  return {
    principals: unique([...known.values()]).flatMap((principal) => {
      const asking = { principal, groups: [] };
      const { verdict, source, username, mapping, chains } = answerOf(narrow, asking, request, complete);
      return chains.length === 0 ? [] : [{ principal, source, username, mapping, chains, isSure: verdict === "allow" }];
    }),
    chains: chainsThrough(allowing, index, request).filter(({ subject }) => !subject.startsWith("iam ")),
    because: unique(doubtsOf(index, sorted([...index.grants.keys()]), request, complete.includes("role"))),
    collect: unique([
      ...(mode === undefined ? [describeCluster] : []),
      ...(mode === "CONFIG_MAP" ? [] : missing(wholeEntries, complete)),
      ...(mode === "API" ? [] : missing(wholeAwsAuth, complete)),
      ...missing(wholeRbac, complete),
    ]),
  };
}
