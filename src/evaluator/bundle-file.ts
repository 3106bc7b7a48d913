import { createReadStream } from "node:fs";
import { RegoscriptError } from "../errors.ts";
import { memberOf } from "../json.ts";
import type { Manifest } from "../manifest/manifest.ts";
import { ArchiveError, archiveLimits, filesOfArchive } from "./bundle-archive.ts";

/** A bundle that can't be used, and why. */
export class BundleError extends RegoscriptError {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "BundleError";
  }
}

/**
 * The bytes of a bundle.
 *
 * @throws BundleError if there are none to be read
 */
export async function readBundle(path: string): Promise<Uint8Array> {
  try {
    const chunks: Buffer[] = [];
    // One byte more than a bundle may have tells one that is too large; what isn't a file may have no end.
    for await (const chunk of createReadStream(path, { end: archiveLimits.packedSize })) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  } catch (error) {
    throw new BundleError(`${path} can't be read: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

/**
 * The files of a bundle by their names.
 *
 * @param name what messages call the bundle
 * @throws BundleError if it is no archive
 */
export function unpack(bytes: Uint8Array, name: string): Map<string, Uint8Array> {
  try {
    return filesOfArchive(bytes);
  } catch (error) {
    if (error instanceof ArchiveError) throw new BundleError(`${name} ${error.message}`, { cause: error });
    throw error;
  }
}

/**
 * What a bundle says of the policies in it.
 *
 * @param bytes its `.manifest`, if it has one
 * @throws BundleError if Regoscript of this version did not make it
 */
export function readManifest(bytes: Uint8Array | undefined, name: string): Manifest {
  if (bytes === undefined) throw new BundleError(`${name} has no .manifest; is it a bundle?`);
  let content: unknown;
  try {
    content = JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw new BundleError(`the .manifest of ${name} is not JSON`, { cause: error });
  }
  const manifest = memberOf(memberOf(content, "metadata"), "regoscript") as Partial<Manifest> | null | undefined;
  if (typeof manifest !== "object" || manifest === null)
    throw new BundleError(
      `the .manifest of ${name} has no metadata of Regoscript; build the bundle with \`regoscript build\``,
    );
  if (manifest.format !== 3)
    throw new BundleError(`${name} has format ${String(manifest.format)}; this version reads format 3`);
  if (!Array.isArray(manifest.rules) || !Array.isArray(manifest.kinds))
    throw new BundleError(`the .manifest of ${name} names no rules or no input kinds`);
  return manifest as Manifest;
}
