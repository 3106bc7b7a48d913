import { inputKind, instance, type Located, member } from "regoscript";
import type { Metadata } from "./metadata.ts";
import { isResource, resourceName } from "./resource.ts";

/** What runs several pods that are alike. */
export interface Replicated extends Located {
  kind: string;
  metadata?: Metadata;
  /** One where it is absent. */
  replicas?: number;
}

/** Workloads with `spec.replicas`. */
export const Replicated = inputKind<Replicated>({
  id: "replicated",
  title: "workload with replicas",
  recognises: ["Deployment, StatefulSet, ReplicaSet, ReplicationController: spec.replicas"],
  kubernetes: [
    { groups: ["apps"], kinds: ["Deployment", "StatefulSet", "ReplicaSet"] },
    { groups: [""], kinds: ["ReplicationController"] },
  ],
  *find(document) {
    if (
      isResource(document, "apps", "Deployment") ||
      isResource(document, "apps", "StatefulSet") ||
      isResource(document, "apps", "ReplicaSet") ||
      isResource(document, "", "ReplicationController")
    )
      yield instance<Replicated>(document, resourceName(document), {
        kind: member(document, "kind"),
        metadata: member(document, "metadata"),
        replicas: member(document, "spec", "replicas"),
      });
  },
});
