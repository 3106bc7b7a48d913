import { type Case, clusterObject } from "../conformance/cases.ts";
import type { Cluster } from "./cluster.ts";

/** An object as the API server takes it. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

interface Resource {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

/** The case's document, if it is one that can be in a cluster. */
export function objectOf({ document }: Case): KubernetesObject | undefined {
  return clusterObject(document) === undefined ? undefined : (document as KubernetesObject);
}

/** Where objects of each kind are created, by `apiVersion` and kind. */
export class Resources {
  readonly #resources = new Map<string, Resource & { readonly root: string }>();

  async discover(cluster: Cluster): Promise<void> {
    this.#resources.clear();
    const { body } = await cluster.request("GET", "/apis");
    const groups = (body as { groups: { versions: { groupVersion: string }[] }[] }).groups;
    const versions = groups.flatMap((group) => group.versions.map(({ groupVersion }) => groupVersion));
    for (const version of ["v1", ...versions]) {
      const root = version === "v1" ? "/api/v1" : `/apis/${version}`;
      const list = (await cluster.request("GET", root)).body as { resources?: Resource[] };
      for (const resource of list.resources ?? [])
        if (!resource.name.includes("/")) this.#resources.set(`${version} ${resource.kind}`, { ...resource, root });
    }
  }

  has({ apiVersion, kind }: KubernetesObject): boolean {
    return this.#resources.has(`${apiVersion} ${kind}`);
  }

  /** The path of the list that an object belongs to. */
  listOf({ apiVersion, kind, metadata }: KubernetesObject): string {
    const resource = this.#resources.get(`${apiVersion} ${kind}`);
    if (resource === undefined) throw new Error(`the cluster has no ${apiVersion} ${kind}`);
    const { root, name, namespaced } = resource;
    return namespaced ? `${root}/namespaces/${metadata.namespace ?? "default"}/${name}` : `${root}/${name}`;
  }
}

/**
 * Definitions of kinds that no Kubernetes cluster has by itself, which take any fields: an operator's own definitions
 * say more, and what they refuse is no matter of policy.
 */
export function definitionsOf(objects: readonly KubernetesObject[]): object[] {
  const kinds = new Map<string, KubernetesObject[]>();
  for (const object of objects) {
    const key = `${object.apiVersion.split("/")[0]} ${object.kind}`;
    kinds.set(key, [...(kinds.get(key) ?? []), object]);
  }
  return [...kinds.values()].map((all) => {
    const { apiVersion, kind } = all[0]!;
    const group = apiVersion.split("/")[0]!;
    const singular = kind.toLowerCase();
    const plural = singular.endsWith("s") ? `${singular}es` : singular.replace(/y$/, "ie") + "s";
    const versions = [...new Set(all.map((object) => object.apiVersion.split("/")[1]!))];
    const anything = { type: "object", "x-kubernetes-preserve-unknown-fields": true };
    return {
      apiVersion: "apiextensions.k8s.io/v1",
      kind: "CustomResourceDefinition",
      metadata: { name: `${plural}.${group}` },
      spec: {
        group,
        names: { kind, plural, singular },
        scope: all.some(({ metadata }) => metadata.namespace !== undefined) ? "Namespaced" : "Cluster",
        versions: versions.map((name, index) => ({
          name,
          served: true,
          storage: index === 0,
          schema: { openAPIV3Schema: anything },
        })),
      },
    };
  });
}
