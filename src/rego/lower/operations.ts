import type { Expression } from "../../ir/nodes.ts";
import { type Operation, operations } from "../../std/operations.ts";
import type { SupportFunction } from "../../std/support-functions.ts";
import { array, call, infix, nothing, ref, scalar, type Term } from "../ast.ts";
import type { BodyLowering } from "./body.ts";
import { countedOf } from "./copies.ts";
import { settled, settledArguments } from "./settled.ts";

/**
 * What JavaScript's `trim` removes: white space and line ends of ECMA-262, 22.1.3.32, which `trim_space` of Rego
 * doesn't match.
 */
const whiteSpace =
  "\t\n\u000b\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff";

/** What gives calls of support functions. */
interface Supports {
  support(name: SupportFunction, ...args: readonly Term[]): Term;
}

/** What some operations of `member(…)` are without the raw value in between. */
const ofMembers: { readonly [name in Operation]?: SupportFunction } = {
  text: "text_member",
  elements: "elements_member",
  members: "members_member",
};

export function lowerOperation(expression: Extract<Expression, { kind: "operation" }>, scope: BodyLowering): Term {
  const { rego: lowering } = operations[expression.name];
  const [first] = expression.arguments;
  const ofMember = ofMembers[expression.name];
  if (ofMember !== undefined && first?.kind === "operation" && first.name === "member") {
    const [raw, ...keys] = settledArguments(first.arguments, scope);
    return scope.module.support(ofMember, raw!, array(...keys));
  }
  if ("special" in lowering && lowering.special === "count" && first !== undefined)
    return call("count", settled(countedOf(scope.held(first), scope), scope));
  const args = settledArguments(expression.arguments, scope);
  if (!("special" in lowering)) return ofArguments(expression.name, args, scope.module);
  const [subject] = args;
  if (subject === undefined) throw new Error(`operation ${expression.name} needs an argument`);
  switch (lowering.special) {
    case "isNotNull":
      return infix("!=", valueOfRaw(subject, scope), nothing);
    case "isObject":
      return call("is_object", valueOfRaw(subject, scope));
    case "isArray":
      return call("is_array", valueOfRaw(subject, scope));
    default:
      return ofArguments(expression.name, args, scope.module);
  }
}

/**
 * What an operation is of settled arguments, whose values are all there. Throws for the tests of a raw value, which
 * need its place.
 */
export function ofArguments(name: Operation, args: readonly Term[], module: Supports): Term {
  const { rego: lowering, parameters } = operations[name];
  if ("builtin" in lowering)
    return call(lowering.builtin, ...(lowering.permuted?.map((index) => args[index]!) ?? args));
  if ("support" in lowering) {
    const last = parameters.length - 1;
    if (parameters[last]?.repeats !== "apart") return module.support(lowering.support, ...args);
    return module.support(lowering.support, ...args.slice(0, last), array(...args.slice(last)));
  }
  switch (lowering.special) {
    case "count":
      return call("count", ...args);
    case "greatest":
      return call("max", array(...args));
    case "least":
      return call("min", array(...args));
    case "trim":
      return call("trim", ...args, scalar(whiteSpace));
    case "trimStart":
      return call("trim_left", ...args, scalar(whiteSpace));
    case "trimEnd":
      return call("trim_right", ...args, scalar(whiteSpace));
    case "characters":
      return call("split", ...args, scalar(""));
    case "matches":
      return call("regex.find_all_string_submatch_n", ...args, scalar(-1));
    case "isNotNull":
    case "isObject":
    case "isArray":
      throw new Error(`${name} needs the place of its argument`);
  }
}

/** The value of a raw term, of a member without the raw value that it is. */
function valueOfRaw(raw: Term, scope: BodyLowering): Term {
  const member = scope.module.support("member");
  if (raw.kind === "call" && member.kind === "call" && raw.name === member.name) {
    const [of, keys] = raw.arguments;
    return scope.module.support("get", ref(scope.referable(of!, "raw"), "value"), keys!);
  }
  return ref(scope.referable(raw, "raw"), "value");
}
