import type { Manifest } from "../../manifest/manifest.ts";

/** The labels of every object that a cluster gets, by which they can be selected and pruned. */
export function labels({ version }: Manifest): { readonly [name: string]: string } {
  return {
    "app.kubernetes.io/managed-by": "regoscript",
    // A label has no `+`, which separates a version from the name of its build.
    ...(version !== undefined && { "app.kubernetes.io/version": version.replaceAll("+", "_") }),
  };
}
