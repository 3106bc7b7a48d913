import { isAbsolute, normalize, sep } from "node:path";
import { pathToFileURL } from "node:url";

/** The URI of a file: a relative reference for a name that is relative to the current folder, else a `file:` URI. */
export function artifactUri(file: string): string {
  // Half of a surrogate pair has no UTF-8, and so no percent encoding.
  const name = normalize(file.toWellFormed());
  if (isAbsolute(name)) return pathToFileURL(name).href;
  return name.split(sep).map(encodeURIComponent).join("/");
}
