import { inputKind, instance, type Located, member, parseYaml, text } from "regoscript";
import { isResource, resourceName } from "./resource.ts";

/** An entry of `mapRoles`; keys in the usual lower case. Source: aws-iam-authenticator, pkg/config. */
export interface RoleMapping extends Located {
  rolearn?: string;
  username?: string;
  groups: string[];
}

/** An entry of `mapUsers`. */
export interface UserMapping extends Located {
  userarn?: string;
  username?: string;
  groups: string[];
}

/** The mappings of the ConfigMap `kube-system/aws-auth`, whose data are YAML lists in strings. */
export interface AwsAuth extends Located {
  mapRoles: RoleMapping[];
  mapUsers: UserMapping[];
}

/** The ConfigMap through which IAM principals became Kubernetes users before access entries. */
export const AwsAuth = inputKind<AwsAuth>({
  id: "aws-auth",
  title: "ConfigMap aws-auth",
  recognises: ["ConfigMap kube-system/aws-auth: data.mapRoles, data.mapUsers"],
  kubernetes: [{ groups: [""], kinds: ["ConfigMap"] }],
  *find(document) {
    if (!isResource(document, "", "ConfigMap")) return;
    if (text(member(document, "metadata", "name")) !== "aws-auth") return;
    // Without a namespace, whoever applies the manifest says it: the name is enough to tell what is meant.
    if ((text(member(document, "metadata", "namespace")) ?? "kube-system") !== "kube-system") return;
    yield instance<AwsAuth>(document, resourceName(document), {
      mapRoles: parseYaml(member(document, "data", "mapRoles")),
      mapUsers: parseYaml(member(document, "data", "mapUsers")),
    });
  },
});
