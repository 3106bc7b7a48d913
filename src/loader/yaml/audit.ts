import type { Range } from "../../text/range.ts";
import { Refusal } from "../refusal.ts";
import type { ScalarNode, SequenceNode, YamlNode } from "./tree.ts";
import { contentStart, skipSpace } from "./tree.ts";

/**
 * Refuses what js-yaml's YAML 1.2 grammar takes and go-yaml's scanner (go.yaml.in/yaml/v2, scannerc.go) doesn't.
 *
 * @throws Refusal at the first such place.
 */
export function auditTree(root: YamlNode, text: string): void {
  auditDirectives(text);
  auditStart(root, text);
  const covered: Range[] = [];
  auditNode(root, false, text, covered);
  if (text.includes("\t")) auditTabs(text, covered);
}

function auditDirectives(text: string): void {
  const head = /^(?:[ \t]*(?:#.*)?[\r\n]|%.*[\r\n])*(?=---)/.exec(text)?.[0] ?? "";
  for (const match of head.matchAll(/^%(\S*)(.*)/gm)) {
    const [, name, rest = ""] = match;
    if (name === "TAG") continue;
    if (name !== "YAML") throw new Refusal("found unknown directive name", match.index, "remove the directive");
    if (!/^[ \t]+1\.1[ \t]*(?:#.*)?$/.test(rest)) {
      throw new Refusal(
        "found incompatible YAML document",
        match.index,
        "remove the directive, Kubernetes reads YAML 1.1",
      );
    }
  }
}

function auditStart(root: YamlNode, text: string): void {
  if (root.kind === "scalar" && /^[|>][-+]?[0-9]/.test(text.slice(contentStart(text, root.start)).slice(0, 3))) {
    // js-yaml counts the indentation of a document's own block scalar one too low.
    throw new Refusal(
      "a document that is a block scalar with an indentation indicator",
      root.start,
      "remove the indicator",
    );
  }
  if ((root.kind !== "mapping" && root.kind !== "sequence") || root.flow) return;
  const line =
    text
      .slice(0, contentStart(text, root.start))
      .split(/[\r\n]/)
      .at(-1) ?? "";
  if (!line.startsWith("---")) return;
  const problem = root.kind === "mapping" ? "mapping values" : "block sequence entries";
  throw new Refusal(
    `${problem} are not allowed on the line of \`---\``,
    root.start,
    "start the document on the next line",
  );
}

/** libyaml gives up looking for the colon of an implicit key after this many characters. */
const longestKey = 1024;

function auditNode(node: YamlNode, inFlow: boolean, text: string, covered: Range[]): void {
  auditProperties(node, text);
  switch (node.kind) {
    case "alias":
      return;
    case "scalar":
      auditScalar(node, inFlow, text);
      if (!node.missing) cover(covered, node);
      return;
    case "sequence":
      if (node.flow) cover(covered, node);
      else auditDashes(node, text);
      for (const item of node.items) auditNode(item, inFlow || node.flow, text, covered);
      return;
    case "mapping":
      if (node.flow) cover(covered, node);
      for (const { key, value } of node.entries) {
        if (key.end - key.start > longestKey) {
          throw new Refusal(`a key is longer than ${longestKey} characters`, key.start, "shorten the key");
        }
        if (inFlow || node.flow) auditFlowColon(key, text);
        else auditBlockValue(key, value, text);
        auditNode(key, inFlow || node.flow, text, covered);
        auditNode(value, inFlow || node.flow, text, covered);
      }
  }
}

const anchorName = /^[&*][A-Za-z0-9_-]+$/;
const tagToken =
  /^!(?:<[\w;/?:@&=+$,.!~*'()[\]%-]+>|(?:[\w-]+!|!)[\w;/?:@&=+$,.!~*'()[\]%-]+|[\w;/?:@&=+$,.~*'()[\]%-]*)$/;

/** go-yaml ends an anchor's name and a tag earlier than js-yaml, and reads on. */
function auditProperties(node: YamlNode, text: string): void {
  // Almost no node has a property, and this is asked of every one.
  if (!hasProperty(node, text)) return;
  const content = contentStart(text, node.start);
  const properties = text.slice(node.start, node.kind === "alias" ? node.end : content);
  if (content > node.start && /["'[{|>]/.test(text[content] ?? "") && !/\s/.test(text[content - 1] ?? "")) {
    throw new Refusal("no space behind a tag or an anchor", content, "put a space in front of the value");
  }
  if (/(?:^|\s)(?:![\s\S]*\s!|&[\s\S]*\s&)/.test(properties)) {
    throw new Refusal("two tags or two anchors of one node", node.start, "keep one of them");
  }
  for (const match of properties.replace(/(?<=\s)#.*/g, "").matchAll(/[&*!]\S*/g)) {
    if ((match[0].startsWith("!") ? tagToken : anchorName).test(match[0])) continue;
    const what = match[0].startsWith("!") ? "a tag" : "an anchor's name";
    throw new Refusal(
      `${what} holds a character that it can't`,
      node.start + match.index,
      "use letters, digits, `-` and `_`, then a space",
    );
  }
}

/** Whether a tag or an anchor stands in front of a node, or the node is an alias. */
function hasProperty(node: YamlNode, text: string): boolean {
  if (node.kind === "scalar" && node.missing) return false;
  const first = text[node.start];
  return first === "&" || first === "!" || first === "*";
}

/**
 * js-yaml takes a tag or an anchor for a value's own even where it stands left of the value's map or list.
 *
 * @param owner - the offset of the key or the dash.
 */
function auditPropertyColumns(owner: number, value: YamlNode, text: string): void {
  if (value.kind === "alias" || !hasProperty(value, text)) return;
  const properties = text.slice(owner, contentStart(text, value.start));
  for (const match of properties.matchAll(/[\r\n] *(?=[&!])/g)) {
    const offset = owner + match.index + match[0].length;
    if (columnOf(text, offset) <= columnOf(text, owner)) {
      throw new Refusal("could not find expected `:`", offset, "indent the tag or the anchor with its value");
    }
  }
}

/** js-yaml doesn't look at the column of a dash that follows a dash without an entry. */
function auditDashes(node: SequenceNode, text: string): void {
  let dash = contentStart(text, node.start);
  const column = columnOf(text, dash);
  for (const [index, item] of node.items.entries()) {
    auditPropertyColumns(dash, item, text);
    if (index === node.items.length - 1) break;
    const missing = item.kind === "scalar" && item.missing;
    dash = skipSpace(text, missing ? dash + 1 : Math.max(item.end, dash + 1));
    // A map whose last value is missing ends in front of its colon.
    if (text[dash] === ":") dash = skipSpace(text, dash + 1);
    if (text[dash] !== "-" || columnOf(text, dash) !== column) {
      throw new Refusal("did not find expected `-` indicator", dash, "align the dashes of the list");
    }
  }
}

function columnOf(text: string, offset: number): number {
  let lineStart = offset;
  while (lineStart > 0 && text[lineStart - 1] !== "\n" && text[lineStart - 1] !== "\r") lineStart -= 1;
  return offset - lineStart;
}

/** In a flow collection go-yaml needs white space behind the colon of a plain key: `{a:}` has the key `a:`. */
function auditFlowColon(key: YamlNode, text: string): void {
  if (key.kind !== "scalar" || !/[^"']/.test(text[contentStart(text, key.start)] ?? "")) return;
  const colon = skipSpace(text, key.end);
  if (text[colon] === ":" && /[,[\]{}]/.test(text[colon + 1] ?? "")) {
    throw new Refusal("a colon without a space behind it in a flow collection", colon, "put a space behind the colon");
  }
}

function auditBlockValue(key: YamlNode, value: YamlNode, text: string): void {
  auditSameLine(key, value, text);
  auditPropertyColumns(key.start, value, text);
}

/** `a: !tag b: c` is a map in a map to js-yaml. */
function auditSameLine(key: YamlNode, value: YamlNode, text: string): void {
  if (value.kind !== "mapping" || value.flow) return;
  if (!/[\r\n]/.test(text.slice(key.end, contentStart(text, value.start)))) {
    throw new Refusal(
      "mapping values are not allowed in this context",
      value.start,
      "quote the value, or put the map on its own line",
    );
  }
}

/** Until a block scalar's first character go-yaml wants only spaces, and in every line up to its indentation. */
function auditBlockTabs(text: string, start: number, end: number): void {
  if (!text.slice(start, end).includes("\t")) return;
  let indentation: number | undefined;
  let offset = start;
  for (const [index, line] of text
    .slice(start, end)
    .split(/\r\n|\n|\r/)
    .entries()) {
    const spaces = /^ */.exec(line)?.[0].length ?? 0;
    if (index === 0) {
      // With an indicator the indentation is not the first line's; every tab is then behind it, or is found as text.
      if (/[0-9]/.test(line.slice(0, 3))) return;
    } else if (line[spaces] === "\t" && (indentation === undefined || spaces < indentation)) {
      throw new Refusal("found a tab character where an indentation space is expected", offset, "indent with spaces");
    } else if (indentation === undefined && spaces < line.length) {
      indentation = spaces;
    }
    offset = text.indexOf(line, offset) + line.length;
  }
}

function auditScalar(node: ScalarNode, inFlow: boolean, text: string): void {
  if (node.missing) return;
  const start = contentStart(text, node.start);
  const first = text[start];
  if (first === '"') auditEscapes(text, start, node.end);
  else if (first === "|" || first === ">") auditBlockTabs(text, start, node.end);
  else if (inFlow && first !== "'") auditFlowPlain(text, start, node.end);
}

const escapedBreak = /\\(?:\r\n|[\r\n])[ \t]*[\r\n]/y;

function auditEscapes(text: string, start: number, end: number): void {
  for (const match of text.slice(start, end).matchAll(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([\s\S]))/g)) {
    const code = Number.parseInt(match[1] ?? match[2] ?? "0", 16);
    escapedBreak.lastIndex = start + match.index;
    if (escapedBreak.test(text)) {
      throw new Refusal(
        "an escaped line break before a blank line is read differently by YAML readers",
        start + match.index,
        "remove the blank line",
      );
    }
    if (match[3] === "/") {
      throw new Refusal("found unknown escape character `\\/`", start + match.index, "write `/` without the backslash");
    }
    if ((code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff) {
      const remedy = "write the character itself, or its code point as \\U and eight digits";
      throw new Refusal("found invalid Unicode character escape code", start + match.index, remedy);
    }
  }
}

function auditFlowPlain(text: string, start: number, end: number): void {
  const plain = text.slice(start, end);
  const question = plain.indexOf("?");
  if (question >= 0 || plain.startsWith(":")) {
    throw new Refusal("did not find expected `,` or bracket", start, "quote the text");
  }
}

/** Notes the place of a node unless it lies in the one before; nodes come in the order of the text. */
function cover(covered: Range[], { start, end }: Range): void {
  if (start >= (covered.at(-1)?.end ?? 0)) covered.push({ start, end });
}

function isCovered(covered: readonly Range[], offset: number): boolean {
  let low = 0;
  let high = covered.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((covered[middle]?.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return (covered[low]?.start ?? Infinity) <= offset;
}

function auditTabs(text: string, covered: readonly Range[]): void {
  const end = text.trimEnd().length;
  for (const match of text.matchAll(/^ *(?:[-?:] +)*[-?:] *\t|^\t|^ +\t/gm)) {
    const offset = match.index + match[0].length - 1;
    // Spaces and a tab may stand before nothing at all.
    if (offset >= end && match[0].startsWith(" ") && !/[-?:]/.test(match[0])) continue;
    if (!isCovered(covered, offset)) {
      throw new Refusal(
        "found a tab character that violates indentation",
        offset,
        "indent with spaces, YAML forbids tabs there",
      );
    }
  }
}
