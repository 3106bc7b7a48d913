import type { Raw } from "regoscript";
import { isCustomResource } from "./sources.ts";

/**
 * Whether a document is a managed resource of Crossplane for a service of AWS: of Upbound's providers, cluster-scoped or
 * namespaced, or of the community's older one.
 */
export function isCrossplaneResource(document: Raw, service: string, kind: string): boolean {
  return (
    isCustomResource(document, `${service}.aws.upbound.io/`, kind) ||
    isCustomResource(document, `${service}.aws.m.upbound.io/`, kind) ||
    isCustomResource(document, `${service}.aws.crossplane.io/`, kind)
  );
}
