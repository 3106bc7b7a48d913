// What policies import as `regoscript`.

export type { Path, Segment } from "../paths.ts";
export { reachable } from "../std/graphs/index.ts";
export { sorted, unique } from "../std/lists/index.ts";
export { integer, remainder } from "../std/numbers/index.ts";
export { matchesPattern } from "../std/patterns/index.ts";
export { matchesGlob, matchesWildcard } from "../std/patterns/wildcard.ts";
export { decodeBase64, encodeBase64 } from "../std/text/base64.ts";
export { compareText, lowerCase, textAfter, upperCase, withoutPrefix, withoutSuffix } from "../std/text/index.ts";
export { type Printable, printed } from "../std/text/printed.ts";
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
export { type Evidence, type Inventory, type ObjectName, type Undetermined, undetermined } from "./inventory.ts";
export type { Located } from "./location.ts";
export { partName, partType } from "./part.ts";
export {
  boolean,
  child,
  elements,
  exists,
  isMapping,
  isSequence,
  member,
  members,
  number,
  parseJson,
  parseJsonText,
  parseYaml,
  Raw,
  scalar,
  text,
  walk,
} from "./raw.ts";
export type {
  Example,
  ExampleSource,
  ExpectedMalformed,
  ExpectedUndetermined,
  ExpectedViolation,
  ParameterValues,
  Rule,
  Severity,
} from "./rule.ts";
export { dockerfile, json, rule, severities, yaml } from "./rule.ts";
export type { Keyed, Listed, Resolvable, Scalar, Text } from "./shapes.ts";
export { at, type Violation, violation } from "./violation.ts";
