import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { isObject } from "../json.ts";
import { parseDocuments } from "./parse-documents.ts";

/** Source: https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/ */
const names: readonly string[] = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

/**
 * The absolute names of the files that a folder's kustomization takes for something else than resources: patches, files
 * that go into ConfigMaps and Secrets, values of charts. By themselves they are no manifests.
 *
 * @param entries the names of what is in the folder
 */
export function patchesIn(folder: string, entries: readonly string[]): readonly string[] {
  const name = names.find((one) => entries.includes(one));
  if (name === undefined) return [];
  const file = join(folder, name);
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    // It is read again to be checked, which says what is wrong with it.
    return [];
  }
  return parseDocuments(file, text, { format: "yaml" })
    .documents.flatMap(({ value }) => (isObject(value) ? filesOf(value) : []))
    .map((path) => resolve(folder, path));
}

function filesOf(kustomization: Record<string, unknown>): string[] {
  const paths = (field: string, member: string): unknown[] =>
    itemsOf(kustomization[field]).map((item) => (isObject(item) ? item[member] : undefined));
  const generated = ["configMapGenerator", "secretGenerator"].flatMap((field) => [
    ...[...paths(field, "files"), ...paths(field, "envs")].flatMap(itemsOf).map(withoutKey),
    ...paths(field, "env"),
  ]);
  const resources = [...itemsOf(kustomization["resources"]), ...itemsOf(kustomization["crds"])];
  const files = [
    ...itemsOf(kustomization["patchesStrategicMerge"]),
    ...["patches", "patchesJson6902", "replacements"].flatMap((field) => paths(field, "path")),
    ...itemsOf(kustomization["configurations"]),
    ...paths("helmCharts", "valuesFile"),
    ...paths("helmCharts", "additionalValuesFiles").flatMap(itemsOf),
    ...generated,
  ];
  return files.filter(
    (path): path is string => typeof path === "string" && !path.includes("\n") && !resources.includes(path),
  );
}

function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** `key=file` names a file and the key that it gets. */
function withoutKey(entry: unknown): unknown {
  return typeof entry === "string" ? entry.slice(entry.indexOf("=") + 1) : entry;
}
