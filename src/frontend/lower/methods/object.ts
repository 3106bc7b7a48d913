import { ts } from "ts-morph";
import type { Expression } from "../../../ir/nodes.ts";
import { operation } from "../../../ir/terms.ts";
import type { FunctionContext } from "../../context.ts";
import { irType, isMap, valueTypeOf } from "../../types.ts";
import { hasKey } from "../equality.ts";
import { isWrittenOut } from "../exact.ts";
import { errorAt } from "../nodes.ts";
import { recordParts } from "../record-parts.ts";
import { argument, type GlobalCall, type Method, type Methods } from "./method.ts";

/** The functions of `Object`. */
export const objectFunctions: Methods<GlobalCall> = {
  fromEntries: { arity: 1, lower: lowerFromEntries },
  create: { arity: 1, lower: lowerCreate },
  hasOwn: { arity: 2, lower: lowerHasOwn },
  keys: parts("keys"),
  values: parts("values"),
  entries: parts("entries"),
};

function parts(of: "keys" | "values" | "entries"): Method<GlobalCall> {
  return {
    arity: 1,
    lower: ({ node, context }) => {
      const [given] = node.arguments;
      const record = recordOf(of, node, context);
      return record === undefined || given === undefined
        ? errorAt(node, context)
        : recordParts(record, of, given, context.compilation.span(node), context);
    },
  };
}

function lowerFromEntries({ node, context }: GlobalCall): Expression {
  checkEntries(node, context);
  return operation("record.of", [argument(node, 0, context)], context.compilation.span(node), {
    kind: "record",
    nullable: false,
  });
}

/** `Object.create(null)`: a record that inherits no keys. */
function lowerCreate({ node, context }: GlobalCall): Expression {
  const span = context.compilation.span(node);
  if (node.arguments[0]?.kind === ts.SyntaxKind.NullKeyword)
    return { kind: "record", entries: [], withoutPrototype: true, span, type: { kind: "record", nullable: false } };
  context.compilation.report("RS1017", node, "`Object.create` here is not of `null`", "write `Object.create(null)`");
  return errorAt(node, context);
}

function lowerHasOwn({ node, context }: GlobalCall): Expression {
  const [given] = node.arguments;
  const record = recordOf("hasOwn", node, context);
  if (record === undefined || given === undefined) return errorAt(node, context);
  return hasKey(
    record,
    argument(node, 1, context),
    context.compilation.span(node),
    valueTypeOf(given, context.compilation.checker),
  );
}

/** The first argument, if its keys are known: those of a record, or of an object that is written out. */
function recordOf(method: string, node: ts.CallExpression, context: FunctionContext): Expression | undefined {
  const record = argument(node, 0, context);
  const [given] = node.arguments;
  if (given === undefined) return undefined;
  const refuse = (problem: string, help?: string): undefined => {
    context.compilation.report("RS1017", node, `\`Object.${method}\` ${problem}`, help);
    return undefined;
  };
  if (record.type.kind !== "record" && record.type.kind !== "object") return refuse("here is not of a record");
  if (isMap(given, context.compilation.checker))
    return refuse("of a map has nothing", `use \`map.${method === "hasOwn" ? "has" : method}()\``);
  if (record.type.kind === "object" && !isWrittenOut(given, context))
    return refuse(
      "of an object that may have other fields than its type says",
      "name the fields, or declare a `Record<string, …>`",
    );
  return record;
}

/** The keys of a record are texts; numbers would become such. */
function checkEntries(node: ts.CallExpression, context: FunctionContext): void {
  const { checker } = context.compilation;
  const [given] = node.arguments;
  if (given === undefined) return;
  const entry = checker.getIndexTypeOfType(
    checker.getNonNullableType(checker.getTypeAtLocation(given)),
    ts.IndexKind.Number,
  );
  const key =
    entry === undefined
      ? undefined
      : (checker.getTypeArguments(entry as ts.TypeReference)[0] ??
        checker.getIndexTypeOfType(entry, ts.IndexKind.Number));
  if (key !== undefined && irType(key, checker).kind !== "text")
    context.compilation.report(
      "RS1001",
      given,
      "the keys of these entries are not strings",
      "make strings of them: `[`${key}`, value]`",
    );
}
