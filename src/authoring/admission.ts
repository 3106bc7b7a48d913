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
  return new Raw(subject.value, subject.link, request.value);
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
