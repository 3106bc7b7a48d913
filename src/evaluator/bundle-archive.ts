import { gunzipSync, type ZlibOptions } from "node:zlib";

/** What an archive may hold at most, so that a small hostile file doesn't exhaust the process. */
interface ArchiveLimits {
  /** Bytes of the archive as it is, compressed. */
  readonly packedSize: number;
  /** Bytes that it unpacks to. */
  readonly unpackedSize: number;
  readonly entries: number;
}

/** A bundle of some thousand rules is smaller by far. */
export const archiveLimits: ArchiveLimits = {
  packedSize: 64 * 1024 * 1024,
  unpackedSize: 128 * 1024 * 1024,
  entries: 20_000,
};

/** An archive that isn't one, or that is beyond a limit: what it is or has, as the end of a sentence about it. */
export class ArchiveError extends Error {}

const block = 512;

/**
 * The files of a gzipped tar archive (POSIX.1-1988, `ustar`) by their names, without a slash in front. A bundle holds
 * files and folders; names that lead out of it, names twice, links and anything else are refused.
 *
 * @throws ArchiveError
 */
export function filesOfArchive(packed: Uint8Array, limits: ArchiveLimits = archiveLimits): Map<string, Uint8Array> {
  const tar = inflated(packed, limits);
  const files = new Map<string, Uint8Array>();
  let entries = 0;
  let at = 0;
  for (; at < tar.length && !isZero(tar, at, at + block); ) {
    if (++entries > limits.entries)
      throw new ArchiveError(`has more than ${limits.entries} entries; build it with \`regoscript build\``);
    const header = tar.subarray(at, at + block);
    if (header.length < block || octal(header, 148, 8) !== checksum(header))
      throw new ArchiveError("is no tar archive inside, or it is damaged");
    const size = octal(header, 124, 12);
    const end = at + block + (size ?? 0);
    if (size === undefined || end > tar.length) throw new ArchiveError("is cut off inside");
    const [prefix, name] = [textOf(header, 345, 155), textOf(header, 0, 100)];
    addFile(files, prefix === "" ? name : `${prefix}/${name}`, header[156]!, tar.subarray(at + block, end));
    at += block + Math.ceil(size / block) * block;
  }
  if (!isZero(tar, at, tar.length)) throw new ArchiveError("has data behind its end");
  return files;
}

function inflated(packed: Uint8Array, { packedSize, unpackedSize }: ArchiveLimits): Uint8Array {
  const megabytes = (size: number): string => `${Math.round(size / (1024 * 1024))} MB`;
  if (packed.length > packedSize)
    throw new ArchiveError(`is larger than ${megabytes(packedSize)}; build it with \`regoscript build\``);
  let result: { buffer: Uint8Array; engine: { bytesWritten: number } };
  try {
    // With `info`, the types of Node don't know the result.
    result = gunzipSync(packed, { maxOutputLength: unpackedSize, info: true } as ZlibOptions) as never;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE")
      throw new ArchiveError(
        `unpacks to more than ${megabytes(unpackedSize)}, which no bundle does; build it with \`regoscript build\``,
        { cause: error },
      );
    throw new ArchiveError("is not a gzip file, or it is cut off or followed by something else", { cause: error });
  }
  if (result.engine.bytesWritten < packed.length) throw new ArchiveError("has data behind its end");
  return result.buffer;
}

/** Types of entries: https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html#tag_20_92_13_06 */
const file = 0x30;
const folder = 0x35;

function addFile(files: Map<string, Uint8Array>, written: string, type: number, content: Uint8Array): void {
  const name = written.replace(/^(?:\.\/|\/)/, "");
  if (type === folder) return;
  if (type !== file && type !== 0)
    throw new ArchiveError(`has the entry "${written}", which is a link or the like; a bundle holds files`);
  if (name === "" || name.split("/").some((part) => part === "" || part === "." || part === ".."))
    throw new ArchiveError(`has the entry "${written}", which is no name of a file inside it`);
  if (files.has(name)) throw new ArchiveError(`has the entry "${name}" twice`);
  files.set(name, content);
}

function textOf(header: Uint8Array, from: number, length: number): string {
  const bytes = header.subarray(from, from + length);
  const end = bytes.indexOf(0);
  return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
}

/** A number of a header; `undefined` where none is written there. */
function octal(header: Uint8Array, from: number, length: number): number | undefined {
  const digits = textOf(header, from, length).trim();
  return /^[0-7]{1,12}$/.test(digits) ? Number.parseInt(digits, 8) : undefined;
}

/** The sum of a header's bytes, those of the sum itself taken for spaces. */
function checksum(header: Uint8Array): number {
  return header.reduce((sum, byte, index) => sum + (index >= 148 && index < 156 ? 0x20 : byte), 0);
}

function isZero(bytes: Uint8Array, from: number, to: number): boolean {
  for (let index = from; index < to && index < bytes.length; index++) if (bytes[index] !== 0) return false;
  return true;
}
