import { inputKind, instance, type Located, member, text } from "regoscript";
import type { Metadata } from "./metadata.ts";
import { isResource, resourceName } from "./resource.ts";

/**
 * A Secret in which the control plane keeps a token of a service account that doesn't expire. Its data aren't looked
 * at. Source: https://kubernetes.io/docs/concepts/configuration/secret/#serviceaccount-token-secrets
 */
export interface ServiceAccountToken extends Located {
  kind: "Secret";
  /** The service account's name is the annotation kubernetes.io/service-account.name. */
  metadata?: Metadata;
}

/** Tokens of service accounts that Secrets hold. */
export const ServiceAccountToken = inputKind<ServiceAccountToken>({
  id: "service-account-token",
  title: "Secret with a token of a service account",
  recognises: ["Secret (v1) of type kubernetes.io/service-account-token"],
  kubernetes: [{ groups: [""], kinds: ["Secret"] }],
  *find(document) {
    if (isResource(document, "", "Secret") && text(member(document, "type")) === "kubernetes.io/service-account-token")
      yield instance<ServiceAccountToken>(document, resourceName(document));
  },
});
