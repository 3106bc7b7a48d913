import { pathText } from "../paths.ts";
import { isListed, type PlacedUnrecognised, type RunResult } from "./run-result.ts";
import { rendering } from "./summary.ts";

/** What no rule was asked about, without that anything is known to be wrong with it. */
interface Unchecked {
  readonly file: string;
  readonly line?: number;
  /** Says why, and what it is: `not recognised: v1 Secret, at items[2]`. */
  readonly text: string;
}

export function uncheckedOf({ unrecognised, unrendered }: RunResult): Unchecked[] {
  return [
    ...unrecognised
      .filter(isListed)
      .map((part) => ({ file: part.file, line: part.line, text: `not recognised: ${partText(part)}` })),
    ...unrendered.map(({ what, file }) => {
      const [noun, command] = rendering[what];
      return { file, text: `not read: ${noun} (${command})` };
    }),
  ];
}

function partText({ path, description }: PlacedUnrecognised): string {
  const what = description === "" ? (path.length === 0 ? "a document" : "a part of a document") : description;
  return path.length === 0 ? what : `${what}, at ${pathText(path)}`;
}
