import type { KubernetesResources } from "../authoring/input-kind.ts";
import type { Manifest, RuleDescriptor } from "../manifest/manifest.ts";

/** Whether some policy looks at all documents of a run. */
export function usesInventory({ manifest }: { readonly manifest: Manifest }): boolean {
  return [...manifest.rules, ...(manifest.decisions ?? [])].some((policy) => policy.inventory !== undefined);
}

/**
 * The resources of a cluster that a rule looks at all of; `undefined` where it looks at something that is in no
 * cluster.
 */
export function syncedResources(rule: RuleDescriptor, { kinds }: Manifest): readonly KubernetesResources[] | undefined {
  const resources: KubernetesResources[] = [];
  for (const id of rule.inventory ?? []) {
    const kind = kinds.find((candidate) => candidate.id === id);
    if (kind === undefined || kind.kubernetes.length === 0) return undefined;
    resources.push(...kind.kubernetes);
  }
  return resources;
}
