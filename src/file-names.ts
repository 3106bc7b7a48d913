import { relative, resolve, sep } from "node:path";

/** A file's name for whoever stands in the current folder, if that is shorter than its full name. */
export function nameFromHere(fileName: string): string {
  const absolute = resolve(fileName);
  const fromHere = relative(process.cwd(), absolute);
  return toPosix(fromHere.length < absolute.length ? fromHere : absolute);
}

/** A path with forward slashes, on every system. */
export function toPosix(path: string): string {
  return path.split(sep).join("/");
}
