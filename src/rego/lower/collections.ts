import type { Expression } from "../../ir/nodes.ts";
import { array, call, infix, object, set, type Term, variable } from "../ast.ts";
import type { BodyLowering } from "./body.ts";
import { termAs, termOf } from "./copies.ts";
import { commonForm, type Form, type Held, objectOf, type Parts, type Tuple, type Value, value } from "./held.ts";
import { settled } from "./settled.ts";

type Of<Kind extends Expression["kind"]> = Extract<Expression, { kind: Kind }>;

/** A list of objects of the document stays one of parts, as long as nothing else is in it. */
export function lowerList({ items }: Of<"list">, scope: BodyLowering): Value | Parts | Tuple {
  const lowered = items.map((item) => ({ ...item, held: scope.held(item.value) }));
  const form = formOfItems(lowered);
  if (form === undefined && items.every(({ spread }) => !spread) && lowered.some(({ held }) => held.form !== "value"))
    return { form: "tuple", items: lowered.map(({ held }) => held) };
  const segments: Term[] = [];
  let run: Term[] = [];
  const close = (): void => {
    if (run.length > 0) segments.push(array(...run));
    run = [];
  };
  for (const { held, spread, value: item } of lowered) {
    if (!spread) {
      run.push(form === undefined ? termOf(held, scope) : termAs(held, form.of, scope));
      continue;
    }
    const term = form === undefined ? termOf(held, scope) : termAs(held, form.list, scope);
    close();
    segments.push(item.type.kind === "set" ? allOf("array", term, scope) : term);
  }
  if (run.length > 0 || segments.length === 0) segments.push(array(...run));
  const term = segments
    .map((segment, index) => (index === segments.length - 1 ? segment : settled(segment, scope)))
    .reduce((left, right) => call("array.concat", left, right));
  return form === undefined ? value(term) : { form: "parts", items: form.list.items, term };
}

interface ItemForm {
  readonly of: Form;
  readonly list: Extract<Form, { form: "parts" }>;
}

function formOfItems(items: readonly { readonly spread: boolean; readonly held: Held }[]): ItemForm | undefined {
  const single = commonForm(items.filter(({ spread }) => !spread).map(({ held }) => held));
  const whole = commonForm(items.filter(({ spread }) => spread).map(({ held }) => held));
  const shapes = [
    ...(items.some(({ spread }) => !spread) ? [objectOf(single)] : []),
    ...(items.some(({ spread }) => spread) ? [whole.form === "parts" ? whole.items : undefined] : []),
  ];
  const [shape, other = shape] = shapes;
  if (shape === undefined || other?.name !== shape.name) return undefined;
  return { of: { form: "part", shape, isOptional: false }, list: { form: "parts", items: shape } };
}

/** A list or set of all elements of another collection. */
function allOf(type: "array" | "set", source: Term, scope: BodyLowering): Term {
  const item = scope.fresh("item");
  return { kind: "comprehension", type, value: variable(item), body: [{ kind: "some", value: item, source }] };
}

/** A set: of elements, and of all elements of other sets and lists. */
export function lowerSet({ items }: Of<"set">, scope: BodyLowering): Term {
  const lowered = items.filter((item) => !item.spread).map((item) => scope.term(item.value));
  // OPA's formatter takes away constants that stand twice.
  const constants = new Set<unknown>();
  const single = lowered.filter((term) => {
    if (term.kind !== "scalar") return true;
    const isNew = !constants.has(term.value);
    constants.add(term.value);
    return isNew;
  });
  const whole = items.filter((item) => item.spread).map((item) => asSet(item.value, scope));
  if (whole.length === 0) return setOf(single, scope);
  const parts = single.length > 0 ? [...whole, set(...single)] : whole;
  return parts.reduce((left, right) => infix("|", left, right));
}

/**
 * A set of some terms. Where OPA's literal has two elements that turn out to be equal, iterating it gives both; a
 * comprehension, or a union, has one.
 */
function setOf(terms: readonly Term[], scope: BodyLowering): Term {
  const mayBeEqual = terms.length > 1 && terms.some(({ kind }) => kind !== "scalar");
  return mayBeEqual ? allOf("set", array(...terms), scope) : set(...terms);
}

function asSet(list: Expression, scope: BodyLowering): Term {
  const term = scope.term(list);
  if (list.type.kind === "set") return term;
  return term.kind === "comprehension" ? { ...term, type: "set" } : allOf("set", term, scope);
}

/** A record from its parts, of which later ones count more. */
export function lowerRecord({ entries }: Of<"record">, scope: BodyLowering): Term {
  const parts: Term[] = [];
  let run: [Term, Term][] = [];
  const close = (): void => {
    if (run.length > 0) parts.push({ kind: "object", entries: run });
    run = [];
  };
  for (const { key, value: entry } of entries) {
    const term = scope.term(entry);
    if (key === undefined) {
      close();
      parts.push(entry.type.nullable ? scope.module.support("as_record", term) : term);
      continue;
    }
    const keyTerm = scope.term(key);
    // Keys that are not constants may be equal, of which Rego makes an error.
    const distinct =
      keyTerm.kind === "scalar" && run.every(([other]) => other.kind === "scalar" && other.value !== keyTerm.value);
    if (!distinct) close();
    run.push([keyTerm, term]);
  }
  close();
  return parts.length === 0 ? object([]) : parts.reduce((left, right) => call("object.union", left, right));
}

export function lowerCollect({ into, steps, value: element }: Of<"collect">, scope: BodyLowering): Held {
  const inner = scope.nested(into === "list");
  inner.steps(steps);
  if (into === "list") return listed(inner.held(element), inner);
  const term = inner.term(element);
  return value(
    inner.body.length === 0 ? set(term) : { kind: "comprehension", type: "set", value: term, body: inner.body },
  );
}

/** The list of what is held for each way in which a body holds. */
export function listed(element: Held, body: BodyLowering): Value | Parts {
  const form = commonForm([element]);
  const shape = objectOf(form);
  const term = termAs(element, shape === undefined ? { form: "value" } : form, body);
  const list: Term =
    body.body.length === 0 ? array(term) : { kind: "comprehension", type: "array", value: term, body: body.body };
  return shape === undefined ? value(list) : { form: "parts", items: shape, term: list };
}
