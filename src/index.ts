export type { AdmissionRequest } from "./authoring/admission.ts";
export {
  type Decision,
  type DecisionExample,
  decision,
  type ExpectedResult,
  type Plain,
} from "./authoring/decision.ts";
export {
  type InputKind,
  type Instance,
  inputKind,
  instance,
  type KubernetesResources,
} from "./authoring/input-kind.ts";
export { type Evidence, type Inventory, type Undetermined, undetermined } from "./authoring/inventory.ts";
export type { Located } from "./authoring/location.ts";
export {
  child,
  elements,
  exists,
  isMapping,
  isSequence,
  member,
  members,
  parseJson,
  parseJsonText,
  parseYaml,
  Raw,
  text,
  walk,
} from "./authoring/raw.ts";
export type {
  Example,
  ExampleSource,
  ExpectedUndetermined,
  ExpectedViolation,
  ParameterValue,
  ParameterValues,
  Rule,
  Severity,
} from "./authoring/rule.ts";
export { dockerfile, json, rule, severities, yaml } from "./authoring/rule.ts";
export type { Keyed, Listed, Resolvable, Scalar } from "./authoring/shapes.ts";
export { at, type Violation, violation } from "./authoring/violation.ts";
export { DecisionError, type DecisionReport, type ReportedResult } from "./evaluator/decisions.ts";
export { type GivenParameters, ParameterError } from "./evaluator/parameters.ts";
export { type EvaluateOptions, EvaluationError, type Policies, type PreparedInventory } from "./evaluator/policies.ts";
export type { Report, ReportedMalformed, ReportedUndetermined, ReportedViolation } from "./evaluator/report.ts";
export { BundleError, loadBundle } from "./evaluator/wasm.ts";
export { type LoadProblem, loadFile, parseDocuments, type SourceDocument } from "./loader/index.ts";
export type { Manifest } from "./manifest/manifest.ts";
export type { Path, Segment } from "./paths.ts";
export { CompilationError, loadPolicies } from "./policy-folder.ts";
export { decodeBase64, encodeBase64 } from "./std/base64.ts";
export { matchesPattern } from "./std/pattern.ts";
export { type Printable, printed } from "./std/printed.ts";
export {
  compareText,
  integer,
  lowerCase,
  remainder,
  sorted,
  unique,
  upperCase,
  withoutPrefix,
  withoutSuffix,
} from "./std/text.ts";
export { matchesGlob, matchesWildcard } from "./std/wildcard.ts";
