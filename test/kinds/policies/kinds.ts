import { inputKind, instance, type Located, member, type Raw, text } from "regoscript";
import { isResource, type Metadata, resourceName } from "regoscript/kubernetes";

interface PolicyRule extends Located {
  verbs: string[];
}

export interface Role extends Located {
  kind: "Role" | "ClusterRole";
  metadata?: Metadata;
  rules: PolicyRule[];
}

interface RoleReference extends Located {
  name: string;
}

export interface Binding extends Located {
  kind: "RoleBinding" | "ClusterRoleBinding";
  metadata?: Metadata;
  roleRef: RoleReference;
}

const rbac = "rbac.authorization.k8s.io";

export const Role = inputKind<Role>({
  id: "role",
  title: "role",
  recognises: ["Role, ClusterRole"],
  kubernetes: [{ groups: ["rbac.authorization.k8s.io"], kinds: ["Role", "ClusterRole"] }],
  *find(document) {
    if (isResource(document, rbac, "Role") || isResource(document, rbac, "ClusterRole"))
      yield instance<Role>(document, resourceName(document));
  },
});

export const Binding = inputKind<Binding>({
  id: "binding",
  title: "binding of a role",
  recognises: ["RoleBinding, ClusterRoleBinding"],
  kubernetes: [{ groups: ["rbac.authorization.k8s.io"], kinds: ["RoleBinding", "ClusterRoleBinding"] }],
  *find(document) {
    if (isResource(document, rbac, "RoleBinding") || isResource(document, rbac, "ClusterRoleBinding"))
      yield instance<Binding>(document, resourceName(document));
  },
});

/** What has a pod's specification in no particular place: in no cluster. */
export interface Inventory extends Located {
  kind: "Inventory";
  bindings: number;
}

export const Inventory = inputKind<Inventory>({
  id: "inventory-file",
  title: "inventory of an audit",
  recognises: ["kind: Inventory"],
  kubernetes: [],
  *find(document) {
    if (text(member(document, "kind")) === "Inventory") yield instance<Inventory>(document, "Inventory");
  },
});

export interface Box extends Located {
  label?: string;
}

/** A box is what stands below `box`; a crate's fields are given one by one. */
export const Box = inputKind<Box>({
  id: "box",
  title: "box or crate",
  recognises: ["kind: Box: box", "kind: Crate: box"],
  kubernetes: [],
  *find(document) {
    const box = member(document, "box");
    if (text(member(document, "kind")) === "Box") yield instance<Box>(box, "the box");
    if (text(member(document, "kind")) === "Crate")
      yield instance<Box>(box, "the crate", { label: member(box, "label") });
  },
});

export interface Anything extends Located {
  metadata: Metadata;
}

export const Anything = inputKind<Anything>({
  id: "anything",
  title: "object of any kind",
  recognises: ["every Kubernetes object"],
  kubernetes: [{ groups: ["*"], kinds: ["*"] }],
  *find(document) {
    if (text(member(document, "apiVersion")) !== undefined) yield instance<Anything>(document, resourceName(document));
  },
});

interface IngressRule extends Located {
  host?: string;
}

export interface Ingress extends Located {
  metadata: Metadata;
  rules: IngressRule[];
}

function isIngress(document: Raw): boolean {
  return isResource(document, "networking.k8s.io", "Ingress") || isResource(document, "extensions", "Ingress");
}

export const Ingress = inputKind<Ingress>({
  id: "ingress",
  title: "Ingress",
  recognises: ["Ingress"],
  kubernetes: [{ groups: ["networking.k8s.io", "extensions"], kinds: ["Ingress"], versions: ["v1", "v1beta1"] }],
  collect: "kubectl get ingresses --all-namespaces -o yaml",
  *find(document) {
    if (isIngress(document))
      yield instance<Ingress>(document, resourceName(document), {
        metadata: member(document, "metadata"),
        rules: member(document, "spec", "rules"),
      });
  },
});
