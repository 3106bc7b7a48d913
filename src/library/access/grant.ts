import { type Evidence as EvidenceOf, matchesWildcard } from "regoscript";
import type { AccessPolicyAssociation } from "regoscript/aws";
import type { RoleBinding, RoleSubject } from "regoscript/kubernetes";
import { policyKey } from "./access-policies.ts";
import { declared, type Evidence, itemOf } from "./evidence.ts";
import type { Request } from "./permission.ts";
import { principalOf } from "./principal.ts";
import { roleKey } from "./rule-set.ts";

/**
 * One line of what a cluster gives: somebody gets a rule set, somewhere. Nothing in a cluster takes away, so what
 * somebody may do is what any of their grants allows.
 */
export interface Grant {
  /**
   * `user NAME`, `group NAME`, or `iam KEY` of an IAM principal. A service account is the user
   * `system:serviceaccount:NAMESPACE:NAME`. Access policies are given to the IAM principal, so that whoever is somebody
   * else by impersonation hasn't got them.
   */
  readonly subject: string;
  /** Key of the rule set. */
  readonly ruleSet: string;
  /** Whether it holds for the whole cluster: in all namespaces, for what is in none, and for URLs. */
  readonly isClusterWide: boolean;
  /** Else the namespaces in which it holds: a name, of an access policy also a pattern. */
  readonly namespace: string;
  readonly evidence: Evidence;
}

/** What the bindings of a run give. */
export function grantsOfBindings(bindings: readonly EvidenceOf<RoleBinding>[]): Grant[] {
  const grants: Grant[] = [];
  for (const [position, { kind, metadata, roleRef, subjects }] of bindings.entries()) {
    const isClusterWide = kind === "ClusterRoleBinding";
    const namespace = isClusterWide ? "" : (metadata?.namespace ?? "default");
    const role = roleRef?.kind ?? "";
    // The API server doesn't take another kind, nor a Role for the whole cluster.
    if (role !== "ClusterRole" && (role !== "Role" || isClusterWide)) continue;
    const ruleSet = roleKey(role, namespace, roleRef?.name ?? "");
    const name = metadata?.name ?? "?";
    const evidence = declared(
      "role-binding",
      isClusterWide ? `${kind} ${name}` : `${kind} ${namespace}/${name}`,
      position,
    );
    for (const [item, one] of subjects.entries()) {
      const subject = subjectKey(one, namespace);
      if (subject === undefined) continue;
      grants.push({ subject, ruleSet, isClusterWide, namespace, evidence: itemOf(evidence, "subjects", item) });
    }
  }
  return grants;
}

/**
 * What the access policies of a run give. A scope of namespaces, all of them too, is none of the cluster: it gives
 * nothing that is in no namespace.
 *
 * Source: https://docs.aws.amazon.com/eks/latest/userguide/access-policies.html
 */
export function grantsOfAssociations(associations: readonly EvidenceOf<AccessPolicyAssociation>[]): Grant[] {
  const grants: Grant[] = [];
  for (const [position, { principal, policyArn, scope, namespaces }] of associations.entries()) {
    const key = principalOf(principal ?? "")?.key;
    if (key === undefined) continue;
    const subject = `iam ${key}`;
    const name = policyName(policyArn ?? "");
    const ruleSet = policyKey(name);
    const evidence = declared("access-policy-association", `${name} of ${principal ?? "?"}`, position);
    if (scope === "cluster") grants.push({ subject, ruleSet, isClusterWide: true, namespace: "", evidence });
    else
      for (const namespace of namespaces) grants.push({ subject, ruleSet, isClusterWide: false, namespace, evidence });
  }
  return grants;
}

/** The name in `arn:aws:eks::aws:cluster-access-policy/NAME`. */
export function policyName(arn: string): string {
  return arn.split(":cluster-access-policy/")[1] ?? arn;
}

/**
 * Who the subject of a binding is; `undefined` where it is nobody. Only `kind` counts, in its exact spelling; a service
 * account without a namespace is one of the binding's own.
 *
 * Source: https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/registry/rbac/validation/rule.go, `appliesToUser`
 */
function subjectKey(subject: EvidenceOf<RoleSubject>, bindingNamespace: string): string | undefined {
  const name = subject.name ?? "";
  if (subject.kind === "User") return `user ${name}`;
  if (subject.kind === "Group") return `group ${name}`;
  if (subject.kind !== "ServiceAccount") return undefined;
  const namespace = subject.namespace === undefined || subject.namespace === "" ? bindingNamespace : subject.namespace;
  return namespace === "" ? undefined : `user system:serviceaccount:${namespace}:${name}`;
}

/**
 * Whether a grant holds where a request is made; `undefined` where that isn't published. In the namespaces of an access
 * policy `*` stands for any characters; what other wildcards do, AWS doesn't say.
 *
 * Source: https://docs.aws.amazon.com/eks/latest/userguide/access-policies.html
 */
export function holdsFor(grant: Grant, request: Request): boolean | undefined {
  if (grant.isClusterWide) return true;
  if (request.url !== "" || request.namespace === "") return false;
  if (grant.namespace === request.namespace) return true;
  if (/[?[\]{}\\]/u.test(grant.namespace)) return undefined;
  return matchesWildcard(request.namespace, grant.namespace);
}
