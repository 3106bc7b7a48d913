import { isObject } from "../json.ts";
import { elements, exists, member, Raw, text } from "./raw.ts";

/**
 * The request that an object came with, as the API server's AdmissionReview has it
 * (https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#request): in Gatekeeper
 * from its webhook, elsewhere from a document of kind AdmissionReview.
 */
export interface AdmissionRequest {
  /** `CREATE`, `UPDATE`, `DELETE` or `CONNECT`. */
  readonly operation: string;
  readonly userInfo: { readonly username: string | undefined; readonly groups: readonly string[] };
  /** The object before the change. */
  readonly oldObject: Raw | undefined;
  /** The object's namespace, as Gatekeeper adds it. */
  readonly namespaceObject: Raw | undefined;
}

/** The object that an AdmissionReview asks about, with its request; where it goes, the one that was. */
export function reviewed(review: Raw): Raw {
  const request = member(review, "request");
  const object = member(request, "object");
  const subject = exists(object) ? object : member(request, "oldObject");
  const namespace = text(member(request, "namespace")) ?? "";
  return new Raw(inNamespace(subject, namespace), subject.link, request.value);
}

/**
 * An object in the namespace of its request where its own is empty, as the API server allows. The request's is empty
 * for what is in none, and for a Namespace its own name.
 * Source: https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#request
 */
function inNamespace(object: Raw, namespace: string): unknown {
  const { value } = object;
  if (namespace === "" || !isObject(value) || text(member(object, "kind")) === "Namespace") return value;
  const metadata = member(object, "metadata");
  const own = member(metadata, "namespace");
  if ((exists(own) && text(own) !== "") || (exists(metadata) && !isObject(metadata.value))) return value;
  return { ...value, metadata: { ...(metadata.value as object | null), namespace } };
}

/** Whether a document is an object that goes: nothing comes of which it could be said whether it may. */
export function isDeleted(document: Raw): boolean {
  return document.request !== undefined && text(member(new Raw(document.request, undefined), "operation")) === "DELETE";
}

/** What a rule sees of a request. One without an operation is none: Gatekeeper's audit has a review of that form. */
export function admissionRequest(request: unknown): AdmissionRequest | undefined {
  const raw = new Raw(request, undefined);
  const operation = text(member(raw, "operation"));
  if (operation === undefined || operation === "") return undefined;
  return {
    operation,
    userInfo: {
      username: text(member(raw, "userInfo", "username")),
      groups: elements(member(raw, "userInfo", "groups")).flatMap((group) => text(group) ?? []),
    },
    oldObject: objectOf(member(raw, "oldObject")),
    namespaceObject: objectOf(member(raw, "namespaceObject")),
  };
}

/** Gatekeeper's stand-in for a namespace that it doesn't have is an empty object. */
function objectOf(raw: Raw): Raw | undefined {
  const { value } = raw;
  return typeof value === "object" && value !== null && Object.keys(value).length > 0
    ? new Raw(value, undefined)
    : undefined;
}
