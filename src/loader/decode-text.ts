import { isUtf8 } from "node:buffer";
import type { LoadProblem } from "./types.ts";

/**
 * The text of bytes in UTF-8, or in UTF-16 with a byte order mark, as PowerShell writes it and kubectl reads it; or why
 * they are none.
 */
export function decodeText(bytes: Uint8Array): string | Omit<LoadProblem, "file"> {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : "utf-16be";
  if (encoding === "utf-16le" || (bytes[0] === 0xfe && bytes[1] === 0xff)) return decodeUtf16(bytes, encoding);
  const nul = bytes.indexOf(0);
  if (nul >= 0)
    return { ...placeOf(bytes, nul), message: "is binary", remedy: "leave it out, only text can be checked" };
  if (!isUtf8(bytes))
    return { ...placeOf(bytes, firstInvalid(bytes)), message: "is not valid UTF-8", remedy: "write it as UTF-8" };
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
}

function decodeUtf16(bytes: Uint8Array, encoding: "utf-16le" | "utf-16be"): string | Omit<LoadProblem, "file"> {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return { message: "is not valid UTF-16", remedy: "write it as UTF-8" };
  }
}

/**
 * The offset of the first byte that is not UTF-8, by halving: a prefix that ends inside of a character counts as valid.
 */
function firstInvalid(bytes: Uint8Array): number {
  let low = 0;
  let high = bytes.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (validPrefix(bytes, middle)) low = middle;
    else high = middle;
  }
  // The character that is cut off there is the invalid one.
  while (low > 0 && !isUtf8(bytes.subarray(0, low))) low -= 1;
  return low;
}

function validPrefix(bytes: Uint8Array, end: number): boolean {
  for (let cut = 0; cut <= 3 && cut <= end; cut += 1) {
    if (!isUtf8(bytes.subarray(0, end - cut))) continue;
    if (cut === 0) return true;
    // What is cut off must be the start of a character.
    const first = bytes[end - cut] ?? 0;
    const size = first >= 0xf0 && first < 0xf5 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 1;
    if (first < 0xf5 && size > cut) return true;
  }
  return false;
}

function placeOf(bytes: Uint8Array, offset: number): { line: number; column: number } {
  const before = Buffer.from(bytes.subarray(0, offset)).toString("latin1");
  const lineStart = before.lastIndexOf("\n") + 1;
  return {
    line: before.split("\n").length,
    column: Buffer.from(bytes.subarray(lineStart, offset)).toString("utf8").length + 1,
  };
}
