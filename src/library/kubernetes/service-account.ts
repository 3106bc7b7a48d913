import { inputKind, instance, type Located, member, text } from "regoscript";
import type { Metadata } from "./metadata.ts";
import { isResource, resourceName } from "./resource.ts";

/** A ServiceAccount, as far as rules read it. */
export interface ServiceAccount extends Located {
  metadata?: Metadata;
  automountServiceAccountToken?: boolean;
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
