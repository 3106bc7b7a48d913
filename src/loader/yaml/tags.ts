import { Refusal } from "../refusal.ts";
import type { Scalar } from "./scalars.ts";
import { resolvePlain } from "./scalars.ts";
import type { ScalarNode } from "./tree.ts";

/**
 * What a scalar means: by its tag, and without one by its text, unless that is quoted.
 *
 * @throws Refusal, in go-yaml's words, when text and tag don't agree.
 */
export function resolveScalar(node: ScalarNode): Scalar {
  if (node.tag !== null) return resolveTagged(node.tag, node);
  return node.plain ? resolvePlain(node.text) : { kind: "string", value: node.text };
}

const prefix = "tag:yaml.org,2002:";
const resolvable = new Set(["str", "bool", "int", "float", "null", "timestamp"].map((name) => prefix + name));

/**
 * As go-yaml v2 does it: the six tags that it knows check the text, `!!binary` decodes it, any other leaves it a
 * string.
 */
function resolveTagged(tag: string, node: ScalarNode): Scalar {
  const { text } = node;
  if (tag === `${prefix}binary`) return { kind: "string", value: decodeBinary(node) };
  if (!resolvable.has(tag) || tag === `${prefix}str`) return { kind: "string", value: text };
  const scalar = resolvePlain(text);
  const name = tag.slice(prefix.length);
  if (name === "timestamp" && scalar.kind === "string" && isTimestamp(text)) return scalar;
  if (name === "float" && scalar.kind === "integer" && !scalar.unsigned) return { kind: "float", value: scalar.value };
  const found = shortNames[scalar.kind];
  if (found === name) return scalar;
  throw refused(node, `cannot decode !!${found} \`${text}\` as a !!${name}`);
}

const shortNames = { null: "null", boolean: "bool", string: "str", float: "float", integer: "int" } as const;

function decodeBinary(node: ScalarNode): string {
  // Go's decoder skips line breaks and nothing else, and wants the padding.
  const packed = node.text.replace(/[\r\n]/g, "");
  if (packed.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(packed)) {
    throw refused(node, "!!binary value contains invalid base64 data");
  }
  return decodeLikeGo(Buffer.from(packed, "base64"));
}

function refused(node: ScalarNode, message: string): Refusal {
  return new Refusal(message, node.start, "quote the value, or remove its tag");
}

/** Decodes UTF-8 with one U+FFFD for each byte that is not part of a character, where Node's decoder joins some. */
function decodeLikeGo(bytes: Buffer): string {
  let text = "";
  let position = 0;
  while (position < bytes.length) {
    const size = characterSize(bytes, position);
    text += size === 0 ? "\ufffd" : bytes.toString("utf8", position, position + size);
    position += Math.max(size, 1);
  }
  return text;
}

function characterSize(bytes: Buffer, position: number): number {
  const first = bytes[position] ?? 0;
  const size = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  if (size === 0 || position + size > bytes.length) return 0;
  const decoded = bytes.toString("utf8", position, position + size);
  return Buffer.byteLength(decoded) === size && (!decoded.includes("\ufffd") || isReplacement(bytes, position))
    ? size
    : 0;
}

function isReplacement(bytes: Buffer, position: number): boolean {
  return bytes[position] === 0xef && bytes[position + 1] === 0xbf && bytes[position + 2] === 0xbd;
}

const dateOnly = /^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})$/;
const dateAndTime =
  /^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[Tt]([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})(?:[.,][0-9]+)?(?:Z|[-+]([0-9]{2}):([0-9]{2}))| ([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})(?:[.,][0-9]+)?)$/;

function isTimestamp(text: string): boolean {
  const match = dateOnly.exec(text) ?? dateAndTime.exec(text);
  if (match === null) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const [hour, minute, second] = [match[4] ?? match[9], match[5] ?? match[10], match[6] ?? match[11]].map((part) =>
    Number(part ?? 0),
  );
  if (month < 1 || month > 12 || day < 1 || (hour ?? 0) > 23 || (minute ?? 0) > 59 || (second ?? 0) > 59) return false;
  if (Number(match[7] ?? 0) > 24 || Number(match[8] ?? 0) > 60) return false;
  // Date.UTC reads the years 0 to 99 as 1900 and later, setUTCFullYear doesn't.
  const last = new Date(0);
  last.setUTCFullYear(year, month, 0);
  return day <= last.getUTCDate();
}
