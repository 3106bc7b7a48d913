import { functionClauses } from "../../ir/clauses.ts";
import { freeBindings, freeBindingsOfLambda } from "../../ir/free.ts";
import type { Binding, Expression, Iteration } from "../../ir/nodes.ts";
import { type Operation, operations } from "../../std/operations.ts";
import type { SupportFunction } from "../../std/support-functions.ts";
import {
  array,
  type Branch,
  call,
  concatenate,
  infix,
  nothing,
  object,
  ref,
  scalar,
  set,
  type Term,
  variable,
} from "../ast.ts";
import { snakeCase } from "../names.ts";
import { branchAfter, functionBranches, isCondition, tidy } from "./branches.ts";
import type { BodyLowering } from "./context.ts";

/**
 * What JavaScript's `trim` removes: white space and line ends of ECMA-262, 22.1.3.32, which `trim_space` of Rego
 * doesn't match.
 */
const whiteSpace =
  "\t\n\u000b\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff";

/**
 * Lowers an expression to a term that always has a value; nothing is `null`. Statements that the term needs before it
 * go to `scope`, and always hold.
 */
export function lowerTerm(expression: Expression, scope: BodyLowering): Term {
  switch (expression.kind) {
    case "literal":
      return scalar(expression.value);
    case "error":
      throw new Error("what was refused is not lowered");
    case "local":
      return scope.lookup(expression.binding);
    case "constant":
      return variable(scope.module.reference(expression.symbol));
    case "parameters":
      return variable(
        scope.module.external([
          "regoscript",
          "parameters",
          scope.module.program.addressOf(scope.module.id).package.at(-1)!,
        ]),
      );
    case "field":
      return field(expression, scope);
    case "element":
      return element(expression, scope);
    case "call": {
      const args = lowerArguments(expression.arguments, scope);
      const name = scope.module.reference(expression.function);
      return args.length === 0 ? variable(name) : call(name, ...args);
    }
    case "operation":
      return operation(expression, scope);
    case "arithmetic":
      return infix(expression.operator, lowerTerm(expression.left, scope), lowerTerm(expression.right, scope));
    case "coalesce":
      return coalesce(expression, scope);
    case "template":
      return template(expression, scope);
    case "list":
      return list(expression, scope);
    case "set":
      return setOf(expression, scope);
    case "record":
      return record(expression, scope);
    case "apply":
      return apply(expression, scope);
    case "collect":
      return collect(expression, scope);
    case "object":
      return object(expression.entries.map(([key, value]) => [key, lowerTerm(value, scope)]));
    case "conditional":
      return conditional(expression, scope, "choice");
    case "violation":
      return object([
        ["message", lowerTerm(expression.message, scope)],
        ["path", path(expression.node, scope)],
      ]);
    case "undetermined":
      return object([
        ["message", lowerTerm(expression.message, scope)],
        ["path", path(expression.node, scope)],
        ["missing", scalar(expression.missing)],
        ["collect", scalar(expression.collect)],
      ]);
    case "inventory":
      return variable(scope.module.external(["regoscript", "inventory", snakeCase(expression.of), "all"]));
    case "place":
      return object([["$path", path(expression, scope)]]);
    case "instance":
      return instance(expression, scope);
    case "equal":
    case "order":
    case "truthy":
    case "not":
    case "and":
    case "or":
    case "membership":
    case "exists":
    case "typeTest":
      return truth(expression, scope);
  }
}

/** Lowers an expression for a variable of the source, whose name a helper takes over. */
export function lowerNamed(expression: Expression, scope: BodyLowering, name: string): Term {
  if (expression.kind === "conditional") return conditional(expression, scope, `${name}_of`);
  if (isCondition(expression)) return truth(expression, scope, name, true);
  return lowerTerm(expression, scope);
}

/** The path of a node as an array. */
export function path(node: Expression, scope: BodyLowering): Term {
  if (node.kind !== "place")
    return ref(scope.referable(lowerTerm(node, scope), "node"), node.type.kind === "raw" ? "path" : "$path");
  const keys = node.keys.map((key) => lowerTerm(key, scope));
  return concatenate(path(node.node, scope), keys);
}

/** Opens an iteration: the statements go to `scope`, its bindings are declared there. */
export function lowerIteration(source: Iteration, scope: BodyLowering, fuse = true): void {
  const { over: list } = source;
  const needsList = source.key !== undefined || source.until !== undefined;
  if (fuse && list.kind === "collect" && list.into === "list" && !needsList) {
    // The elements of a filtered or mapped list, without making the list.
    scope.steps(list.steps);
    if (source.value !== undefined) bindTo(source.value, lowerTerm(list.value, scope), scope);
    for (const bind of source.derived) bindTo(bind.binding, lowerTerm(bind.value, scope), scope);
    return;
  }
  const over = source.until === undefined ? lowerTerm(source.over, scope) : untilStop(source, source.until, scope);
  const key = source.key === undefined ? undefined : scope.declare(source.key);
  const value = source.value === undefined ? "_" : scope.declare(source.value);
  scope.push(key === undefined ? { kind: "some", value, source: over } : { kind: "some", key, value, source: over });
  for (const bind of source.derived) bindTo(bind.binding, lowerTerm(bind.value, scope), scope);
}

/** The elements up to the first for which `until` holds. */
function untilStop(source: Iteration, until: Expression, scope: BodyLowering): Term {
  const whole = scope.referable(lowerTerm(source.over, scope), "list");
  const inner = scope.nested(false);
  const index = source.key === undefined ? inner.fresh("index") : inner.declare(source.key);
  inner.push({
    kind: "some",
    key: index,
    value: source.value === undefined ? "_" : inner.declare(source.value),
    source: whole,
  });
  for (const bind of source.derived) bindTo(bind.binding, lowerTerm(bind.value, inner), inner);
  inner.condition(until, true);
  const stops: Term = { kind: "comprehension", type: "array", value: variable(index), body: inner.body };
  return scope.module.support("until", whole, stops);
}

/** Lets a binding stand for a term: a variable of its own where computing the term twice would cost. */
function bindTo(binding: Binding, term: Term, scope: BodyLowering): void {
  const isName = (part: Term): boolean => part.kind === "var" || part.kind === "ref";
  if (isName(term) || (term.kind === "array" && term.items.every(isName))) scope.alias(binding, term);
  else scope.push({ kind: "assign", name: scope.declare(binding), value: term });
}

/** A comprehension or object of several lines before another argument is hard to read, so it gets a name. */
function lowerArguments(args: readonly Expression[], scope: BodyLowering): Term[] {
  return args.map((argument, index) => named(lowerTerm(argument, scope), index === args.length - 1, scope));
}

function named(term: Term, isLast: boolean, scope: BodyLowering): Term {
  return isLong(term) && !isLast ? scope.referable(term, "list") : term;
}

function isLong(term: Term): boolean {
  if (term.kind === "call") return term.arguments.some(isLong);
  return (
    term.kind === "comprehension" ||
    (term.kind === "object" && term.entries.length > 1) ||
    term.kind === "objectComprehension" ||
    (term.kind === "infix" && (isLong(term.left) || isLong(term.right)))
  );
}

function field(expression: Extract<Expression, { kind: "field" }>, scope: BodyLowering): Term {
  const keys = [expression.key];
  let base = expression.object;
  while (base.kind === "field" && base.type.nullable) {
    keys.unshift(base.key);
    base = base.object;
  }
  const head = named(lowerTerm(base, scope), false, scope);
  if (!base.type.nullable && keys.length === 1 && expression.mayBeMissing !== true)
    return ref(scope.referable(head, "object"), expression.key);
  const path = array(...keys.map((key) => scalar(key)));
  return base.type.nullable ? scope.module.support("get", head, path) : call("object.get", head, path, nothing);
}

function element(expression: Extract<Expression, { kind: "element" }>, scope: BodyLowering): Term {
  const { collection, key } = expression;
  const head = named(lowerTerm(collection, scope), false, scope);
  const keyTerm = lowerTerm(key, scope);
  if (collection.type.kind === "list") {
    const known = head.kind === "array" && key.kind === "literal" ? head.items[Number(key.value)] : undefined;
    if (known !== undefined) return known;
    // An element that is there whatever happens: of a pair, or of the results of a search.
    if (!expression.type.nullable) return ref(scope.referable(head, "list"), keyTerm);
    const fromEnd = key.kind === "literal" && typeof key.value === "number" && key.value < 0;
    return scope.module.support(fromEnd ? "element_from_end" : "element", head, keyTerm);
  }
  return collection.type.nullable
    ? scope.module.support("get", head, array(keyTerm))
    : call("object.get", head, keyTerm, nothing);
}

/** What some operations of `member(…)` are without the raw value in between. */
const ofMembers: { readonly [name in Operation]?: SupportFunction } = {
  text: "text_member",
  elements: "elements_member",
  members: "members_member",
};

function operation(expression: Extract<Expression, { kind: "operation" }>, scope: BodyLowering): Term {
  const { rego: lowering, parameters } = operations[expression.name];
  const [first] = expression.arguments;
  const ofMember = ofMembers[expression.name];
  if (ofMember !== undefined && first?.kind === "operation" && first.name === "member") {
    const [raw, ...keys] = lowerArguments(first.arguments, scope);
    return scope.module.support(ofMember, raw!, array(...keys));
  }
  const args = lowerArguments(expression.arguments, scope);
  if ("builtin" in lowering)
    return call(lowering.builtin, ...(lowering.permuted?.map((index) => args[index]!) ?? args));
  if ("support" in lowering) {
    const last = parameters.length - 1;
    if (parameters[last]?.repeats !== "apart") return scope.module.support(lowering.support, ...args);
    return scope.module.support(lowering.support, ...args.slice(0, last), array(...args.slice(last)));
  }
  const [subject] = args;
  if (subject === undefined) throw new Error(`operation ${expression.name} needs an argument`);
  switch (lowering.special) {
    case "count":
      return call("count", subject);
    case "greatest":
      return call("max", array(...args));
    case "least":
      return call("min", array(...args));
    case "trim":
      return call("trim", subject, scalar(whiteSpace));
    case "trimStart":
      return call("trim_left", subject, scalar(whiteSpace));
    case "trimEnd":
      return call("trim_right", subject, scalar(whiteSpace));
    case "characters":
      return call("split", subject, scalar(""));
    case "matches":
      return call("regex.find_all_string_submatch_n", ...args, scalar(-1));
    case "isNotNull":
      return infix("!=", ref(scope.referable(subject, "raw"), "value"), nothing);
    case "isObject":
      return call("is_object", ref(scope.referable(subject, "raw"), "value"));
    case "isArray":
      return call("is_array", ref(scope.referable(subject, "raw"), "value"));
  }
}

function coalesce(expression: Extract<Expression, { kind: "coalesce" }>, scope: BodyLowering): Term {
  const { left, right } = expression;
  if (
    left.kind === "element" &&
    left.collection.type.kind === "record" &&
    !left.collection.type.nullable &&
    left.mayHoldNothing !== true
  ) {
    return call("object.get", lowerTerm(left.collection, scope), lowerTerm(left.key, scope), lowerTerm(right, scope));
  }
  return scope.module.support("coalesce", named(lowerTerm(left, scope), false, scope), lowerTerm(right, scope));
}

function template(expression: Extract<Expression, { kind: "template" }>, scope: BodyLowering): Term {
  const parts = expression.parts.map((part) => textOf(part, scope));
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : call("concat", scalar(""), array(...parts));
}

/** The text of a part of a template: printed digit by digit where `sprintf` would print a float. */
function textOf(part: Expression, scope: BodyLowering): Term {
  const term = lowerTerm(part, scope);
  if (part.type.kind === "number") return scope.module.support("integer_text", term);
  if (part.type.kind === "boolean") return scope.module.support("boolean_text", term);
  return part.type.kind === "text" ? term : scope.module.support("scalar_text", term);
}

function list(expression: Extract<Expression, { kind: "list" }>, scope: BodyLowering): Term {
  const segments: Term[] = [];
  let run: Term[] = [];
  for (const item of expression.items) {
    const term = lowerTerm(item.value, scope);
    if (item.spread && item.value.type.kind === "set") {
      const element = scope.fresh("item");
      if (run.length > 0) segments.push(array(...run));
      segments.push({
        kind: "comprehension",
        type: "array",
        value: variable(element),
        body: [{ kind: "some", value: element, source: term }],
      });
      run = [];
    } else if (!item.spread) run.push(term);
    else {
      if (run.length > 0) segments.push(array(...run));
      segments.push(term);
      run = [];
    }
  }
  if (run.length > 0 || segments.length === 0) segments.push(array(...run));
  return segments
    .map((segment, index) => named(segment, index === segments.length - 1, scope))
    .reduce((left, right) => call("array.concat", left, right));
}

/** A set: of elements, and of all elements of other sets and lists. */
function setOf(expression: Extract<Expression, { kind: "set" }>, scope: BodyLowering): Term {
  const lowered = expression.items.filter((item) => !item.spread).map((item) => lowerTerm(item.value, scope));
  // OPA's formatter takes away constants that stand twice.
  const constants = new Set<unknown>();
  const single = lowered.filter((term) => {
    if (term.kind !== "scalar") return true;
    const isNew = !constants.has(term.value);
    constants.add(term.value);
    return isNew;
  });
  const whole = expression.items.filter((item) => item.spread).map((item) => asSet(item.value, scope));
  const parts = single.length > 0 || whole.length === 0 ? [...whole, set(...single)] : whole;
  return parts.reduce((left, right) => infix("|", left, right));
}

function asSet(value: Expression, scope: BodyLowering): Term {
  const term = lowerTerm(value, scope);
  if (value.type.kind === "set") return term;
  if (term.kind === "comprehension") return { ...term, type: "set" };
  const item = scope.fresh("item");
  return {
    kind: "comprehension",
    type: "set",
    value: variable(item),
    body: [{ kind: "some", value: item, source: term }],
  };
}

/** A record from its parts, of which later ones count more. */
function record(expression: Extract<Expression, { kind: "record" }>, scope: BodyLowering): Term {
  const parts: Term[] = [];
  let run: [Term, Term][] = [];
  const close = (): void => {
    if (run.length > 0) parts.push({ kind: "object", entries: run });
    run = [];
  };
  for (const { key, value } of expression.entries) {
    const term = lowerTerm(value, scope);
    if (key === undefined) {
      close();
      parts.push(value.type.nullable ? scope.module.support("as_record", term) : term);
      continue;
    }
    const keyTerm = lowerTerm(key, scope);
    // Keys that are not constants may be equal, of which Rego makes an error.
    const distinct =
      keyTerm.kind === "scalar" && run.every(([other]) => other.kind === "scalar" && other.value !== keyTerm.value);
    if (!distinct) close();
    run.push([keyTerm, term]);
  }
  close();
  return parts.length === 0 ? object([]) : parts.reduce((left, right) => call("object.union", left, right));
}

/** A function inside a function: a helper of the variables that it takes from around it, or its only value. */
function apply({ lambda, arguments: given }: Extract<Expression, { kind: "apply" }>, scope: BodyLowering): Term {
  const args = lowerArguments(given, scope);
  const clauses = functionClauses(lambda.body);
  const [first] = clauses;
  if (clauses.length === 1 && first !== undefined && first.steps.every((step) => step.kind === "bind")) {
    lambda.parameters.forEach((parameter, index) => bindTo(parameter, args[index] ?? nothing, scope));
    scope.steps(first.steps);
    return scope.outcome(first);
  }
  const parameters = new Map(lambda.parameters.map((parameter, index) => [parameter, args[index] ?? nothing]));
  const bindings = [...lambda.parameters, ...freeBindingsOfLambda(lambda)];
  return scope.helper(
    lambda.name,
    lambda,
    bindings,
    (names, enter) => [
      {
        kind: "complete",
        ...(names && { parameters: names }),
        branches: functionBranches(lambda.body, () => enter(false)),
        comments: [scope.module.program.describe(lambda.span)],
      },
    ],
    { given: parameters },
  );
}

function collect(expression: Extract<Expression, { kind: "collect" }>, scope: BodyLowering): Term {
  const inner = scope.nested(expression.into === "list");
  inner.steps(expression.steps);
  const value = lowerTerm(expression.value, inner);
  const isList = expression.into === "list";
  if (inner.body.length === 0) return isList ? array(value) : set(value);
  return { kind: "comprehension", type: isList ? "array" : "set", value, body: inner.body };
}

function conditional(
  expression: Extract<Expression, { kind: "conditional" }>,
  scope: BodyLowering,
  wanted: string,
): Term {
  return scope.helper(wanted, expression, freeBindings(expression), (parameters, enter) => {
    const branches: Branch[] = [];
    addBranches(expression, enter, branches);
    return [
      {
        kind: "complete",
        ...(parameters && { parameters }),
        branches: tidy(branches),
        comments: [scope.module.program.describe(expression.span)],
      },
    ];
  });
}

function addBranches(expression: Expression, enter: (exact: boolean) => BodyLowering, branches: Branch[]): void {
  const inner = enter(false);
  if (expression.kind !== "conditional") {
    branches.push(branchAfter(branches, lowerTerm(expression, inner), inner));
    return;
  }
  inner.condition(expression.condition, true);
  const value = lowerTerm(expression.whenTrue, inner);
  branches.push(branchAfter(branches, value, inner));
  addBranches(expression.whenFalse, enter, branches);
}

/** The value of a condition as a term: a function that is false by default. */
function truth(expression: Expression, scope: BodyLowering, wanted = "truth", replacesVariable = false): Term {
  if (expression.kind === "truthy" && expression.value.type.kind === "boolean" && !expression.value.type.nullable)
    return lowerTerm(expression.value, scope);
  return scope.helper(
    wanted,
    expression,
    freeBindings(expression),
    (parameters, enter) => {
      const inner = enter(false);
      inner.condition(expression, true);
      return [
        {
          kind: "default",
          arity: parameters?.length,
          value: scalar(false),
          comments: [scope.module.program.describe(expression.span)],
        },
        {
          kind: "complete",
          ...(parameters && { parameters }),
          branches: [{ value: undefined, body: inner.body }],
        },
      ];
    },
    { replacesVariable },
  );
}

function instance(expression: Extract<Expression, { kind: "instance" }>, scope: BodyLowering): Term {
  const at = scope.referable(lowerTerm(expression.at, scope), "node");
  const resource = lowerTerm(expression.resource, scope);
  const fields = expression.whole
    ? scope.module.support("fields", at, array(...expression.fields.map(([key]) => scalar(key))))
    : object(
        expression.fields.map(([key, field]) => [
          key,
          field === undefined
            ? absent(at, key)
            : field.type.nullable
              ? scope.module.support("coalesce", named(lowerTerm(field, scope), false, scope), absent(at, key))
              : lowerTerm(field, scope),
        ]),
      );
  return object([
    ["path", ref(at, "path")],
    // Where the finder gives the fields, what stands at the place itself doesn't matter.
    ["value", expression.whole ? ref(at, "value") : object([])],
    ["resource", resource],
    ["fields", fields],
  ]);
}

/** The raw value of a field that the finder doesn't give. */
function absent(at: Term, key: string): Term {
  return object([
    ["value", nothing],
    ["path", concatenate(ref(at, "path"), [scalar(key)])],
  ]);
}
