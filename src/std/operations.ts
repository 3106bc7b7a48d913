/**
 * What a function of Regoscript or a method of JavaScript becomes in Rego. A name is `text.startsWith` for a method of
 * strings, `list.join` for one of arrays, else the name of an exported function. Each lowering gives, for arguments of
 * the types that the type checker allows, the value that JavaScript gives; where no lowering can, there is none, and a
 * use is diagnosed.
 */
export type Lowering =
  /** A builtin function of Rego; `order` permutes the arguments. */
  | { readonly builtin: string; readonly order?: readonly number[] }
  /** A function of `regoscript.std`. With `rest`, the arguments from that one on are passed as one array. */
  | { readonly support: string; readonly rest?: number }
  /** A condition or term that the lowering writes itself. */
  | {
      readonly special:
        | "count"
        | "greatest"
        | "least"
        | "isNotNull"
        | "isObject"
        | "isArray"
        | "trim"
        | "trimStart"
        | "trimEnd"
        | "characters"
        | "matches";
    };

export const operations: { readonly [name: string]: Lowering } = {
  "text.startsWith": { builtin: "startswith" },
  "text.endsWith": { builtin: "endswith" },
  "text.includes": { builtin: "contains" },
  "text.split": { builtin: "split" },
  "text.replaceAll": { builtin: "replace" },
  "text.trim": { special: "trim" },
  "text.trimStart": { special: "trimStart" },
  "text.trimEnd": { special: "trimEnd" },
  "text.replace": { support: "replace_first" },
  "text.indexOf": { support: "text_index_of" },
  "text.slice": { support: "text_slice" },
  "text.substring": { support: "text_substring" },
  "text.at": { support: "text_at" },
  "text.charAt": { support: "text_char_at" },
  "text.padStart": { support: "pad_start" },
  "text.padEnd": { support: "pad_end" },
  "text.repeat": { support: "repeat" },
  "text.length": { support: "text_length" },
  /** The UTF-16 unit of a text at an offset, or null. */
  "text.unit": { support: "text_unit" },
  "text.characters": { special: "characters" },
  "pattern.test": { builtin: "regex.match" },
  /** The first match and its groups, or null. */
  "pattern.match": { support: "match" },
  "pattern.matches": { special: "matches" },
  /** All matches without their groups, or null for none. */
  "pattern.wholes": { support: "wholes" },
  /** The parts of a text around the first so many matches. */
  "pattern.pieces": { support: "pieces" },
  "list.length": { special: "count" },
  "list.join": { builtin: "concat", order: [1, 0] },
  "list.at": { support: "list_at" },
  "list.slice": { support: "slice" },
  "list.flat": { support: "flatten" },
  "list.indexOf": { support: "index_of" },
  "list.lastIndexOf": { support: "last_index_of" },
  "list.reversed": { builtin: "array.reverse" },
  "list.sum": { builtin: "sum" },
  "list.max": { builtin: "max" },
  "list.min": { builtin: "min" },
  /** The values of pairs of a position and a value, in the order of the positions. */
  "list.inOrder": { support: "in_order" },
  /** The last element, or the second argument where there is none. */
  "list.lastOr": { support: "last_or" },
  /**
   * Of pairs of a key and a value: the value with the greatest (or least) key, the first (or last) of several; null of
   * none.
   */
  "pairs.firstGreatest": { support: "first_greatest" },
  "pairs.lastGreatest": { support: "last_greatest" },
  "pairs.firstLeast": { support: "first_least" },
  "pairs.lastLeast": { support: "last_least" },
  /** A record in which the values of pairs are added to those of another, or to a number, by key. */
  "pairs.sums": { support: "sums_by_key" },
  /** A record in which the values of pairs are added to the lists of another by key. */
  "pairs.lists": { support: "lists_by_key" },
  "set.size": { special: "count" },
  "record.size": { special: "count" },
  /** A record from pairs of key and value, of which the last with a key counts. */
  "record.of": { support: "record_of" },
  "record.keys": { builtin: "object.keys" },
  "record.without": { builtin: "object.remove" },
  "number.max": { special: "greatest" },
  "number.min": { special: "least" },
  "number.abs": { builtin: "abs" },
  "number.sign": { support: "sign" },
  "number.quotient": { support: "quotient" },
  "number.floorOfQuotient": { support: "floor_of_quotient" },
  "number.ceilOfQuotient": { support: "ceil_of_quotient" },
  /** A text as JSON writes it. */
  quoted: { support: "quoted" },
  typeOf: { support: "type_of" },
  integer: { support: "integer" },
  remainder: { support: "remainder" },
  compareText: { support: "compare_text" },
  matchesWildcard: { support: "matches_wildcard" },
  matchesGlob: { support: "matches_glob" },
  sorted: { builtin: "sort" },
  unique: { support: "unique" },
  lowerCase: { support: "lower_case" },
  upperCase: { support: "upper_case" },
  withoutPrefix: { builtin: "trim_prefix" },
  withoutSuffix: { builtin: "trim_suffix" },
  reviewed: { support: "reviewed" },
  member: { support: "member", rest: 1 },
  child: { support: "child" },
  withMissing: { support: "with_missing" },
  elements: { support: "elements" },
  members: { support: "members" },
  walk: { support: "walk_all" },
  matchesPattern: { support: "matches_pattern" },
  text: { support: "text" },
  exists: { special: "isNotNull" },
  isMapping: { special: "isObject" },
  isSequence: { special: "isArray" },
  parseJson: { support: "parse_json" },
  parseJsonText: { support: "parse_json_text" },
  encodeBase64: { builtin: "base64.encode" },
  decodeBase64: { support: "decode_base64" },
  parseYaml: { support: "parse_yaml" },
};
