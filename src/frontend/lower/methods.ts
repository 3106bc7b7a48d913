import { ts } from "ts-morph";
import type { Bind, Binding, Expression, Iteration } from "../../ir/nodes.ts";
import { operations } from "../../std/operations.ts";
import type { FunctionContext } from "../context.ts";
import { irType } from "../types.ts";
import { base, boolean, lowerExpression, lowerTruth, number, placeholder, text } from "./expressions.ts";
import { bindPattern } from "./bindings.ts";

/** A method of a list, string, set or regular expression, or a static function such as `Object.keys`. */
export function lowerMethod(node: ts.CallExpression, callee: ts.PropertyAccessExpression, context: FunctionContext): Expression {
  const method = callee.name.text;
  if (ts.isIdentifier(callee.expression) && callee.expression.text === "Object" && isGlobal(callee.expression, context)) return lowerObjectFunction(node, method, context);
  if (ts.isIdentifier(callee.expression) && isGlobal(callee.expression, context)) {
    context.compilation.report("RS1017", callee, `\`${callee.getText()}\` is not part of the policy language`);
    return placeholder(node, context);
  }
  const receiver = lowerExpression(callee.expression, context);
  if (receiver.type.nullable && callee.questionDotToken !== undefined) return optionalMethod(node, callee, receiver, context);
  return methodOf(node, callee, receiver, context);
}

/** `list?.some(…)`: nothing where the list is nothing. */
function optionalMethod(node: ts.CallExpression, callee: ts.PropertyAccessExpression, receiver: Expression, context: FunctionContext): Expression {
  const present: Expression = { ...receiver, type: { ...receiver.type, nullable: false } };
  const result = methodOf(node, callee, present, context);
  const { span } = receiver;
  return {
    kind: "conditional",
    condition: { kind: "not", operand: { kind: "equal", left: receiver, right: { kind: "literal", value: null, span, type: { kind: "nothing", nullable: true } }, span, type: boolean }, span, type: boolean },
    whenTrue: { ...result, type: { ...result.type, nullable: false } },
    whenFalse: { kind: "literal", value: null, span, type: { kind: "nothing", nullable: true } },
    span: result.span,
    type: { ...result.type, nullable: true },
  };
}

function methodOf(node: ts.CallExpression, callee: ts.PropertyAccessExpression, receiver: Expression, context: FunctionContext): Expression {
  const method = callee.name.text;
  switch (receiver.type.kind) {
    case "list":
      return lowerListMethod(node, callee, receiver, context);
    case "set":
      if (method === "has") return { ...base(node, context), kind: "membership", value: argument(node, 0, context), collection: receiver };
      break;
    case "text":
      return lowerTextMethod(node, callee, receiver, context);
    case "pattern":
      if (method === "test") return { ...base(node, context), kind: "operation", name: "pattern.test", arguments: [receiver, argument(node, 0, context)] };
      break;
    case "other":
      return placeholder(node, context);
  }
  return unknownMethod(node, callee, context);
}

function unknownMethod(node: ts.CallExpression, callee: ts.PropertyAccessExpression, context: FunctionContext): Expression {
  const method = callee.name.text;
  const mutators = ["push", "pop", "shift", "unshift", "splice", "fill", "reverse", "copyWithin", "add", "delete", "clear", "set"];
  if (mutators.includes(method)) context.compilation.report("RS1009", callee.name, `\`${method}\` changes the value that it is called on`);
  else context.compilation.report("RS1017", callee.name, `the method \`${method}\` is not part of the policy language`);
  return placeholder(node, context);
}

function argument(node: ts.CallExpression, index: number, context: FunctionContext): Expression {
  const given = node.arguments[index];
  return given === undefined ? placeholder(node, context) : lowerExpression(given, context);
}

function isGlobal(node: ts.Identifier, context: FunctionContext): boolean {
  const { checker } = context.compilation;
  const declaration = checker.getSymbolAtLocation(node)?.declarations?.[0];
  return declaration !== undefined && context.compilation.program.program.isSourceFileDefaultLibrary(declaration.getSourceFile());
}

function lowerObjectFunction(node: ts.CallExpression, method: string, context: FunctionContext): Expression {
  const record = argument(node, 0, context);
  if (record.type.kind !== "record" && record.type.kind !== "object") {
    context.compilation.report("RS1017", node, `\`Object.${method}\` here is not of a record`);
    return placeholder(node, context);
  }
  const { checker } = context.compilation;
  const span = context.compilation.span(node);
  const valueType = checker.getIndexInfosOfType(checker.getTypeAtLocation(node.arguments[0]!))[0]?.type;
  const key: Binding = { name: "key", type: text };
  const value: Binding = { name: "value", type: valueType === undefined ? { kind: "other", nullable: false } : irType(valueType, checker) };
  const keyLocal: Expression = { kind: "local", binding: key, span, type: text };
  const valueLocal: Expression = { kind: "local", binding: value, span, type: value.type };
  const list = { kind: "list" as const, nullable: false };
  const over = (withKey: boolean, withValue: boolean): Iteration => ({ over: record, key: withKey ? key : undefined, value: withValue ? value : undefined, derived: [] });
  switch (method) {
    case "keys":
      return { kind: "comprehension", source: over(true, false), condition: undefined, value: keyLocal, flat: false, span, type: list };
    case "values":
      return { kind: "comprehension", source: over(false, true), condition: undefined, value: valueLocal, flat: false, span, type: list };
    case "entries": {
      const pair: Expression = { kind: "list", items: [{ spread: false, value: keyLocal }, { spread: false, value: valueLocal }], span, type: list };
      return { kind: "comprehension", source: over(true, true), condition: undefined, value: pair, flat: false, span, type: list };
    }
  }
  context.compilation.report("RS1017", node, `\`Object.${method}\` is not part of the policy language`);
  return placeholder(node, context);
}

/** Methods of strings that are in the table of operations and take constant, non-empty search texts. */
const constantArguments = new Set(["split", "replaceAll"]);

function lowerTextMethod(node: ts.CallExpression, callee: ts.PropertyAccessExpression, receiver: Expression, context: FunctionContext): Expression {
  const method = callee.name.text;
  const name = `text.${method}`;
  if (operations[name] === undefined) {
    const replacement: { readonly [method: string]: string } = {
      toLowerCase: "use `lowerCase(text)`, which changes the letters A to Z",
      slice: "use `withoutPrefix`, `withoutSuffix` or `split`",
      substring: "use `withoutPrefix`, `withoutSuffix` or `split`",
      indexOf: "use `includes`, `startsWith` or `split`",
      localeCompare: "use `sorted`",
      match: "use `test` of a regular expression",
      replace: "use `replaceAll` with a string",
      trimStart: "use `trim`",
      trimEnd: "use `trim`",
      toUpperCase: "compare in lower case: `lowerCase(text)`",
      charAt: "use `startsWith`, `split` or a regular expression",
      at: "use `startsWith`, `split` or a regular expression",
    };
    const help = replacement[method];
    if (help !== undefined) {
      context.compilation.report("RS2001", callee.name, `\`${method}\` means something else in Rego for some texts`, help);
      return placeholder(node, context);
    }
    return unknownMethod(node, callee, context);
  }
  const args = node.arguments.map((given) => lowerExpression(given, context));
  const limit = method === "replaceAll" ? 2 : 1;
  if (args.length > (method === "trim" ? 0 : limit)) {
    context.compilation.report("RS1017", node, `\`${method}\` with so many arguments is not part of the policy language`);
    return placeholder(node, context);
  }
  if (constantArguments.has(method)) {
    args.forEach((given, index) => {
      const constant = given.kind === "literal" && typeof given.value === "string";
      if (!constant || (index === 0 && given.value === "")) context.compilation.report("RS2010", node.arguments[index]!, `this argument of \`${method}\` is not a constant, non-empty string`);
      // JavaScript gives `$&` and the like in a replacement a meaning.
      if (index === 1 && constant && String(given.value).includes("$")) context.compilation.report("RS2010", node.arguments[index]!, "`$` in a replacement has a meaning in JavaScript");
    });
  }
  return { ...base(node, context), kind: "operation", name, arguments: [receiver, ...args] };
}

function lowerListMethod(node: ts.CallExpression, callee: ts.PropertyAccessExpression, receiver: Expression, context: FunctionContext): Expression {
  const method = callee.name.text;
  const common = base(node, context);
  switch (method) {
    case "some":
    case "every": {
      const callback = lowerCallback(node, receiver, true, context);
      if (callback === undefined) return placeholder(node, context);
      return { ...common, kind: "quantified", quantifier: method, source: callback.source, condition: callback.result };
    }
    case "filter":
    case "find": {
      const callback = lowerCallback(node, receiver, true, context);
      if (callback === undefined) return placeholder(node, context);
      const binding = callback.element;
      const value: Expression = { kind: "local", binding, span: common.span, type: binding.type };
      const filtered: Expression = { kind: "comprehension", source: callback.source, condition: callback.result, value, flat: false, span: common.span, type: { kind: "list", nullable: false } };
      if (method === "filter") return filtered;
      return { ...common, type: { ...common.type, nullable: true }, kind: "element", collection: filtered, key: { kind: "literal", value: 0, span: common.span, type: number } };
    }
    case "map":
    case "flatMap": {
      const callback = lowerCallback(node, receiver, false, context);
      if (callback === undefined) return placeholder(node, context);
      return { ...common, kind: "comprehension", source: callback.source, condition: undefined, value: callback.result, flat: method === "flatMap" };
    }
    case "includes":
      return { ...common, kind: "membership", value: argument(node, 0, context), collection: receiver };
    case "concat":
      return {
        ...common,
        kind: "list",
        items: [receiver, ...node.arguments.map((given) => lowerExpression(given, context))].map((value) => ({ spread: value.type.kind === "list", value })),
      };
    case "at": {
      const index = argument(node, 0, context);
      if (index.kind !== "literal" || typeof index.value !== "number" || index.value < 0) context.compilation.report("RS2010", node.arguments[0] ?? node, "an index from the end is not part of the policy language");
      return { ...common, type: { ...common.type, nullable: true }, kind: "element", collection: receiver, key: index };
    }
    case "slice": {
      const from = argument(node, 0, context);
      if (node.arguments.length !== 1 || from.kind !== "literal" || typeof from.value !== "number" || from.value < 0) {
        context.compilation.report("RS2010", node, "`slice` takes one constant that isn't negative");
        return placeholder(node, context);
      }
      return { ...common, kind: "operation", name: "list.slice", arguments: [receiver, from] };
    }
    case "join": {
      const separator = argument(node, 0, context);
      return { ...common, kind: "operation", name: "list.join", arguments: [receiver, separator] };
    }
    case "flat":
      return { ...common, kind: "operation", name: "list.flat", arguments: [receiver] };
    case "toSorted":
    case "sort":
      context.compilation.report("RS2001", callee.name, `\`${method}\` orders by UTF-16 units`, "use `sorted(list)`, which orders strings by code points");
      return placeholder(node, context);
  }
  return unknownMethod(node, callee, context);
}

interface Callback {
  readonly source: Iteration;
  readonly element: Binding;
  readonly result: Expression;
}

/** An arrow function given to a method of a list: its parameters become the iteration, its body the condition or value. */
function lowerCallback(node: ts.CallExpression, over: Expression, condition: boolean, context: FunctionContext): Callback | undefined {
  const [callback] = node.arguments;
  if (callback === undefined || !ts.isArrowFunction(callback)) {
    context.compilation.report("RS1018", callback ?? node, "the argument of this method is not an arrow function", "write `(item) => …` here");
    return undefined;
  }
  if (ts.isBlock(callback.body)) {
    context.compilation.report("RS1018", callback.body, "the body of an arrow function here is a block", "write an expression, or call a helper function");
    return undefined;
  }
  const { checker } = context.compilation;
  const [first, second] = callback.parameters;
  const elementType = first === undefined ? elementOf(over, node, context) : irType(checker.getTypeAtLocation(first.name), checker);
  const derived: Bind[] = [];
  const element: Binding = { name: first !== undefined && ts.isIdentifier(first.name) ? first.name.text : "item", type: elementType };
  if (first !== undefined) {
    const value: Expression = { kind: "local", binding: element, span: context.compilation.span(first), type: elementType };
    if (ts.isIdentifier(first.name)) context.bind(first.name, element);
    else derived.push(...bindPattern(first.name, value, context));
  }
  let key: Binding | undefined;
  if (second !== undefined && ts.isIdentifier(second.name)) {
    key = { name: second.name.text, type: number };
    context.bind(second.name, key);
  }
  const result = condition ? lowerTruth(callback.body, context) : lowerExpression(callback.body, context);
  return { source: { over, key, value: element, derived }, element, result };
}

function elementOf(_over: Expression, node: ts.CallExpression, context: FunctionContext): Expression["type"] {
  const { checker } = context.compilation;
  const callee = node.expression as ts.PropertyAccessExpression;
  const element = checker.getIndexTypeOfType(checker.getNonNullableType(checker.getTypeAtLocation(callee.expression)), ts.IndexKind.Number);
  return element === undefined ? { kind: "other", nullable: false } : irType(element, checker);
}
