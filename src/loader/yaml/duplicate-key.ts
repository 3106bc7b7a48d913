import { defaultLimits } from "../limits.ts";
import { IndexedFile } from "../source-file.ts";
import type { SourceFile } from "../types.ts";
import { isMerge } from "./decode.ts";
import { keyName } from "./locate.ts";
import { parseYamlTree } from "./parse.ts";
import { splitDocuments } from "./split.ts";
import type { YamlNode } from "./tree.ts";

/** A key that an object has a second time, and where that is, from 1. */
interface DuplicateKey {
  readonly key: string;
  readonly line: number;
  readonly column: number;
}

/**
 * A key that stands twice in one object of a file, of which a document has the last value only.
 *
 * @param file in YAML or JSON, that could be read without a problem
 */
export function duplicateKey({ name, text }: SourceFile): DuplicateKey | undefined {
  for (const { start, end } of splitDocuments(text)) {
    // JSON that could be read is YAML.
    const found = duplicateIn(parseYamlTree(text.slice(start, end), defaultLimits));
    if (found !== undefined) return { key: found.key, ...new IndexedFile(name, text).place(start + found.offset) };
  }
  return undefined;
}

function duplicateIn(node: YamlNode): { readonly key: string; readonly offset: number } | undefined {
  if (node.kind === "sequence") return firstIn(node.items);
  if (node.kind !== "mapping") return undefined;
  const keys = new Set<string>();
  for (const { key } of node.entries) {
    const name = isMerge(key) ? undefined : keyName(key);
    if (name === undefined) continue;
    if (keys.has(name)) return { key: name, offset: key.start };
    keys.add(name);
  }
  return firstIn(node.entries.map(({ value }) => value));
}

function firstIn(nodes: readonly YamlNode[]): ReturnType<typeof duplicateIn> {
  for (const node of nodes) {
    const found = duplicateIn(node);
    if (found !== undefined) return found;
  }
  return undefined;
}
