import { at, boolean, child, elements, exists, inputKind, instance, isMapping, isSequence, type Located, member, members, number, parseJson, parseJsonText, parseYaml, printed, type Raw, rule, scalar, sorted, text, violation, walk } from "regoscript";

// input-kind: `inputKind`, `instance`
//
// A finder is compiled like a rule: it yields the instances of a document, each of which the interface's decoder then takes. `instance(at, resource,
// fields)` gives fields from other places of the document; without `fields` they are the value's own.
interface Part extends Located {
  inner: Raw;
  labels?: Raw;
  size?: Raw;
  on?: Raw;
}

const Part = inputKind<Part>({
  id: "raw-part",
  title: "thing of which little is known",
  recognises: ["kind: Thing"],
  kubernetes: [],
  *find(document) {
    if (text(member(document, "kind")) === "Thing") yield instance<Part>(document, "Thing");
  },
});

// member: `member`, `child`
//
// The raw value at some keys, or at one that is no constant; where there is none, a raw value without content, whose place a violation can still point
// at.
function innerName(inner: Raw, key: string): string {
  return text(member(inner, "deep", "value")) ?? text(child(inner, key)) ?? "none";
}

// raw-text: `text`
//
// The string that a raw value holds, or `undefined`.
function firstLabel(labels: Raw): string {
  return text(member(labels, "a")) ?? "no text";
}

// raw-number: `number`, `boolean`, `scalar`
//
// The integer, or the boolean, that a raw value holds; the text of a string, number or boolean, as a field of type `Scalar` has it. Of anything else
// `undefined`.
function sizeOf(size: Raw): number {
  return number(size) ?? -1;
}
function shown(on: Raw, size: Raw): string {
  return `${boolean(on) ?? false} ${scalar(size) ?? "no text"}`;
}

// exists: `exists`, `isMapping`, `isSequence`
//
// Whether there is a value other than null, an object, an array.
function form(inner: Raw): string {
  if (isMapping(inner)) return "object";
  if (isSequence(inner)) return "array";
  return exists(inner) ? "value" : "nothing";
}

// elements: `elements`
//
// The elements of an array, each with its place; of anything else, none.
function count(labels: Raw): number {
  return elements(labels).length;
}

// members: `members`
//
// Keys and raw values of an object, without an order; of anything else, none.
function keys(labels: Raw): string[] {
  return sorted(members(labels).map(([key]) => key));
}

// walk: `walk`
//
// Every value inside a raw one, however deep, itself among them, without an order (RS2007). Rego has no other recursion (RS1010).
function texts(inner: Raw): number {
  return walk(inner).filter((value) => text(value) !== undefined).length;
}

// parse-json: `parseJson`, `parseYaml`
//
// The document inside a string; the value itself where the string isn't one. A JSON object may be percent-encoded, as
// IAM's API gives policies. A YAML text with a plain scalar that
// parsers read differently, such as `yes` or `010`, counts as no document.
function parsed(labels: Raw): boolean {
  return isMapping(parseJson(member(labels, "a"))) || isSequence(parseYaml(member(labels, "b")));
}

// parse-json-text: `parseJsonText`
//
// The document inside a text, such as an annotation's or one that [`decodeBase64`](#base64) gives; `undefined` where it is no JSON, for which JavaScript's
// own `JSON.parse` throws. Its parts have no place of their own: point at the field that holds the text.
//
// RS1017 const value = JSON.parse(name);
function isDocument(content: string): string {
  const document = parseJsonText(content);
  return document === undefined ? "no JSON" : text(member(document, "a")) ?? "JSON";
}

export default rule({
  id: "raw-values",
  title: "Raw values",
  severity: "low",
  input: Part,
  rationale: "A field of type `Raw` is a part of the document that no interface describes, with its place. The functions below are total, and finders of input kinds are made of them.",
  remediation: "",
  references: [],

  *check({ inner, labels, size, on }) {
    if (labels === undefined || size === undefined || on === undefined) return;
    yield violation(at(inner, "deep"), `input-kind ${exists(inner)}`);
    yield violation(labels, `member ${innerName(inner, "name")}`);
    yield violation(labels, `raw-text ${firstLabel(labels)}`);
    yield violation(size, `raw-number ${sizeOf(size)} ${shown(on, size)} ${shown(size, on)} ${shown(labels, labels)}`);
    yield violation(inner, `exists ${form(inner)} ${form(labels)}`);
    yield violation(labels, `elements ${count(labels)}`);
    yield violation(labels, `members ${printed(keys(labels))}`);
    yield violation(inner, `walk ${texts(inner)}`);
    yield violation(labels, `parse-json ${parsed(labels)}`);
    yield violation(labels, `parse-json-text ${isDocument(text(member(labels, "a")) ?? "null")}`);
  },

  examples: {},
});
