import { inputKind, instance, type Located, member, type Scalar, type Text, text } from "regoscript";
import type { Metadata } from "./metadata.ts";
import { isResource, resourceName } from "./resource.ts";

/** A port of a Service; `targetPort` is a number or the name of a container's port. */
export interface ServicePort extends Located {
  name?: string;
  port?: number;
  targetPort?: Scalar;
  nodePort?: number;
  protocol?: string;
  appProtocol?: string;
}

/**
 * The specification of a Service. Source:
 * https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/
 */
export interface ServiceSpec extends Located {
  type?: string;
  selector: Record<string, Text>;
  ports: ServicePort[];
  clusterIP?: string;
  clusterIPs: string[];
  externalIPs: string[];
  externalName?: string;
  externalTrafficPolicy?: string;
  internalTrafficPolicy?: string;
  loadBalancerClass?: string;
  loadBalancerIP?: string;
  loadBalancerSourceRanges: string[];
  publishNotReadyAddresses?: boolean;
  sessionAffinity?: string;
}

/** A Service. */
export interface Service extends Located {
  metadata?: Metadata;
  spec?: ServiceSpec;
}

/** The Services of a cluster. */
export const Service = inputKind<Service>({
  id: "service",
  title: "Service",
  recognises: ["Service (v1)"],
  kubernetes: [{ groups: [""], kinds: ["Service"] }],
  collect: "kubectl get services --all-namespaces -o yaml",
  covers(document) {
    return text(member(document, "kind")) === "ServiceList";
  },
  *find(document) {
    if (isResource(document, "", "Service")) yield instance<Service>(document, resourceName(document));
  },
});
