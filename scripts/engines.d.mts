/** A program of another project, which `scripts/build-engines.mjs` builds. */
export interface Program {
  /** Such as "conftest-0.71"; the name of its binary. */
  readonly name: string;
  readonly version: string;
  /** The folder below `tools` that says what it is built from. */
  readonly folder: string;
  readonly builder: "go" | "cargo";
  /** Absolute path; the file is there only if the program is ready. */
  readonly binary: string;
  readonly stamp: string;
}

export interface Engine extends Program {
  readonly tool: "opa" | "conftest" | "gator" | "regorus" | "rbac";
  /** The version of OPA that it was built with; regorus and what isn't about Rego have none. */
  readonly opa?: string;
}

export interface ClusterProgram extends Program {
  /** The folder below `tools/cluster`. */
  readonly module: string;
  /** The Go package that it is. */
  readonly tool: string;
}

export function readEngines(): Engine[];
export function readClusterPrograms(): ClusterProgram[];
export function sourceOf(program: Program): string;
export function isOwn(program: Pick<Program, "folder">): boolean;
export function isReady(program: Program): boolean;
export function hasBuilder(program: Program, environment?: NodeJS.ProcessEnv): boolean;
export function isLeftOut(program: Program, environment?: NodeJS.ProcessEnv): boolean;
export function leftOutText(program: Program): string;
