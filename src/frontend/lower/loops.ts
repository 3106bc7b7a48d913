import { ts } from "ts-morph";
import type { Bind, Binding, Expression, Iteration, Label, Statement } from "../../ir/nodes.ts";
import { numberType } from "../../ir/terms.ts";
import type { FunctionContext } from "../context.ts";
import { elementTypeOf, irType, isMap } from "../types.ts";
import { bindPattern } from "./bindings.ts";
import { lowerExpression, lowerStatement } from "./dispatch.ts";
import { elementsOf } from "./literals.ts";
import { isError } from "./nodes.ts";

/** `for (const item of list)`. */
export function lowerLoop(node: ts.ForOfStatement, context: FunctionContext): Statement[] {
  const name = ts.isLabeledStatement(node.parent) ? node.parent.label.text : undefined;
  const span = context.compilation.span(node);
  if (node.awaitModifier !== undefined)
    context.compilation.report("RS1007", node, "`for await` is not part of the policy language");
  if (!ts.isVariableDeclarationList(node.initializer)) {
    context.compilation.report(
      "RS1009",
      node.initializer,
      "the loop assigns to a variable from outside",
      "declare the loop's variable with `const`",
    );
    return [];
  }
  if ((node.initializer.flags & ts.NodeFlags.BlockScoped) === 0)
    context.compilation.report("RS1002", node.initializer, "`var` declares a variable of the whole function");
  const [declaration] = node.initializer.declarations;
  if (declaration === undefined) return [];
  const source = lowerSource(declaration.name, node.expression, context);
  const label: Label = { name: name ?? "loop" };
  context.targets.push({ label, kind: "loop", name });
  const body = lowerStatement(node.statement, context);
  context.targets.pop();
  return [{ kind: "for", source, label, body, span }];
}

/** What a loop ranges over. `Object.entries(record)` and `list.entries()` become an iteration with key and value. */
function lowerSource(pattern: ts.BindingName, expression: ts.Expression, context: FunctionContext): Iteration {
  const { checker } = context.compilation;
  const pairs = pairSource(expression, checker);
  if (pairs !== undefined && ts.isArrayBindingPattern(pattern)) {
    const over = lowerExpression(pairs.of, context);
    const isList = pairs.kind === "list";
    const supported = isList ? over.type.kind === "list" : over.type.kind === "record" || over.type.kind === "object";
    if (supported) return pairIteration(pattern, over, isList, context);
  }
  const over = elementsOf(expression, context);
  if (over.type.kind === "other" && !isError(over))
    context.compilation.report("RS2013", expression, `\`${expression.getText()}\` has more than one type here`);
  if (!["list", "set", "other"].includes(over.type.kind)) {
    context.compilation.report(
      "RS1003",
      expression,
      `\`${expression.getText()}\` is not a list`,
      "loop over a list; for a record use `Object.entries(record)`",
    );
  }
  if (ts.isIdentifier(pattern)) {
    const value: Binding = { name: pattern.text, type: irType(checker.getTypeAtLocation(pattern), checker) };
    context.bind(pattern, value);
    return { over, key: undefined, value, derived: [] };
  }
  const value: Binding = { name: "item", type: elementTypeOf(expression, checker) };
  const local: Expression = {
    kind: "local",
    binding: value,
    span: context.compilation.span(pattern),
    type: value.type,
  };
  return { over, key: undefined, value, derived: bindPattern(pattern, local, context) };
}

function pairSource(
  expression: ts.Expression,
  checker: ts.TypeChecker,
): { readonly kind: "record" | "list"; readonly of: ts.Expression } | undefined {
  if (isMap(expression, checker)) return { kind: "record", of: expression };
  if (
    !ts.isCallExpression(expression) ||
    !ts.isPropertyAccessExpression(expression.expression) ||
    expression.expression.name.text !== "entries"
  )
    return undefined;
  const receiver = expression.expression.expression;
  const [argument] = expression.arguments;
  if (ts.isIdentifier(receiver) && receiver.text === "Object" && argument !== undefined)
    return { kind: "record", of: argument };
  return expression.arguments.length === 0
    ? { kind: isMap(receiver, checker) ? "record" : "list", of: receiver }
    : undefined;
}

function pairIteration(
  pattern: ts.ArrayBindingPattern,
  over: Expression,
  isList: boolean,
  context: FunctionContext,
): Iteration {
  const { checker } = context.compilation;
  const [first, second] = pattern.elements;
  let key: Binding | undefined;
  let value: Binding | undefined;
  const derived: Bind[] = [];
  if (first !== undefined && !ts.isOmittedExpression(first)) {
    if (ts.isIdentifier(first.name)) {
      key = { name: first.name.text, type: isList ? numberType : { kind: "text", nullable: false } };
      context.bind(first.name, key);
    } else context.compilation.report("RS1021", first, "the key is not a plain name");
  }
  if (second !== undefined && !ts.isOmittedExpression(second)) {
    const type = irType(checker.getTypeAtLocation(second.name), checker);
    value = { name: ts.isIdentifier(second.name) ? second.name.text : "value", type };
    if (ts.isIdentifier(second.name)) context.bind(second.name, value);
    else
      derived.push(
        ...bindPattern(
          second.name,
          { kind: "local", binding: value, span: context.compilation.span(second), type },
          context,
        ),
      );
  }
  return { over, key, value, derived };
}
