import {
  child,
  elements,
  exists,
  inputKind,
  instance,
  isMapping,
  isSequence,
  type Located,
  lowerCase,
  member,
  members,
  parseYaml,
  partName,
  partType,
  type Raw,
  type Scalar,
  sorted,
  text,
} from "regoscript";
import { isResource, resourceName } from "./resource.ts";

/**
 * One entry of the ConfigMap aws-auth: which Kubernetes user an IAM principal is, and of which groups. Each entry is an
 * instance of its own, since aws-iam-authenticator reads each by itself: one that it can't use is left out, and a field
 * of the wrong type is empty.
 *
 * Source: https://github.com/kubernetes-sigs/aws-iam-authenticator/blob/master/pkg/mapper/configmap/configmap.go
 */
export interface AwsAuthMapping extends Located {
  /** ARN of the IAM role or user. */
  arn?: string;
  /** The same where it stands in `mapRoles`, whose entries are looked at first. */
  roleArn?: string;
  /** May hold templates, such as `{{SessionName}}`, which the caller chooses. Absent, it is the empty text. */
  username?: string;
  /** May hold templates as well. */
  groups: string[];
}

/** What makes IAM principals Kubernetes users without access entries. */
export const AwsAuthMapping = inputKind<AwsAuthMapping>({
  id: "aws-auth-mapping",
  title: "entry of the ConfigMap aws-auth",
  recognises: [
    "ConfigMap kube-system/aws-auth: data.mapRoles, data.mapUsers, keys in any case",
    "Terraform: kubernetes_config_map, kubernetes_config_map_v1 and kubernetes_config_map_v1_data of that name",
    "eksctl: ClusterConfig iamIdentityMappings",
    "Cluster API: AWSManagedControlPlane spec.iamAuthenticatorConfig.mapRoles, mapUsers",
  ],
  kubernetes: [
    { groups: [""], kinds: ["ConfigMap"] },
    { groups: ["controlplane.cluster.x-k8s.io"], kinds: ["AWSManagedControlPlane"], versions: ["v1beta2", "v1beta1"] },
  ],
  collect: "kubectl get configmap aws-auth -n kube-system -o yaml",
  covers(document) {
    return isAwsAuth(document);
  },
  *find(document) {
    for (const { entry, isEntry, arn, resource } of entriesIn(document)) {
      yield instance<AwsAuthMapping>(entry, resource, {
        arn: inAnyCase(entry, arn),
        roleArn: arn === "rolearn" ? inAnyCase(entry, arn) : member(entry, ""),
        username: textOrNothing(inAnyCase(entry, "username")),
        groups: isEntry ? textsOrNothing(inAnyCase(entry, "groups")) : entry,
      });
    }
  },
});

/** An AWS account all of whose principals are users of the cluster, each under its ARN and without groups. */
export interface AwsAuthAccount extends Located {
  /** Twelve digits; readers of YAML take them for a number where they aren't quoted. */
  account: Scalar;
}

/** The accounts of the ConfigMap aws-auth. */
export const AwsAuthAccount = inputKind<AwsAuthAccount>({
  id: "aws-auth-account",
  title: "account of the ConfigMap aws-auth",
  recognises: ["ConfigMap kube-system/aws-auth: data.mapAccounts, key in any case"],
  kubernetes: [{ groups: [""], kinds: ["ConfigMap"] }],
  collect: "kubectl get configmap aws-auth -n kube-system -o yaml",
  covers(document) {
    return isAwsAuth(document);
  },
  *find(document) {
    if (!isAwsAuth(document)) return;
    for (const list of spellings(member(document, "data"), "mapaccounts")) {
      for (const account of elements(parseYaml(list)))
        yield instance<AwsAuthAccount>(account, resourceName(document), { account });
    }
  },
});

const configMaps = new Set([
  "kubernetes_config_map",
  "kubernetes_config_map_v1",
  "kubernetes_config_map_v1_data",
  "kubernetes_config_map_data",
]);

/** Without a namespace, whoever applies the manifest says it: the name is enough to tell what is meant. */
function isAwsAuth(document: Raw): boolean {
  return (
    isResource(document, "", "ConfigMap") &&
    text(member(document, "metadata", "name")) === "aws-auth" &&
    (text(member(document, "metadata", "namespace")) ?? "kube-system") === "kube-system"
  );
}

/** Terraform holds a block as a list of one. */
function isNamedSo(resource: Raw): boolean {
  return elements(member(resource, "values", "metadata")).some(
    (metadata) =>
      text(member(metadata, "name")) === "aws-auth" &&
      (text(member(metadata, "namespace")) ?? "kube-system") === "kube-system",
  );
}

/** An entry, the key that its ARN stands under, and what it belongs to. */
interface Entry {
  readonly entry: Raw;
  /** What isn't one stands for its groups, which are malformed then. */
  readonly isEntry: boolean;
  readonly arn: string;
  readonly resource: string;
}

function entriesIn(document: Raw): Entry[] {
  if (isAwsAuth(document)) return entriesOf(member(document, "data"), resourceName(document));
  if (isResource(document, "controlplane.cluster.x-k8s.io", "AWSManagedControlPlane"))
    return entriesOf(member(document, "spec", "iamAuthenticatorConfig"), resourceName(document));
  const type = partType(document);
  if (type === "eksctl:IAMIdentityMapping")
    return [{ entry: document, isEntry: true, arn: "arn", resource: partName(document) }];
  if (type === undefined || !configMaps.has(type) || !isNamedSo(document)) return [];
  return entriesOf(member(document, "values", "data"), partName(document));
}

/** Each list stands as YAML in a text, or as it is. */
function entriesOf(data: Raw, resource: string): Entry[] {
  return [
    ...spellings(data, "maproles").flatMap((lists) => listed(parseYaml(lists), "rolearn", resource)),
    ...spellings(data, "mapusers").flatMap((lists) => listed(parseYaml(lists), "userarn", resource)),
  ];
}

function listed(entries: Raw, arn: string, resource: string): Entry[] {
  if (isSequence(entries))
    return elements(entries).map((entry) => ({ entry, isEntry: isMapping(entry), arn, resource }));
  return exists(entries) ? [{ entry: entries, isEntry: false, arn, resource }] : [];
}

/** The members of a name in any case, in the order of their keys. */
function spellings(raw: Raw, name: string): Raw[] {
  const keys = members(raw).flatMap(([written]) => (lowerCase(written) === name ? [written] : []));
  return sorted(keys).map((key) => child(raw, key));
}

/**
 * A member whatever the case of its key. Of several the last counts, by the order of keys, in which Go's JSON reads an
 * object that was YAML.
 */
function inAnyCase(raw: Raw, name: string): Raw {
  return spellings(raw, name).at(-1) ?? member(raw, name);
}

/** The value if it is of the type that is asked; a member of what isn't an object is nothing, at the same place. */
function textOrNothing(raw: Raw): Raw {
  return text(raw) === undefined ? member(raw, "") : raw;
}

function textsOrNothing(raw: Raw): Raw {
  return isSequence(raw) && elements(raw).every((element) => text(element) !== undefined) ? raw : member(raw, "");
}
