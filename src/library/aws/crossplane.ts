import type { Raw } from "regoscript";
import { isCustomResource } from "./sources.ts";

/**
 * Whether a document is a managed resource of Upbound's Crossplane providers for a service of AWS, cluster-scoped or
 * namespaced: their fields are those of Terraform's provider.
 */
export function isCrossplaneResource(document: Raw, service: string, kind: string): boolean {
  return (
    isCustomResource(document, `${service}.aws.upbound.io/`, kind) ||
    isCustomResource(document, `${service}.aws.m.upbound.io/`, kind)
  );
}
