import { ts } from "ts-morph";
import type { Expression } from "../../ir/nodes.ts";
import { booleanType, literal } from "../../ir/terms.ts";
import type { FunctionContext } from "../context.ts";
import { carried, type Lowering, type Refusal, refused, type Syntax } from "../syntax.ts";
import { lowerCall } from "./calls.ts";
import { lowerNew } from "./constructors.ts";
import { lowerExpression } from "./dispatch.ts";
import { lowerIdentifier } from "./identifiers.ts";
import { lowerArray, lowerNumber, lowerObject, lowerText } from "./literals.ts";
import { lowerElement, lowerProperty } from "./members.ts";
import { errorAt } from "./nodes.ts";
import { lowerBinary, lowerConditional, lowerPrefix } from "./operators.ts";
import { lowerPattern } from "./patterns.ts";
import { lowerTemplate } from "./templates.ts";
import { lowerAs, lowerTypeOf } from "./type-operators.ts";

const { SyntaxKind } = ts;

type Entry = Lowering<never, Expression> | Refusal;

/** Every kind of expression, with what it becomes or why it is refused. */
export const expressions: Syntax["expressions"] = new Map<ts.SyntaxKind, Entry>([
  carried(SyntaxKind.StringLiteral, lowerText),
  carried(SyntaxKind.NoSubstitutionTemplateLiteral, lowerText),
  carried(SyntaxKind.NumericLiteral, lowerNumber),
  carried(SyntaxKind.TrueKeyword, (node: ts.TrueLiteral, context) =>
    literal(true, context.compilation.span(node), booleanType),
  ),
  carried(SyntaxKind.FalseKeyword, (node: ts.FalseLiteral, context) =>
    literal(false, context.compilation.span(node), booleanType),
  ),
  carried(SyntaxKind.NullKeyword, (node: ts.NullLiteral, context) => {
    context.compilation.report("RS2014", node, "`null` is another value than `undefined` in JavaScript");
    return errorAt(node, context);
  }),
  carried(SyntaxKind.Identifier, lowerIdentifier),
  carried(SyntaxKind.ParenthesizedExpression, lowerInner),
  carried(SyntaxKind.SatisfiesExpression, lowerInner),
  carried(SyntaxKind.AsExpression, lowerAs),
  carried(SyntaxKind.PropertyAccessExpression, lowerProperty),
  carried(SyntaxKind.ElementAccessExpression, lowerElement),
  carried(SyntaxKind.CallExpression, lowerCall),
  carried(SyntaxKind.PrefixUnaryExpression, lowerPrefix),
  carried(SyntaxKind.BinaryExpression, lowerBinary),
  carried(SyntaxKind.ConditionalExpression, lowerConditional),
  carried(SyntaxKind.TemplateExpression, lowerTemplate),
  carried(SyntaxKind.ArrayLiteralExpression, lowerArray),
  carried(SyntaxKind.ObjectLiteralExpression, lowerObject),
  carried(SyntaxKind.NewExpression, lowerNew),
  carried(SyntaxKind.RegularExpressionLiteral, lowerPattern),
  carried(SyntaxKind.TypeOfExpression, lowerTypeOf),
  refused(SyntaxKind.ClassExpression, "RS1005", "a class"),
  refused(SyntaxKind.ThisKeyword, "RS1006", "`this`"),
  refused(SyntaxKind.SuperKeyword, "RS1005", "`super`"),
  refused(SyntaxKind.AwaitExpression, "RS1007", "`await`"),
  refused(SyntaxKind.PostfixUnaryExpression, "RS1009", "an increment or decrement inside an expression"),
  refused(SyntaxKind.DeleteExpression, "RS1009", "`delete`"),
  refused(SyntaxKind.NonNullExpression, "RS1013", "the non-null assertion `!`"),
  refused(
    SyntaxKind.TypeAssertionExpression,
    "RS1013",
    "a type assertion `<T>value`",
    "test the value, or declare its type in an interface that extends `Located`",
  ),
  refused(SyntaxKind.YieldExpression, "RS1015", "the value of `yield`"),
  refused(SyntaxKind.ArrowFunction, "RS1018", "a function as a value"),
  refused(SyntaxKind.FunctionExpression, "RS1018", "a function as a value"),
  refused(SyntaxKind.VoidExpression, "RS1001", "`void`", "write `undefined`"),
  refused(SyntaxKind.BigIntLiteral, "RS2011", "a `bigint`", "use a number: integers up to 2^53−1"),
  refused(SyntaxKind.TaggedTemplateExpression, "RS1001", "a tagged template", "call the function: `tag(text)`"),
  refused(SyntaxKind.SpreadElement, "RS1001", "a spread here", "pass the values one by one"),
  refused(SyntaxKind.OmittedExpression, "RS1001", "an array with a gap", "write `undefined` where a value is left out"),
  refused(SyntaxKind.MetaProperty, "RS1001", "`import.meta` or `new.target`", "a rule knows only its document"),
  refused(SyntaxKind.ImportKeyword, "RS1007", "`import()`", "import at the top of the file"),
  refused(SyntaxKind.ExpressionWithTypeArguments, "RS1018", "a function as a value"),
  refused(SyntaxKind.PrivateIdentifier, "RS1005", "a private name"),
]);

function lowerInner(node: ts.ParenthesizedExpression | ts.SatisfiesExpression, context: FunctionContext): Expression {
  return lowerExpression(node.expression, context);
}
