import type { Schema, Type } from "js-yaml";
import { jsYaml } from "./js-yaml.ts";
import { fastValue, needsCare } from "./scalars.ts";

/** Thrown out of js-yaml when a scalar is met that only the exact path can judge. */
export class CareNeeded extends Error {}

let resolved: boolean | number | null | undefined;

let fast: Schema | undefined;

/** Reads documents without tags, anchors and merge keys to their value in one pass. */
export function fastSchema(): Schema {
  fast ??= new (jsYaml().Schema)({ implicit: [plainScalar()], explicit: [] });
  return fast;
}

/**
 * One type for all plain scalars. js-yaml asks `resolve` and at once `construct`, so the value is worked out once and
 * kept between the two; this is what makes this schema faster than js-yaml's own.
 */
function plainScalar(): Type {
  return new (jsYaml().Type)("tag:regoscript,2024:plain", {
    kind: "scalar",
    resolve(text: unknown): boolean {
      const value = fastValue(text as string);
      if (value === needsCare) throw new CareNeeded();
      resolved = value;
      return value !== undefined;
    },
    construct: () => resolved,
  });
}

let tree: Schema | undefined;

/** Leaves every scalar as its text and accepts any tag: the node tree keeps the tag itself. */
export function treeSchema(): Schema {
  tree ??= new (jsYaml().Schema)({ implicit: [], explicit: [anyTag("scalar"), anyTag("sequence"), anyTag("mapping")] });
  return tree;
}

function anyTag(kind: "scalar" | "sequence" | "mapping"): Type {
  return new (jsYaml().Type)("", { kind, multi: true });
}
