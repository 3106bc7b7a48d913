import { existsSync, lstatSync, readFileSync, statSync } from "node:fs";
import { decodeText } from "./decode-text.ts";
import { isTerraform } from "./formats.ts";
import { defaultLimits } from "./limits.ts";
import type { ParseOptions } from "./parse-documents.ts";
import { parseDocuments } from "./parse-documents.ts";
import type { LoadProblem, LoadResult } from "./types.ts";

/** What prints a plan as the documents that there are in it. */
export const terraformCommand = "terraform show -json PLAN | regoscript check -";

/**
 * Reads a file from disk and its documents. Never throws for what the disk holds: a file that can't be read, is too
 * large, is binary or is no file at all gives a problem.
 *
 * It is synchronous: for thousands of small files that is faster in Node than promises.
 */
export function loadFile(path: string, options: ParseOptions = {}): LoadResult {
  if (options.format === undefined && isTerraform(path)) {
    const message = "is Terraform's own language, which nothing here evaluates";
    return { documents: [], problems: [problem(path, message, `check the plan: ${terraformCommand}`)] };
  }
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
    if (!text.includes("\ufffd") && !text.includes("\0")) return text;
    const decoded = decodeText(readFileSync(path));
    return typeof decoded === "string" ? decoded : { file: path, ...decoded };
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

function problem(file: string, message: string, remedy: string): LoadProblem {
  return { file, message, remedy };
}

function formatSize(bytes: number): string {
  return bytes >= 1024 * 1024 ? `${Math.floor(bytes / (1024 * 1024))} MB` : `${bytes} bytes`;
}
