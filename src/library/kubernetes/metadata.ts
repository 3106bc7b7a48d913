import type { Located, Text } from "regoscript";

/** A resource that another one belongs to and goes with. */
export interface OwnerReference extends Located {
  apiVersion?: string;
  kind?: string;
  name?: string;
  controller?: boolean;
}

/**
 * `metadata` of a resource. Source:
 * https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/
 */
export interface Metadata extends Located {
  name?: string;
  generateName?: string;
  namespace?: string;
  /** What the API server calls an object that it holds; a manifest has none. */
  uid?: string;
  labels: Record<string, Text>;
  annotations: Record<string, Text>;
  finalizers: string[];
  ownerReferences: OwnerReference[];
}
