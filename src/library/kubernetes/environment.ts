import { inputKind, instance, type Located, member, type Text } from "regoscript";
import type { Container } from "./pod/container.ts";
import { isResource, resourceName } from "./resource.ts";
import { podSpec } from "./workload.ts";

/** Places of a manifest that give containers environment variables: `env` of containers, and the data of ConfigMaps. */
export interface Environment extends Located {
  initContainers: Container[];
  containers: Container[];
  ephemeralContainers: Container[];
  /** Of a ConfigMap. */
  data: Record<string, Text>;
}

/** Environment variables that stand in manifests. */
export const Environment = inputKind<Environment>({
  id: "environment",
  title: "environment variables in a manifest",
  recognises: ["containers of pods and of workloads that make pods", "ConfigMap: data"],
  kubernetes: [
    { groups: [""], kinds: ["Pod", "PodTemplate", "ReplicationController", "ConfigMap"] },
    { groups: ["apps"], kinds: ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"] },
    { groups: ["batch"], kinds: ["Job", "CronJob"] },
  ],
  *find(document) {
    if (isResource(document, "", "ConfigMap")) {
      yield instance<Environment>(document, resourceName(document), { data: member(document, "data") });
      return;
    }
    const spec = podSpec(document);
    if (spec === undefined) return;
    yield instance<Environment>(document, resourceName(document), {
      initContainers: member(spec, "initContainers"),
      containers: member(spec, "containers"),
      ephemeralContainers: member(spec, "ephemeralContainers"),
    });
  },
});

/** All containers whose environment a manifest sets. */
export function environmentContainers(environment: Environment): Container[] {
  return [...environment.initContainers, ...environment.containers, ...environment.ephemeralContainers];
}
