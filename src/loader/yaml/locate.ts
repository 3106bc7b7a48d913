import type { Path, Segment } from "../../paths.ts";
import type { Range } from "../../text/range.ts";
import { isTemplate, tagSegment } from "../cloudformation.ts";
import { isMerge } from "./decode.ts";
import { floatKey } from "./float-key.ts";
import { resolveScalar } from "./tags.ts";
import type { MappingNode, YamlNode } from "./tree.ts";

/**
 * Finds nodes of one document by their path in its value: from the key, or from the node itself in a list, to its end.
 */
export function yamlLocator(root: YamlNode): (path: Path) => Range {
  const template = isTemplate(root);
  return (path) => {
    let found: Found = { node: root, span: root };
    // The tag of a node is a step of the path of its own, which must not be taken twice.
    let untagged: YamlNode | undefined;
    for (const segment of path) {
      const node = through(found.node);
      if (node === undefined) break;
      const tag = template && node !== untagged ? tagSegment(node.tag) : undefined;
      if (tag !== undefined) {
        if (tag !== segment) break;
        untagged = node;
        found = { node, span: found.span };
        continue;
      }
      const next = child(node, segment);
      if (next === undefined) break;
      found = next;
    }
    return { start: found.span.start, end: found.span.end };
  };
}

interface Found {
  readonly node: YamlNode;
  readonly span: Range;
}

function through(node: YamlNode): Exclude<YamlNode, { kind: "alias" }> | undefined {
  let current: YamlNode | null = node;
  while (current?.kind === "alias") current = current.target;
  return current ?? undefined;
}

function child(node: YamlNode, segment: Segment): Found | undefined {
  if (node.kind === "sequence") {
    const item = typeof segment === "number" ? node.items[segment] : undefined;
    return item && { node: item, span: item };
  }
  return node.kind === "mapping" ? entryOf(node, String(segment)) : undefined;
}

/** The entries of mappings by their keys; made when the first is looked for. */
const entriesOf = new WeakMap<MappingNode, ReadonlyMap<string, Found>>();

/** The entry that gave the key its value: the last one that sets it, be it by a merge. */
function entryOf(node: MappingNode, name: string): Found | undefined {
  return entriesIn(node).get(name);
}

function entriesIn(node: MappingNode): ReadonlyMap<string, Found> {
  const known = entriesOf.get(node);
  if (known !== undefined) return known;
  const entries = new Map<string, Found>();
  entriesOf.set(node, entries);
  const add = (name: string, found: Found): void => {
    if (!entries.has(name)) entries.set(name, found);
  };
  for (const { key, value } of node.entries.toReversed()) {
    if (isMerge(key)) addMerged(value, add);
    else {
      const name = keyName(key);
      if (name !== undefined) add(name, { node: value, span: { start: key.start, end: Math.max(value.end, key.end) } });
    }
  }
  return entries;
}

function addMerged(source: YamlNode, add: (name: string, found: Found) => void): void {
  const target = through(source);
  if (target?.kind === "mapping") for (const [name, found] of entriesIn(target)) add(name, found);
  else if (target?.kind === "sequence") for (const item of target.items) addMerged(item, add);
}

/** The name that a key has in the value; none where it is no scalar. */
export function keyName(key: YamlNode): string | undefined {
  const node = through(key);
  if (node?.kind !== "scalar") return undefined;
  const scalar = resolveScalar(node);
  if (scalar.kind === "float") return floatKey(scalar.value);
  return scalar.kind === "integer" ? String(scalar.exact) : String(scalar.value);
}
