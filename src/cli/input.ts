import { readSync } from "node:fs";
import { decodeText, defaultLimits, type LoadResult, parseDocuments } from "../loader/index.ts";

/** The name that standard input has as an argument and in reports. */
const name = "-";

let read: LoadResult | undefined;

/**
 * The documents of standard input, which can be read only once however often they are asked for; like a file that can't
 * be read, bad input is a problem and never thrown.
 */
export function readStandardInput(): LoadResult {
  read ??= parseStandardInput();
  return read;
}

function parseStandardInput(): LoadResult {
  let bytes: Buffer;
  try {
    bytes = firstBytes(defaultLimits.fileSize + 1);
  } catch (error) {
    return refusal(
      `can't be read (${error instanceof Error && "code" in error ? String(error.code) : String(error)})`,
      "pipe the documents in",
    );
  }
  if (bytes.length === 0)
    return refusal(
      "standard input is empty",
      "see whether what should write to the pipe failed before it wrote anything",
    );
  if (bytes.length > defaultLimits.fileSize)
    return refusal(`is larger than ${defaultLimits.fileSize / (1024 * 1024)} MB`, "check it in parts");
  const text = decodeText(bytes);
  return typeof text === "string" ? parseDocuments(name, text) : { documents: [], problems: [{ file: name, ...text }] };
}

/** As many bytes of standard input as there are at most; it may have no end. */
function firstBytes(most: number): Buffer {
  const chunks: Buffer[] = [];
  const buffer = Buffer.allocUnsafe(64 * 1024);
  for (let left = most; left > 0; ) {
    const count = readSync(0, buffer, 0, Math.min(buffer.length, left), null);
    if (count === 0) break;
    chunks.push(Buffer.from(buffer.subarray(0, count)));
    left -= count;
  }
  return Buffer.concat(chunks);
}

function refusal(message: string, remedy: string): LoadResult {
  return { documents: [], problems: [{ file: name, message, remedy }] };
}
