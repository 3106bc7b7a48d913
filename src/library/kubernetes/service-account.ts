import { inputKind, instance, type Located, member, text } from "regoscript";
import type { Metadata } from "./metadata.ts";
import { isResource, resourceName } from "./resource.ts";

/** A Secret that a service account refers to. */
export interface SecretReference extends Located {
  name?: string;
  namespace?: string;
}

/**
 * A ServiceAccount. Source:
 * https://kubernetes.io/docs/reference/kubernetes-api/authentication-resources/service-account-v1/
 */
export interface ServiceAccount extends Located {
  kind: "ServiceAccount";
  metadata?: Metadata;
  /** Whether pods get its token mounted, unless they say otherwise; where it is absent they do. */
  automountServiceAccountToken?: boolean;
  /** Secrets that its pods may use, which before Kubernetes 1.24 were its tokens. */
  secrets: SecretReference[];
  imagePullSecrets: SecretReference[];
}

/** The service accounts of a cluster. */
export const ServiceAccount = inputKind<ServiceAccount>({
  id: "service-account",
  title: "service account",
  recognises: ["ServiceAccount (v1)"],
  kubernetes: [{ groups: [""], kinds: ["ServiceAccount"] }],
  collect: "kubectl get serviceaccounts --all-namespaces -o yaml",
  covers(document) {
    return text(member(document, "kind")) === "ServiceAccountList";
  },
  *find(document) {
    if (isResource(document, "", "ServiceAccount")) yield instance<ServiceAccount>(document, resourceName(document));
  },
});
