import type { CorpusFile } from "./index.mjs";

export function template(options?: {
  readonly seed?: number;
  readonly size?: number;
  readonly roles?: number;
  readonly broad?: number;
  readonly format?: "json" | "yaml";
}): readonly CorpusFile[];
