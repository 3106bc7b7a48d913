export { at, violation, type Violation } from "./authoring/violation.ts";
export { type Located, type Path, type Segment } from "./authoring/location.ts";
export { inputKind, instance, type InputKind, type Instance, type KubernetesResources } from "./authoring/input-kind.ts";
export { child, elements, exists, isMapping, isSequence, member, members, parseJson, parseYaml, Raw, text } from "./authoring/raw.ts";
export type { Listed, Resolvable, Scalar } from "./authoring/shapes.ts";
export { dockerfile, json, rule, severities, yaml } from "./authoring/rule.ts";
export type { Example, ExampleSource, ExpectedViolation, ParameterValue, ParameterValues, Rule, Severity } from "./authoring/rule.ts";
export { lowerCase, sorted, unique, withoutPrefix, withoutSuffix } from "./std/text.ts";
