import type { KindDescriptor } from "../../manifest/manifest.ts";

/**
 * Whether an example's document is a cluster object that the constraint matches, or a review of one; a list never
 * reaches one.
 */
export function matches(given: unknown, kind: KindDescriptor): boolean {
  const document = objectUnderReview(given) ?? given;
  if (!isClusterObject(document)) return false;
  const { apiVersion, kind: objectKind } = document;
  const group = apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
  return kind.kubernetes.some((resources) => resources.groups.includes(group) && resources.kinds.includes(objectKind));
}

/** The object of an AdmissionReview that names its kind, by which constraints are matched. */
function objectUnderReview(document: unknown): unknown {
  const { kind, request } = (document ?? {}) as {
    kind?: unknown;
    request?: { kind?: unknown; object?: unknown } | null;
  };
  return kind === "AdmissionReview" && typeof request?.kind === "object" ? request.object : undefined;
}

/** Whether a document is an object that can be in a cluster; gator refuses one without a name. */
export function isClusterObject(document: unknown): document is { readonly apiVersion: string; readonly kind: string } {
  if (typeof document !== "object" || document === null || Array.isArray(document)) return false;
  const { apiVersion, kind, metadata } = document as { apiVersion?: unknown; kind?: unknown; metadata?: unknown };
  return (
    typeof apiVersion === "string" &&
    typeof kind === "string" &&
    typeof (metadata as { name?: unknown } | undefined)?.name === "string"
  );
}
