import { NodeError } from "./node-error.ts";
import { contentStart } from "./tree.ts";
import type { ScalarNode, YamlNode } from "./tree.ts";

/**
 * Refuses what js-yaml's YAML 1.2 grammar takes and go-yaml's scanner (go.yaml.in/yaml/v2, scannerc.go) doesn't.
 *
 * @throws NodeError at the first such place.
 */
export function auditTree(root: YamlNode, text: string): void {
  auditDirectives(text);
  auditStart(root, text);
  const covered: Span[] = [];
  auditNode(root, false, text, covered);
  if (text.includes("\t")) auditTabs(text, covered);
}

interface Span {
  readonly start: number;
  readonly end: number;
}

function auditDirectives(text: string): void {
  const head = /^(?:[ \t]*(?:#.*)?[\r\n]+|%.*[\r\n]+)*(?=---)/.exec(text)?.[0] ?? "";
  for (const match of head.matchAll(/^%(\S*)(.*)/gm)) {
    const [, name, rest = ""] = match;
    if (name === "TAG") continue;
    if (name !== "YAML") throw new NodeError("found unknown directive name", match.index, "remove the directive");
    if (!/^[ \t]+1\.1[ \t]*(?:#.*)?$/.test(rest)) {
      throw new NodeError("found incompatible YAML document", match.index, "remove the directive, Kubernetes reads YAML 1.1");
    }
  }
}

function auditStart(root: YamlNode, text: string): void {
  if ((root.kind !== "mapping" && root.kind !== "sequence") || root.flow) return;
  const line = text.slice(0, contentStart(text, root.start)).split(/[\r\n]/).at(-1) ?? "";
  if (!line.startsWith("---")) return;
  const problem = root.kind === "mapping" ? "mapping values" : "block sequence entries";
  throw new NodeError(`${problem} are not allowed on the line of \`---\``, root.start, "start the document on the next line");
}

/** libyaml gives up looking for the colon of an implicit key after this many characters. */
const longestKey = 1024;

function auditNode(node: YamlNode, inFlow: boolean, text: string, covered: Span[]): void {
  switch (node.kind) {
    case "alias":
      return;
    case "scalar":
      auditScalar(node, inFlow, text);
      if (!node.missing) covered.push({ start: node.start, end: node.end });
      return;
    case "sequence":
      if (node.flow) covered.push({ start: node.start, end: node.end });
      for (const item of node.items) auditNode(item, inFlow || node.flow, text, covered);
      return;
    case "mapping":
      if (node.flow) covered.push({ start: node.start, end: node.end });
      for (const { key, value } of node.entries) {
        if (key.end - key.start > longestKey) {
          throw new NodeError(`a key is longer than ${longestKey} characters`, key.start, "shorten the key");
        }
        auditNode(key, inFlow || node.flow, text, covered);
        auditNode(value, inFlow || node.flow, text, covered);
      }
  }
}

function auditScalar(node: ScalarNode, inFlow: boolean, text: string): void {
  if (node.missing) return;
  const start = contentStart(text, node.start);
  const first = text[start];
  if (first === '"') auditEscapes(text, start, node.end);
  else if (inFlow && first !== "'") auditFlowPlain(text, start, node.end);
}

function auditEscapes(text: string, start: number, end: number): void {
  for (const match of text.slice(start, end).matchAll(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([\s\S]))/g)) {
    const code = Number.parseInt(match[1] ?? match[2] ?? "0", 16);
    if (match[3] === "/") {
      throw new NodeError("found unknown escape character `\\/`", start + match.index, "write `/` without the backslash");
    }
    if ((code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff) {
      const remedy = "write the character itself, or its code point as \\U and eight digits";
      throw new NodeError("found invalid Unicode character escape code", start + match.index, remedy);
    }
  }
}

function auditFlowPlain(text: string, start: number, end: number): void {
  const plain = text.slice(start, end);
  const question = plain.indexOf("?");
  if (question > 0 || plain.startsWith(":")) {
    throw new NodeError("did not find expected `,` or bracket", start, "quote the text");
  }
}

function auditTabs(text: string, covered: readonly Span[]): void {
  const inside = (offset: number): boolean => covered.some(({ start, end }) => start <= offset && offset < end);
  for (const match of text.matchAll(/^ *(?:[-?:] +)*[-?:] *\t|^\t/gm)) {
    const offset = match.index + match[0].length - 1;
    if (!inside(offset)) {
      throw new NodeError("found a tab character that violates indentation", offset, "indent with spaces, YAML forbids tabs there");
    }
  }
}
