export * from "./authoring/index.ts";
export { DecisionError, type DecisionReport, type ReportedResult } from "./evaluator/decisions.ts";
export { type GivenParameters, ParameterError } from "./evaluator/parameters.ts";
export { type EvaluateOptions, EvaluationError, type Policies, type PreparedInventory } from "./evaluator/policies.ts";
export type { Report, ReportedMalformed, ReportedUndetermined, ReportedViolation } from "./evaluator/report.ts";
export { BundleError, loadBundle } from "./evaluator/wasm.ts";
export { type LoadProblem, loadFile, parseDocuments, type SourceDocument } from "./loader/index.ts";
export type { Manifest } from "./manifest/manifest.ts";
export { CompilationError, loadPolicies } from "./policy-folder.ts";
