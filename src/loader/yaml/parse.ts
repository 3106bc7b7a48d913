import type { Segment } from "../../paths.ts";
import type { Limits } from "../limits.ts";
import { Refusal } from "../refusal.ts";
import { auditTree } from "./audit.ts";
import type { Decoded } from "./decode.ts";
import { decode } from "./decode.ts";
import { isYamlException, jsYaml } from "./js-yaml.ts";
import { findRefusal } from "./refusals.ts";
import { CareNeeded, fastSchema } from "./schemas.ts";
import type { ParserOptions, YamlNode } from "./tree.ts";
import { parseTree } from "./tree.ts";

/**
 * Signs without which a document can't hold what the fast path doesn't read exactly: cheap to look for, and absent from
 * most documents. Each alone is faster than one expression of them all.
 */
const suspicious = [
  /[&*!\t\\%?]/,
  /<</,
  /[\]}[{,]\s*[:[]/,
  /:[,[\]{}]/,
  /[ [{,]:\S/,
  /^--- *[^ \r\n]/,
  /[|>][-+]?[0-9]/,
  /-(?<=(?:^|[ \r\n])-)(?= *(?:[\r\n#]|$))/,
];

/**
 * What the fast path doesn't read exactly: tags, anchors, aliases, merge keys, explicit, composite and empty keys,
 * directives, tabs, content on the line of `---`, colons without a space in flow collections, dashes without
 * an entry, and the escapes in which js-yaml and go-yaml differ.
 */
const careful = new RegExp(
  [
    /(?:^[ \t]*|[:?-][ \t]+|[[{,]\s*|["'\]}]:)[&*!]/,
    /<<|\t|\\[/']|\\u[dD]|\\U|\\(?:\r\n|[\r\n])[ \t]*[\r\n]/,
    /(?:^|[\s[{,])\?(?=[\s,[\]{}]|$)/,
    /^%|^--- *[^ \r\n#]|^[|>][-+]?[0-9]/,
    /[\]}[{,]\s*:|[{,]\s*\[|:[,\]}]|[^"']:[[{]|[\s[{,]:\S/,
    /(?:^| )- *(?:#|$)/,
  ]
    .map(({ source }) => source)
    .join("|"),
  "m",
);

/**
 * Reads one document as sigs.k8s.io/yaml does.
 *
 * Most documents are read by js-yaml in one pass. One that holds anything in which YAML 1.1 as Go reads it differs from
 * js-yaml is read to a node tree first and decoded by go-yaml's rules.
 *
 * @throws Refusal when sigs.k8s.io/yaml refuses the document too, or a limit is exceeded.
 */
export function parseYamlDocument(text: string, limits: Limits): Decoded {
  const refusal = findRefusal(text);
  if (refusal !== undefined) throw refusal;
  if (!needsExactPath(text)) {
    const value = parseFast(text, limits);
    if (value !== undefined) return { value, inexactNumbers: noPaths };
  }
  return parseExactly(text, limits);
}

function needsExactPath(text: string): boolean {
  // Where the text ends without a line break, a block scalar does too.
  if (!/[\n\r]$/.test(text) && /[|>]/.test(text)) return true;
  if (!suspicious.some((sign) => sign.test(text))) return false;
  // In flow collections go-yaml ends a plain scalar at a question mark.
  return careful.test(text) || (text.includes("?") && /[[{]/.test(text));
}

const noPaths: Segment[][] = [];

/**
 * Reads a part of a document that can stand by itself.
 *
 * @returns `undefined` for one that is wrong, or can't be judged without the rest of the document
 */
export function parseSimple(text: string, limits: Limits): unknown {
  if (needsExactPath(text)) return undefined;
  try {
    return parseFast(text, limits);
  } catch {
    // Whoever reads the whole document says what is wrong.
    return undefined;
  }
}

/** The value, or undefined when the exact path must read the document. */
function parseFast(text: string, limits: Limits): unknown {
  const options: ParserOptions = { schema: fastSchema(), json: true, maxDepth: limits.depth + 2 };
  try {
    const value: unknown = jsYaml().load(text, options);
    return keysAreStrings(value) ? value : undefined;
  } catch (error) {
    if (error instanceof CareNeeded) return undefined;
    throw asRefusal(error, text, limits);
  }
}

/**
 * Whether no key of a value may have been written as something else than a string: js-yaml turns keys to strings its
 * own way, so a key that looks like a number, a boolean or null is left to the exact path.
 */
function keysAreStrings(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (Array.isArray(value)) return value.every(keysAreStrings);
  for (const key in value) {
    const first = key.charCodeAt(0);
    // A digit, a sign, a dot, or nothing at all.
    if (!(first > 0x39) && first !== 0x24 && first !== 0x2f) return false;
    if (key === "null" || key === "true" || key === "false" || key === "[object Object]" || key.length > 200)
      return false;
    if (!keysAreStrings((value as Record<string, unknown>)[key])) return false;
  }
  return true;
}

function parseExactly(text: string, limits: Limits): Decoded {
  try {
    const root = parseYamlTree(text, limits);
    auditTree(root, text);
    return decode(root, limits.depth);
  } catch (error) {
    throw asRefusal(error, text, limits);
  }
}

/**
 * The node tree of a document.
 *
 * @throws YAMLException as js-yaml does.
 */
export function parseYamlTree(text: string, limits: Limits): YamlNode {
  return parseTree(text, limits.depth);
}

function asRefusal(error: unknown, text: string, limits: Limits): unknown {
  if (isYamlException(error)) {
    const reason = error.reason.startsWith("nesting exceeded")
      ? `nesting exceeded ${limits.depth} levels`
      : error.reason;
    // js-yaml reads a terminator of its own behind the text.
    return new Refusal(reason, Math.min(error.mark?.position ?? 0, text.length), syntaxRemedy(reason));
  }
  if (error instanceof RangeError) {
    return new Refusal("nesting exceeds the stack", 0, "flatten the document, no Kubernetes object nests this deep");
  }
  return error;
}

function syntaxRemedy(reason: string): string {
  if (reason.includes("nesting")) return "flatten the document, no Kubernetes object nests this deep";
  if (reason.includes("tab ")) return "indent with spaces, YAML forbids tabs there";
  if (reason.includes("indentation")) return "align the line with its siblings, and quote a value that contains `: `";
  if (reason.includes("alias"))
    return "define the anchor earlier in the same document, or quote a text that starts with `*`";
  if (reason.includes("end of the stream")) return "close the quote or the bracket, the file may be cut off";
  return "correct the YAML at this place";
}
