import { isUtf8 } from "node:buffer";
import { existsSync, lstatSync, readFileSync, statSync } from "node:fs";
import { defaultLimits } from "./limits.ts";
import type { ParseOptions } from "./parse-documents.ts";
import { parseDocuments } from "./parse-documents.ts";
import type { LoadProblem, LoadResult } from "./types.ts";

/**
 * Reads a file from disk and its documents. Never throws for what the disk holds: a file that can't be read, is too
 * large, is binary or is no file at all gives a problem.
 *
 * It is synchronous: for thousands of small files that is faster in Node than promises.
 */
export function loadFile(path: string, options: ParseOptions = {}): LoadResult {
  const limit = options.limits?.fileSize ?? defaultLimits.fileSize;
  const read = readText(path, limit);
  if (typeof read !== "string") return { documents: [], problems: [read] };
  return parseDocuments(path, read, options);
}

function readText(path: string, limit: number): string | LoadProblem {
  try {
    const status = statSync(path);
    if (status.isDirectory()) return problem(path, "is a folder", "name the files in it, or let the command walk it");
    // A FIFO or a device could block for ever, and has no size.
    if (!status.isFile())
      return problem(path, "is not a regular file", "write its content to a file, or pipe it in with `-`");
    if (status.size > limit) {
      return problem(path, `is larger than ${formatSize(limit)}`, "split the file, or leave it out");
    }
    const text = readFileSync(path, "utf8");
    // What isn't UTF-8 became U+FFFD, which is rare in text: only then the bytes themselves have to be looked at.
    return text.includes("\ufffd") || text.includes("\0") ? decode(path, readFileSync(path)) : text;
  } catch (error) {
    if (isLink(path)) return problem(path, "is a link to nothing", "remove the link, or restore its target");
    return systemProblem(path, error);
  }
}

/** Whether a path that can't be opened is a broken link. */
function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink() && !existsSync(path);
  } catch {
    return false;
  }
}

function decode(path: string, bytes: Buffer): string | LoadProblem {
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (utf16) return problem(path, "is UTF-16 text", "save the file as UTF-8");
  const nul = bytes.indexOf(0);
  if (nul >= 0) return problem(path, "is a binary file", "leave it out, only text can be checked", placeOf(bytes, nul));
  if (!isUtf8(bytes)) {
    return problem(path, "is not valid UTF-8", "save the file as UTF-8", placeOf(bytes, firstInvalid(bytes)));
  }
  return bytes.toString("utf8");
}

/**
 * The offset of the first byte that is not UTF-8, by halving: a prefix that ends inside of a character counts as valid.
 */
function firstInvalid(bytes: Buffer): number {
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

function validPrefix(bytes: Buffer, end: number): boolean {
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

function placeOf(bytes: Buffer, offset: number): { line: number; column: number } {
  const before = bytes.subarray(0, offset).toString("latin1");
  const lineStart = before.lastIndexOf("\n") + 1;
  return { line: before.split("\n").length, column: bytes.subarray(lineStart, offset).toString("utf8").length + 1 };
}

const systemMessages: Readonly<Record<string, readonly [string, string]>> = {
  ENOENT: ["does not exist", "check the path"],
  ENOTDIR: ["does not exist", "check the path"],
  EACCES: ["may not be read", "give read permission to the file and its folders"],
  EPERM: ["may not be read", "give read permission to the file and its folders"],
  ELOOP: ["is a link that leads to itself", "remove the link"],
  EISDIR: ["is a folder", "name the files in it, or let the command walk it"],
  ENAMETOOLONG: ["has too long a name", "shorten the path"],
};

/** The problem of a failed system call. */
export function systemProblem(path: string, error: unknown): LoadProblem {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const known = Object.hasOwn(systemMessages, code) ? systemMessages[code] : undefined;
  const [message, remedy] = known ?? [`can't be read${code === "" ? "" : ` (${code})`}`, "make the file readable"];
  return problem(path, message, remedy);
}

function problem(file: string, message: string, remedy: string, place?: { line: number; column: number }): LoadProblem {
  return { file, ...place, message, remedy };
}

function formatSize(bytes: number): string {
  return bytes >= 1024 * 1024 ? `${Math.floor(bytes / (1024 * 1024))} MB` : `${bytes} bytes`;
}
