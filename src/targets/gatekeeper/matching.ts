import type { KindDescriptor } from "../../manifest/manifest.ts";

/**
 * Whether an example's document is a cluster object that the constraint matches, or a review of one; a list never
 * reaches one.
 */
export function matches(given: unknown, kinds: readonly KindDescriptor[]): boolean {
  const document = isReview(given) ? objectUnderReview(given) : given;
  if (!isClusterObject(document)) return false;
  const { apiVersion, kind: objectKind } = document;
  const group = apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
  return kinds
    .flatMap(({ kubernetes }) => kubernetes)
    .some(({ groups, kinds: names }) => includes(groups, group) && includes(names, objectKind));
}

/** Whether a list of a constraint's match has a name, or stands for all. */
function includes(names: readonly string[], name: string): boolean {
  return names.includes(name) || names.includes("*");
}

interface Review {
  readonly kind: "AdmissionReview";
  readonly request: { readonly kind?: unknown; readonly object?: unknown; readonly oldObject?: unknown };
}

function isReview(document: unknown): document is Review {
  const { kind, request } = (document ?? {}) as { kind?: unknown; request?: unknown };
  return kind === "AdmissionReview" && typeof request === "object" && request !== null;
}

/** The object of a review, or the one that goes. */
function objectUnderReview({ request: { object, oldObject } }: Review): unknown {
  return object ?? oldObject;
}

/** An example's document for gator: a review says the kind of its object, by which constraints are matched. */
export function withKind(document: unknown): unknown {
  if (!isReview(document) || document.request.kind !== undefined) return document;
  const object = objectUnderReview(document);
  if (!isClusterObject(object)) return document;
  const [version = "", group = ""] = object.apiVersion.split("/").reverse();
  return { ...document, request: { ...document.request, kind: { group, version, kind: object.kind } } };
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
