import { compareVersions } from "regoscript/kubernetes";
import { chainsOf, doubtsOf } from "./answer.ts";
import { mastersChain, nodeDoubts } from "./authorizers.ts";
import { type Answer, type Asking, concluded, type Finding } from "./conclusion.ts";
import { allGroups, anonymous } from "./identity.ts";
import type { Model } from "./model.ts";
import type { Request } from "./permission.ts";
import { describeCluster, missing, wholeRbac } from "./tables.ts";

/** A user of the cluster: a service account, somebody with a certificate, of an OIDC provider, or impersonated. */
export function ofUser(
  model: Model,
  { principal, groups }: Asking,
  request: Request,
  complete: readonly string[],
): Answer {
  const all = allGroups(principal, groups);
  const subjects = [`user ${principal}`, ...all.map((group) => `group ${group}`)];
  const finding: Finding = {
    source: "user",
    username: principal,
    groups: all,
    mapping: [],
    chains: [...mastersChain(all), ...chainsOf(model.index, subjects, request)],
    notes: [],
    conditions: [],
    collectForConditions: [],
    doubts: [...doubtsOf(model.index, subjects, request, complete.includes("role")), ...nodeDoubts(principal, all)],
    collectForDoubts: missing(wholeRbac, complete),
  };
  if (principal !== anonymous || isHealthUrl(request.url)) return concluded(finding);
  const note = "from Kubernetes 1.32 on, EKS answers requests without credentials on health URLs only";
  if (model.version === undefined)
    return concluded({ ...finding, conditions: [note], collectForConditions: [describeCluster] });
  return concluded(
    (compareVersions(`${model.version}.0`, "1.32.0") ?? 1) < 0
      ? finding
      : { ...finding, chains: [], notes: [note], doubts: [], collectForDoubts: [] },
  );
}

/** Source: https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions-extended.html */
function isHealthUrl(url: string): boolean {
  return url === "/healthz" || url === "/livez" || url === "/readyz";
}
