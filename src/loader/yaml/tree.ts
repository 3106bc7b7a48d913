import type { LoadOptions, YAMLException } from "js-yaml";
import { isYamlException, jsYaml } from "./js-yaml.ts";
import { treeSchema } from "./schemas.ts";

/** A YAML node with its place: offsets into the text that was parsed. */
export type YamlNode = ScalarNode | SequenceNode | MappingNode | AliasNode;

interface Placed {
  /** Offset of the first property or character. */
  start: number;
  /** Offset after the last character. */
  end: number;
  /** The tag as YAML resolves it (`tag:yaml.org,2002:str`, `!Ref`), or null without one. */
  tag: string | null;
}

export interface ScalarNode extends Placed {
  readonly kind: "scalar";
  readonly text: string;
  /** Neither quoted nor a block scalar. */
  readonly plain: boolean;
  /** Nothing was written: `key:` alone. */
  readonly missing: boolean;
}

export interface SequenceNode extends Placed {
  readonly kind: "sequence";
  readonly flow: boolean;
  readonly items: readonly YamlNode[];
}

interface MappingEntry {
  readonly key: YamlNode;
  readonly value: YamlNode;
}

export interface MappingNode extends Placed {
  readonly kind: "mapping";
  readonly flow: boolean;
  readonly entries: readonly MappingEntry[];
}

export interface AliasNode extends Placed {
  readonly kind: "alias";
  /** The node that the anchor names, or null for an alias inside of its own anchor. */
  readonly target: YamlNode | null;
}

/** The part of js-yaml's parser state that it shows to a listener. */
interface ParserState {
  readonly input: string;
  readonly position: number;
  readonly kind: string | null;
  readonly tag: string | null;
  readonly anchor: string | null;
  readonly anchorMap: Record<string, unknown>;
  result: unknown;
}

interface Frame {
  readonly open: number;
  /** The number of the node that was closed last directly inside of this one. */
  lastChild: number | undefined;
}

/** js-yaml's options with those that its type declarations lack (js-yaml 4.3, lib/loader.js). */
export interface ParserOptions extends LoadOptions {
  readonly maxDepth?: number;
  readonly maxTotalMergeKeys?: number;
}

/**
 * Parses one document to nodes instead of values.
 *
 * js-yaml tells a listener of each node as it closes. The listener replaces the node's result by its number, so that
 * js-yaml builds its containers out of numbers, keys included, and nothing about keys, tags, anchors or order is lost:
 * JavaScript lists keys that are numbers in their order, and nodes are numbered in the order of the text. No result of
 * js-yaml's own is a number under this schema.
 *
 * @throws YAMLException as js-yaml does.
 */
export function parseTree(text: string, maxDepth: number): YamlNode {
  let patched = text;
  for (let attempt = 0; ; attempt += 1) {
    try {
      return parseOnce(patched, maxDepth, patched !== text);
    } catch (error) {
      const repairable = isYamlException(error) && attempt < mostQuoteEscapes && !nextLine.test(text);
      const repaired = repairable ? replaceQuoteEscape(patched, error) : undefined;
      if (repaired === undefined) throw error;
      patched = repaired;
    }
  }
}

/** Each is found by parsing again, so a document full of them would take for ever. */
const mostQuoteEscapes = 100;

/** What `\N` stands for. */
const standIn = "\u0085";
const nextLine = /\\(?:N|x85|u0085|U00000085)/;

/**
 * go-yaml reads `\'` in double quotes as a quote, js-yaml refuses it. It is replaced by an escape of the same length,
 * so that no place moves, and turned back when the scalar is read.
 */
function replaceQuoteEscape(text: string, error: YAMLException): string | undefined {
  const position = error.mark.position;
  if (error.reason !== "unknown escape sequence" || text[position] !== "'") return undefined;
  return `${text.slice(0, position)}N${text.slice(position + 1)}`;
}

function parseOnce(text: string, maxDepth: number, patched: boolean): YamlNode {
  const nodes: YamlNode[] = [];
  const frames: Frame[] = [];
  const anchors = new Anchors();
  const add = (node: YamlNode): number => nodes.push(node) - 1;
  const listener = (event: string, parserState: unknown): void => {
    const state = parserState as ParserState;
    if (event === "open") {
      frames.push({ open: state.position, lastChild: undefined });
      return;
    }
    const frame = frames.pop();
    if (frame === undefined) return;
    const id = closeNode(state, frame, { length: text.length, patched }, nodes, add);
    state.result = id;
    if (state.anchor !== null) anchors.set(state, state.anchor, id, nodes[id]?.start ?? 0);
    const parent = frames.at(-1);
    if (parent !== undefined) parent.lastChild = id;
  };
  const options: ParserOptions = {
    schema: treeSchema(),
    json: true,
    // Each value of a mapping lies one deeper in js-yaml than its key, and a key is tried as a node of its own.
    maxDepth: maxDepth + 2,
    maxTotalMergeKeys: -1,
    listener: listener as NonNullable<LoadOptions["listener"]>,
  };
  const root = jsYaml().load(text, options);
  return nodeOf(nodes, root, 0);
}

/**
 * Of equal anchors the one that is written last counts, so an anchor inside of a node outlives that of the node, which
 * js-yaml sets again when the node ends.
 */
class Anchors {
  readonly #latest = new Map<string, { readonly id: number; readonly start: number }>();

  set(state: ParserState, name: string, id: number, start: number): void {
    const known = this.#latest.get(name);
    if (known === undefined || known.start <= start) this.#latest.set(name, { id, start });
    state.anchorMap[name] = this.#latest.get(name)?.id;
  }
}

function closeNode(
  state: ParserState,
  frame: Frame,
  source: { readonly length: number; readonly patched: boolean },
  nodes: readonly YamlNode[],
  add: (node: YamlNode) => number,
): number {
  const { kind, result } = state;
  const end = state.position;
  const tag = state.tag === "?" ? null : state.tag;
  const missing = kind === null && result === null && tag === null && state.anchor === null;
  const start = missing ? frame.open : skipSpace(state.input, frame.open);
  if (typeof result === "number" && result === frame.lastChild) {
    // js-yaml tries each node as the key of a mapping first; it wasn't one, and this is the same node again.
    const node = nodes[result];
    if (node !== undefined) {
      node.start = Math.min(node.start, start);
      node.tag ??= tag;
      return result;
    }
  }
  // Inside of its own anchor an alias gives js-yaml's unfinished container.
  if (kind === null && result !== null) {
    const target = typeof result === "number" ? (nodes[result] ?? null) : null;
    return add({ kind: "alias", start, end: aliasEnd(state.input, start), tag, target });
  }
  if (Array.isArray(result)) {
    const items = result.map((item: unknown) => nodeOf(nodes, item, end));
    const last = items.at(-1);
    const flow = state.input[end - 1] === "]";
    return add({ kind: "sequence", start, end: flow ? end : (last?.end ?? end), tag, flow, items });
  }
  if (kind === "mapping") {
    const entries = entriesOf(nodes, result as object, end);
    const flow = state.input[end - 1] === "}";
    return add({ kind: "mapping", start, end: flow ? end : (entries.at(-1)?.value.end ?? end), tag, flow, entries });
  }
  const text = withoutAddedBreak(state.input, start, end, typeof result === "string" ? result : "", source.length);
  return add({
    kind: "scalar",
    start,
    end: missing ? frame.open : trimSpace(state.input, start, end),
    tag,
    text:
      source.patched && state.input[contentStart(state.input, start)] === '"' ? text.replaceAll(standIn, "'") : text,
    plain: state.tag === "?" || kind === null,
    missing,
  });
}

/** js-yaml ends the text with a line break; go-yaml gives a block scalar cut off by the end of the text none. */
function withoutAddedBreak(input: string, start: number, end: number, value: string, length: number): string {
  if (end <= length || !value.endsWith("\n")) return value;
  const content = contentStart(input, start);
  if (input[content] !== "|" && input[content] !== ">") return value;
  const lines = input.slice(content, length).split(/\r\n|\n|\r/);
  const [header = "", first = ""] = [lines[0], lines.slice(1).find((line) => line.trim() !== "")];
  const last = lines.at(-1) ?? "";
  // A last line of spaces is text only as far as it is indented deeper than the scalar.
  const isText = last.trim() !== "" || last.length > first.length - first.trimStart().length;
  return isText || /^.[0-9]?\+/.test(header) ? value.slice(0, -1) : value;
}

/** The offset of a node's content behind its tag and anchor. */
export function contentStart(text: string, start: number): number {
  let position = start;
  while (text[position] === "&" || text[position] === "!") {
    const verbatim = text.startsWith("!<", position);
    while (position < text.length && !(verbatim ? /[\s>]/ : /[\s,[\]{}]/).test(text[position] ?? "")) position += 1;
    if (verbatim && text[position] === ">") position += 1;
    position = skipSpace(text, position);
  }
  return position;
}

function entriesOf(nodes: readonly YamlNode[], object: object, end: number): MappingEntry[] {
  const entries: MappingEntry[] = [];
  for (const [number, value] of Object.entries(object) as [string, unknown][]) {
    const known = nodes[Number(number)];
    const valueNode = value === null ? undefined : nodeOf(nodes, value, end);
    const key = known ?? missingNode(valueNode?.start ?? end);
    // An absent value stands where its key ends.
    entries.push({ key, value: valueNode ?? missingNode(key.end) });
  }
  return entries;
}

/** The node behind a number; `[a: b]` makes an object without a node of its own, an empty entry is null. */
function nodeOf(nodes: readonly YamlNode[], result: unknown, end: number): YamlNode {
  if (typeof result === "number") return nodes[result] ?? missingNode(end);
  if (typeof result === "object" && result !== null) {
    const entries = entriesOf(nodes, result, end);
    const start = entries[0]?.key.start ?? end;
    return { kind: "mapping", start, end: entries.at(-1)?.value.end ?? end, tag: null, flow: true, entries };
  }
  return missingNode(end);
}

function missingNode(position: number): ScalarNode {
  return { kind: "scalar", start: position, end: position, tag: null, text: "", plain: true, missing: true };
}

/** The offset of the next character that is neither space, line end nor comment. */
export function skipSpace(text: string, from: number): number {
  let position = from;
  for (;;) {
    const unit = text.charCodeAt(position);
    if (unit === 0x20 || unit === 0x09 || unit === 0x0a || unit === 0x0d) {
      position += 1;
    } else if (unit === 0x23 /* # */) {
      while (position < text.length && text.charCodeAt(position) !== 0x0a && text.charCodeAt(position) !== 0x0d)
        position += 1;
    } else {
      return position;
    }
  }
}

function trimSpace(text: string, start: number, end: number): number {
  let position = end;
  // js-yaml's own terminator is a NUL.
  while (position > start && text.charCodeAt(position - 1) <= 0x20) position -= 1;
  return position;
}

function aliasEnd(text: string, start: number): number {
  const match = /[\s,[\]{}\0]/.exec(text.slice(start, start + 1024));
  return start + (match?.index ?? 0);
}
