/**
 * Kubernetes' own resources that aren't of the core group, by group, with the short names that kubectl knows them by.
 *
 * Source: https://kubernetes.io/docs/reference/kubectl/#resource-types
 */
const groups: { readonly [group: string]: readonly string[] } = {
  "admissionregistration.k8s.io": [
    "mutatingwebhookconfigurations",
    "validatingadmissionpolicies",
    "validatingadmissionpolicybindings",
    "validatingwebhookconfigurations",
  ],
  "apiextensions.k8s.io": ["customresourcedefinitions"],
  "apiregistration.k8s.io": ["apiservices"],
  apps: ["controllerrevisions", "daemonsets", "deployments", "replicasets", "statefulsets"],
  "authentication.k8s.io": ["selfsubjectreviews", "tokenreviews", "userextras"],
  "authorization.k8s.io": [
    "localsubjectaccessreviews",
    "selfsubjectaccessreviews",
    "selfsubjectrulesreviews",
    "subjectaccessreviews",
  ],
  autoscaling: ["horizontalpodautoscalers"],
  batch: ["cronjobs", "jobs"],
  "certificates.k8s.io": ["certificatesigningrequests", "clustertrustbundles", "signers"],
  "coordination.k8s.io": ["leases"],
  "discovery.k8s.io": ["endpointslices"],
  "flowcontrol.apiserver.k8s.io": ["flowschemas", "prioritylevelconfigurations"],
  "networking.k8s.io": ["ingressclasses", "ingresses", "networkpolicies"],
  "node.k8s.io": ["runtimeclasses"],
  policy: ["poddisruptionbudgets"],
  "rbac.authorization.k8s.io": ["clusterrolebindings", "clusterroles", "rolebindings", "roles"],
  "scheduling.k8s.io": ["priorityclasses"],
  "storage.k8s.io": ["csidrivers", "csinodes", "csistoragecapacities", "storageclasses", "volumeattachments"],
};

const shortNames: { readonly [name: string]: string } = {
  cm: "configmaps",
  crd: "customresourcedefinitions",
  cj: "cronjobs",
  csr: "certificatesigningrequests",
  deploy: "deployments",
  ds: "daemonsets",
  ep: "endpoints",
  ev: "events",
  hpa: "horizontalpodautoscalers",
  ing: "ingresses",
  limits: "limitranges",
  netpol: "networkpolicies",
  no: "nodes",
  ns: "namespaces",
  pdb: "poddisruptionbudgets",
  po: "pods",
  pv: "persistentvolumes",
  pvc: "persistentvolumeclaims",
  quota: "resourcequotas",
  rc: "replicationcontrollers",
  rs: "replicasets",
  sa: "serviceaccounts",
  sc: "storageclasses",
  secret: "secrets",
  sts: "statefulsets",
  svc: "services",
};

const groupOf = new Map(Object.entries(groups).flatMap(([group, names]) => names.map((name) => [name, group])));

/** A resource as a role names it. */
interface ResourceName {
  readonly resource: string;
  /** `""` for the core group. */
  readonly group: string;
  /** `""` for all. */
  readonly name: string;
}

/**
 * The resource that an argument `RESOURCE[.GROUP][/NAME]` names. Without a group, one of Kubernetes' own resources is
 * of its own group, as for kubectl; anything else of the core group.
 */
export function resourceOf(argument: string): ResourceName {
  const slash = argument.indexOf("/");
  const type = slash === -1 ? argument : argument.slice(0, slash);
  const name = slash === -1 ? "" : argument.slice(slash + 1);
  const dot = type.indexOf(".");
  if (dot !== -1) return { resource: type.slice(0, dot), group: type.slice(dot + 1), name };
  const resource = shortNames[type] ?? type;
  return { resource, group: groupOf.get(resource) ?? "", name };
}
