/**
 * What a function of Regoscript or a method of JavaScript becomes in Rego. A name is `text.startsWith` for a method of strings,
 * `list.join` for one of arrays, else the name of an exported function. Each lowering gives, for arguments of the types that the
 * type checker allows, the value that JavaScript gives; where no lowering can, there is none, and a use is diagnosed.
 */
export type Lowering =
  /** A builtin function of Rego; `order` permutes the arguments. */
  | { readonly builtin: string; readonly order?: readonly number[] }
  /** A function of `regoscript.std`. With `rest`, the arguments from that one on are passed as one array. */
  | { readonly support: string; readonly rest?: number }
  /** A condition or term that the lowering writes itself. */
  | { readonly special: "count" | "isNotNull" | "isObject" | "isArray" | "trim" };

export const operations: { readonly [name: string]: Lowering } = {
  "text.startsWith": { builtin: "startswith" },
  "text.endsWith": { builtin: "endswith" },
  "text.includes": { builtin: "contains" },
  "text.split": { builtin: "split" },
  "text.replaceAll": { builtin: "replace" },
  "text.trim": { special: "trim" },
  "text.length": { support: "text_length" },
  "pattern.test": { builtin: "regex.match" },
  "list.length": { special: "count" },
  "list.join": { builtin: "concat", order: [1, 0] },
  "list.slice": { support: "slice" },
  "list.flat": { support: "flatten" },
  "set.size": { special: "count" },
  "record.keys": { builtin: "object.keys" },
  sorted: { builtin: "sort" },
  unique: { support: "unique" },
  lowerCase: { support: "lower_case" },
  withoutPrefix: { builtin: "trim_prefix" },
  withoutSuffix: { builtin: "trim_suffix" },
  member: { support: "member", rest: 1 },
  child: { support: "child" },
  withMissing: { support: "with_missing" },
  elements: { support: "elements" },
  members: { support: "members" },
  text: { support: "text" },
  exists: { special: "isNotNull" },
  isMapping: { special: "isObject" },
  isSequence: { special: "isArray" },
  parseJson: { support: "parse_json" },
  parseYaml: { support: "parse_yaml" },
};
