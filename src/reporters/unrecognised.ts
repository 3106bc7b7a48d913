import { pathText } from "../paths.ts";
import { visible } from "../text/visible.ts";
import type { PlacedUnrecognised } from "./run-result.ts";

/** What an unrecognised document or part of one is, in one line for people: `v1 Secret, at items[2]`. */
export function unrecognisedText({ path, description }: PlacedUnrecognised): string {
  const what = description === "" ? (path.length === 0 ? "a document" : "a part of a document") : visible(description);
  return path.length === 0 ? what : `${what}, at ${visible(pathText(path))}`;
}
