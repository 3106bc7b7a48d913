import type { Located, Raw, Scalar, Text } from "regoscript";
import type { Container, LocalReference, ResourceRequirements } from "./container.ts";
import type {
  Affinity,
  PodReadinessGate,
  PodResourceClaim,
  Toleration,
  TopologySpreadConstraint,
} from "./scheduling.ts";
import type { PodSecurityContext } from "./security-context.ts";
import type { Volume } from "./volume.ts";
import { templateContainers, type WorkflowTemplate } from "./workflow-template.ts";

/** Names that a pod's `/etc/hosts` gives an address. */
export interface HostAlias extends Located {
  ip?: string;
  hostnames: string[];
}

/** One option of a resolver. */
export interface DnsOption extends Located {
  name?: string;
  value?: string;
}

/** A pod's own resolver. */
export interface DnsConfig extends Located {
  nameservers: string[];
  searches: string[];
  options: DnsOption[];
}

/** The operating system of a pod. */
export interface PodOs extends Located {
  name?: string;
}

/**
 * The specification of a pod. Source:
 * https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#PodSpec
 */
export interface PodSpec extends Located {
  initContainers: Container[];
  containers: Container[];
  ephemeralContainers: Container[];
  /** Of an Argo Workflow, whose other fields here hold for each of its pods. */
  templates: WorkflowTemplate[];
  /** Of an Argo Workflow: where the rest of its specification stands. */
  workflowTemplateRef?: Raw;
  volumes: Volume[];
  imagePullSecrets: LocalReference[];
  securityContext?: PodSecurityContext;
  serviceAccountName?: string;
  /** The former name of `serviceAccountName`, which the API server still reads. */
  serviceAccount?: string;
  automountServiceAccountToken?: boolean;
  hostNetwork?: boolean;
  hostPID?: boolean;
  hostIPC?: boolean;
  /** False for a user namespace of the pod's own. */
  hostUsers?: boolean;
  shareProcessNamespace?: boolean;
  hostname?: string;
  subdomain?: string;
  setHostnameAsFQDN?: boolean;
  hostAliases: HostAlias[];
  dnsPolicy?: string;
  dnsConfig?: DnsConfig;
  enableServiceLinks?: boolean;
  nodeName?: string;
  nodeSelector: Record<string, Text>;
  affinity?: Affinity;
  tolerations: Toleration[];
  topologySpreadConstraints: TopologySpreadConstraint[];
  schedulerName?: string;
  schedulingGates: LocalReference[];
  runtimeClassName?: string;
  priorityClassName?: string;
  priority?: number;
  preemptionPolicy?: string;
  /** What running the pod costs beside its containers, by resource. */
  overhead: Record<string, Scalar>;
  /** For all containers together. */
  resources?: ResourceRequirements;
  resourceClaims: PodResourceClaim[];
  readinessGates: PodReadinessGate[];
  restartPolicy?: string;
  terminationGracePeriodSeconds?: number;
  activeDeadlineSeconds?: number;
  os?: PodOs;
}

/** All containers of a pod: init, ordinary and ephemeral; of a workflow those of all its pods. */
export function containers(spec: PodSpec): Container[] {
  return [
    ...spec.initContainers,
    ...spec.containers,
    ...spec.ephemeralContainers,
    ...spec.templates.flatMap((template) => templateContainers(template)),
  ];
}

/** The service account that a pod runs as; Kubernetes gives `default` to a pod that names none. */
export function serviceAccountOf(spec: PodSpec): string {
  const named = spec.serviceAccountName || spec.serviceAccount;
  return named || "default";
}
