export { decodeText } from "./decode-text.ts";
export type { DockerfileCommand } from "./dockerfile/parse.ts";
export { parseYamlValue } from "./embedded-yaml.ts";
export type { Limits } from "./limits.ts";
export { defaultLimits } from "./limits.ts";
export { loadFile, terraformCommand } from "./load-file.ts";
export type { ParseOptions } from "./parse-documents.ts";
export { parseDocuments } from "./parse-documents.ts";
export type {
  LoadProblem,
  LoadResult,
  Location,
  SourceDocument,
  SourceFile,
  SourceFormat,
  Unrendered,
} from "./types.ts";
export type { WalkOptions } from "./walk.ts";
export { walk } from "./walk.ts";
export { duplicateKey } from "./yaml/duplicate-key.ts";
