import { inputKind, instance, type Located } from "regoscript";
import type { Metadata } from "./metadata.ts";
import { isResource, resourceName } from "./resource.ts";
import type { LabelSelector } from "./selector.ts";

/** What a role lets its subjects do. Source: https://kubernetes.io/docs/reference/access-authn-authz/rbac/ */
export interface PolicyRule extends Located {
  apiGroups: string[];
  resources: string[];
  resourceNames: string[];
  nonResourceURLs: string[];
  verbs: string[];
}

/** The cluster roles whose rules a cluster role has. */
export interface AggregationRule extends Located {
  clusterRoleSelectors: LabelSelector[];
}

/** A Role or ClusterRole. */
export interface Role extends Located {
  kind: "Role" | "ClusterRole";
  metadata?: Metadata;
  rules: PolicyRule[];
  aggregationRule?: AggregationRule;
}

/** A user, group or service account that a role is given to. */
export interface RoleSubject extends Located {
  kind?: string;
  apiGroup?: string;
  name?: string;
  namespace?: string;
}

/** The role that a binding gives. */
export interface RoleReference extends Located {
  apiGroup?: string;
  kind?: string;
  name?: string;
}

/** A RoleBinding or ClusterRoleBinding. */
export interface RoleBinding extends Located {
  kind: "RoleBinding" | "ClusterRoleBinding";
  metadata?: Metadata;
  roleRef?: RoleReference;
  subjects: RoleSubject[];
}

const group = "rbac.authorization.k8s.io";

/** The roles of a cluster. */
export const Role = inputKind<Role>({
  id: "role",
  title: "Role or ClusterRole",
  recognises: ["Role, ClusterRole (rbac.authorization.k8s.io)"],
  kubernetes: [{ groups: ["rbac.authorization.k8s.io"], kinds: ["Role", "ClusterRole"] }],
  collect: "kubectl get roles,clusterroles --all-namespaces -o yaml",
  *find(document) {
    if (isResource(document, group, "Role") || isResource(document, group, "ClusterRole"))
      yield instance<Role>(document, resourceName(document));
  },
});

/** The bindings of a cluster's roles. */
export const RoleBinding = inputKind<RoleBinding>({
  id: "role-binding",
  title: "RoleBinding or ClusterRoleBinding",
  recognises: ["RoleBinding, ClusterRoleBinding (rbac.authorization.k8s.io)"],
  kubernetes: [{ groups: ["rbac.authorization.k8s.io"], kinds: ["RoleBinding", "ClusterRoleBinding"] }],
  collect: "kubectl get rolebindings,clusterrolebindings --all-namespaces -o yaml",
  *find(document) {
    if (isResource(document, group, "RoleBinding") || isResource(document, group, "ClusterRoleBinding"))
      yield instance<RoleBinding>(document, resourceName(document));
  },
});
