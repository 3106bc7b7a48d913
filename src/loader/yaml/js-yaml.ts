import { createRequire } from "node:module";

let loaded: typeof import("js-yaml") | undefined;

/**
 * js-yaml, which is loaded by the first document that needs it: most need only the reader of plain ones, and to load it
 * takes longer than to read a file.
 */
export function jsYaml(): typeof import("js-yaml") {
  loaded ??= createRequire(import.meta.url)("js-yaml") as typeof import("js-yaml");
  return loaded;
}

/** Whether an error is js-yaml's own, of a text that is no YAML. */
export function isYamlException(error: unknown): error is import("js-yaml").YAMLException {
  return loaded !== undefined && error instanceof loaded.YAMLException;
}
