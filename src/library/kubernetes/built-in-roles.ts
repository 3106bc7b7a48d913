import type { Evidence } from "regoscript";
import type { Metadata } from "./metadata.ts";
import { ownValue } from "./own-value.ts";

/**
 * Names that the API server gives roles and bindings that it makes itself at its start, in namespaces too. Sources:
 * https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings,
 * https://github.com/kubernetes/kubernetes/tree/master/plugin/pkg/auth/authorizer/rbac/bootstrappolicy
 */
const names: ReadonlySet<string> = new Set([
  "admin",
  "cluster-admin",
  "edit",
  "extension-apiserver-authentication-reader",
  "system::extension-apiserver-authentication-reader",
  "system::leader-locking-kube-controller-manager",
  "system::leader-locking-kube-scheduler",
  "system:aggregate-to-admin",
  "system:aggregate-to-edit",
  "system:aggregate-to-view",
  "system:auth-delegator",
  "system:basic-user",
  "system:certificates.k8s.io:certificatesigningrequests:nodeclient",
  "system:certificates.k8s.io:certificatesigningrequests:selfnodeclient",
  "system:certificates.k8s.io:kube-apiserver-client-approver",
  "system:certificates.k8s.io:kube-apiserver-client-kubelet-approver",
  "system:certificates.k8s.io:kubelet-serving-approver",
  "system:certificates.k8s.io:legacy-unknown-approver",
  "system:discovery",
  "system:heapster",
  "system:kube-aggregator",
  "system:kube-controller-manager",
  "system:kube-dns",
  "system:kube-scheduler",
  "system:kubelet-api-admin",
  "system:monitoring",
  "system:node",
  "system:node-bootstrapper",
  "system:node-problem-detector",
  "system:node-proxier",
  "system:persistent-volume-provisioner",
  "system:public-info-viewer",
  "system:service-account-issuer-discovery",
  "system:volume-scheduler",
  "view",
]);

/** The same for controllers, after `system:controller:`. */
const controllers: ReadonlySet<string> = new Set([
  "attachdetach-controller",
  "bootstrap-signer",
  "certificate-controller",
  "cloud-provider",
  "clusterrole-aggregation-controller",
  "cronjob-controller",
  "daemon-set-controller",
  "deployment-controller",
  "device-taint-eviction-controller",
  "disruption-controller",
  "endpoint-controller",
  "endpointslice-controller",
  "endpointslicemirroring-controller",
  "ephemeral-volume-controller",
  "expand-controller",
  "generic-garbage-collector",
  "horizontal-pod-autoscaler",
  "job-controller",
  "legacy-service-account-token-cleaner",
  "namespace-controller",
  "node-controller",
  "persistent-volume-binder",
  "pod-garbage-collector",
  "pv-protection-controller",
  "pvc-protection-controller",
  "replicaset-controller",
  "replication-controller",
  "resource-claim-controller",
  "resourcequota-controller",
  "root-ca-cert-publisher",
  "route-controller",
  "selinux-warning-controller",
  "service-account-controller",
  "service-cidrs-controller",
  "service-controller",
  "statefulset-controller",
  "storage-version-migrator-controller",
  "taint-eviction-controller",
  "token-cleaner",
  "ttl-after-finished-controller",
  "ttl-controller",
  "validatingadmissionpolicy-status-controller",
  "volumeattributesclass-protection-controller",
]);

/**
 * Whether a role or binding is one that the API server makes itself, by its label and its name, since anybody may write
 * the label; or one that EKS keeps, whose names begin with `eks:`
 * (https://docs.aws.amazon.com/eks/latest/userguide/default-roles-users.html).
 */
export function isBuiltIn(metadata: Evidence<Metadata> | undefined): boolean {
  const name = metadata?.name ?? "";
  if (name.startsWith("eks:")) return true;
  const prefix = "system:controller:";
  return (
    ownValue(metadata?.labels ?? {}, "kubernetes.io/bootstrapping") === "rbac-defaults" &&
    (names.has(name) || (name.startsWith(prefix) && controllers.has(name.slice(prefix.length))))
  );
}
