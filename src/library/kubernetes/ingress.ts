import { inputKind, instance, type Located, member, type Raw, text } from "regoscript";
import type { Metadata } from "./metadata.ts";
import { isResource, resourceName } from "./resource.ts";

/** A path of a host, and as a raw value what answers it, which API groups write differently. */
export interface IngressPath extends Located {
  path?: string;
  pathType?: string;
  backend?: Raw;
}

/** The paths of a host. */
export interface IngressPaths extends Located {
  paths: IngressPath[];
}

/** What an Ingress does for a host; without one for all. */
export interface IngressRule extends Located {
  host?: string;
  http?: IngressPaths;
}

/** The certificate for some hosts. */
export interface IngressTls extends Located {
  hosts: string[];
  secretName?: string;
}

/**
 * The specification of an Ingress. Source:
 * https://kubernetes.io/docs/reference/kubernetes-api/service-resources/ingress-v1/
 */
export interface IngressSpec extends Located {
  ingressClassName?: string;
  defaultBackend?: Raw;
  rules: IngressRule[];
  tls: IngressTls[];
}

/** An Ingress. */
export interface Ingress extends Located {
  metadata?: Metadata;
  spec?: IngressSpec;
}

/** The Ingresses of a cluster, of the API group of today or of the one before Kubernetes 1.22. */
export const Ingress = inputKind<Ingress>({
  id: "ingress",
  title: "Ingress",
  recognises: ["Ingress (networking.k8s.io, extensions)"],
  kubernetes: [{ groups: ["networking.k8s.io", "extensions"], kinds: ["Ingress"], versions: ["v1", "v1beta1"] }],
  collect: "kubectl get ingresses --all-namespaces -o yaml",
  covers(document) {
    return text(member(document, "kind")) === "IngressList";
  },
  *find(document) {
    if (isResource(document, "networking.k8s.io", "Ingress") || isResource(document, "extensions", "Ingress"))
      yield instance<Ingress>(document, resourceName(document));
  },
});
