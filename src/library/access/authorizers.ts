import type { Chain } from "./answer.ts";
import { published } from "./evidence.ts";
import { isNode } from "./identity.ts";

/** Members of system:masters are asked no authorizer. */
export function mastersChain(groups: readonly string[]): Chain[] {
  if (!groups.includes("system:masters")) return [];
  const evidence = published("the API server lets system:masters do everything, whatever RBAC says");
  const subject = "group system:masters";
  return [{ subject, ruleSet: "system:masters", isClusterWide: true, namespace: "", steps: [evidence] }];
}

/** What the authorizer for nodes may let somebody do, which isn't part of the model. */
export function nodeDoubts(username: string, groups: readonly string[]): string[] {
  return isNode({ username, groups })
    ? ["a node may do more, by the API server's authorizer for nodes, which isn't looked at"]
    : [];
}
