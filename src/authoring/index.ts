// What policies import as `regoscript`.

export type { Path, Segment } from "../paths.ts";
export { decodeBase64, encodeBase64 } from "../std/base64.ts";
export { matchesPattern } from "../std/pattern.ts";
export { type Printable, printed } from "../std/printed.ts";
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
} from "../std/text.ts";
export { matchesGlob, matchesWildcard } from "../std/wildcard.ts";
export type { AdmissionRequest } from "./admission.ts";
export {
  type Decision,
  type DecisionExample,
  decision,
  type ExpectedResult,
  type Plain,
} from "./decision.ts";
export {
  type InputKind,
  type Instance,
  inputKind,
  instance,
  type KubernetesResources,
} from "./input-kind.ts";
export { type Evidence, type Inventory, type Undetermined, undetermined } from "./inventory.ts";
export type { Located } from "./location.ts";
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
} from "./raw.ts";
export type {
  Example,
  ExampleSource,
  ExpectedUndetermined,
  ExpectedViolation,
  ParameterValue,
  ParameterValues,
  Rule,
  Severity,
} from "./rule.ts";
export { dockerfile, json, rule, severities, yaml } from "./rule.ts";
export type { Keyed, Listed, Resolvable, Scalar } from "./shapes.ts";
export { at, type Violation, violation } from "./violation.ts";
