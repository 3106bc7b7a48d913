import type { Located } from "regoscript";
import type { LabelSelector } from "../selector.ts";

/** One test of a node's labels or fields. */
export interface NodeSelectorRequirement extends Located {
  key?: string;
  operator?: string;
  values: string[];
}

/** Tests that must all hold. */
export interface NodeSelectorTerm extends Located {
  matchExpressions: NodeSelectorRequirement[];
  matchFields: NodeSelectorRequirement[];
}

/** Terms of which one must hold. */
export interface NodeSelector extends Located {
  nodeSelectorTerms: NodeSelectorTerm[];
}

/** A term that counts by its weight. */
export interface PreferredNodes extends Located {
  weight?: number;
  preference?: NodeSelectorTerm;
}

/** Which nodes a pod must, or had better, run on. */
export interface NodeAffinity extends Located {
  requiredDuringSchedulingIgnoredDuringExecution?: NodeSelector;
  preferredDuringSchedulingIgnoredDuringExecution: PreferredNodes[];
}

/** Pods beside which, or away from which, a pod is to run. */
export interface PodAffinityTerm extends Located {
  labelSelector?: LabelSelector;
  namespaceSelector?: LabelSelector;
  namespaces: string[];
  topologyKey?: string;
  matchLabelKeys: string[];
  mismatchLabelKeys: string[];
}

/** A term that counts by its weight. */
export interface PreferredPods extends Located {
  weight?: number;
  podAffinityTerm?: PodAffinityTerm;
}

/** Which pods a pod must, or had better, be beside or away from. */
export interface PodAffinity extends Located {
  requiredDuringSchedulingIgnoredDuringExecution: PodAffinityTerm[];
  preferredDuringSchedulingIgnoredDuringExecution: PreferredPods[];
}

/** Where a pod is to run. Source: https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/ */
export interface Affinity extends Located {
  nodeAffinity?: NodeAffinity;
  podAffinity?: PodAffinity;
  podAntiAffinity?: PodAffinity;
}

/**
 * A taint that a pod bears with. Source:
 * https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/
 */
export interface Toleration extends Located {
  key?: string;
  operator?: string;
  value?: string;
  effect?: string;
  tolerationSeconds?: number;
}

/**
 * How evenly pods are spread. Source:
 * https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/
 */
export interface TopologySpreadConstraint extends Located {
  maxSkew?: number;
  minDomains?: number;
  topologyKey?: string;
  whenUnsatisfiable?: string;
  labelSelector?: LabelSelector;
  matchLabelKeys: string[];
  nodeAffinityPolicy?: string;
  nodeTaintsPolicy?: string;
}

/** A condition that must hold before a pod is ready. */
export interface PodReadinessGate extends Located {
  conditionType?: string;
}

/** A claim of resources that the pod's containers use. */
export interface PodResourceClaim extends Located {
  name: string;
  resourceClaimName?: string;
  resourceClaimTemplateName?: string;
}
