import type { RuleExamples } from "../examples/parse.ts";
import type { CompiledProgram } from "../rego/program.ts";
import type { OutputFile } from "./output.ts";

/** What `regoscript build` makes for one engine: pure functions from a compiled program to files. */
export interface Target {
  /** The folder of `src/targets` that it is. */
  readonly id: string;
  /** The engine's name, for people. */
  readonly engine: string;
  /** Its files, at paths relative to the output folder. */
  files(program: CompiledProgram, examples: RuleExamples): readonly OutputFile[] | Promise<readonly OutputFile[]>;
}
