import type { Expression } from "../../ir/nodes.ts";
import type { OperationFacts } from "../../std/operation.ts";
import { type Operation, type OwnOverUnknowns, operations } from "../../std/operations.ts";
import type { AbstractFunction } from "../../unknown/support-functions.ts";
import { array, ref, scalar, type Term, variable } from "../ast.ts";
import { ofArguments } from "../lower/operations.ts";
import type { Scope } from "./scope.ts";
import { listOf } from "./ways.ts";

type Functions = { readonly [name in Operation]?: AbstractFunction };

type BesideResult = "text.trim" | "matchesWildcard";

/** The operations that a function of `regoscript.abstract` stands for, which takes their arguments as they are. */
const own: { readonly [name in Exclude<OwnOverUnknowns, "member" | BesideResult>]: AbstractFunction } & {
  readonly "record.without": AbstractFunction;
} = {
  "text.startsWith": "starts_with",
  "text.endsWith": "ends_with",
  "text.includes": "includes",
  "text.split": "split_text",
  textAfter: "text_after",
  withoutPrefix: "without_prefix",
  withoutSuffix: "without_suffix",
  lowerCase: "lower_case",
  "list.length": "length",
  "set.size": "size",
  "record.size": "record_size",
  "list.at": "list_at",
  "list.slice": "slice",
  "list.flat": "flat",
  "list.reversed": "reversed",
  "list.join": "join",
  "list.inOrder": "in_order",
  "list.lastOr": "last_or",
  "record.of": "record_from_pairs",
  "record.keys": "record_keys",
  "record.without": "record_without",
  typeOf: "type_of",
  child: "child",
  partType: "part_type",
  partName: "part_name",
  elements: "elements",
  members: "members",
  walk: "walked",
  text: "raw_text",
  number: "raw_number",
  boolean: "raw_boolean",
  scalar: "raw_scalar",
  exists: "exists",
  isMapping: "is_mapping",
  isSequence: "is_sequence",
  parseJson: "parsed_json",
  parseJsonText: "parsed_json_text",
  parseYaml: "parsed_yaml",
};

/** Those to which it also says what it is where everything is known, in a list of one. */
const ownBesideResult: { readonly [name in BesideResult]: AbstractFunction } = {
  "text.trim": "trimmed",
  matchesWildcard: "matches_wildcard",
};

/** How the result of an operation on known values is a value again, where its type doesn't say it. */
const results: { readonly [name in Operation]?: AbstractFunction } = {
  "pattern.matches": "known_lists",
  "pairs.lists": "known_record_of_lists",
};

/** How operations take collections that hold others. */
const arguments_: { readonly [name in Operation]?: readonly (AbstractFunction | undefined)[] } = {
  "pairs.firstGreatest": ["pairs_of"],
  "pairs.lastGreatest": ["pairs_of"],
  "pairs.firstLeast": ["pairs_of"],
  "pairs.lastLeast": ["pairs_of"],
  "pairs.sums": ["pairs_of"],
  "pairs.lists": ["pairs_of", "collections_of"],
  reachable: ["collections_of"],
};

/**
 * Lowers an operation: what it says of unknown values where it knows something of them, else what it is where all is
 * known.
 */
export function lowerOperation(
  { name, arguments: given }: Extract<Expression, { kind: "operation" }>,
  scope: Scope,
): Term {
  if (operations[name].overUnknowns === "before") throw new Error(`${name} is called only before there are parts`);
  const args = given.map((argument) => scope.term(argument));
  if (name === "member") {
    const [raw, ...keys] = args;
    return keys.reduce((above, key) => scope.module.abstract("member", above, key), raw!);
  }
  const ownFunction = (own as Functions)[name];
  if (ownFunction !== undefined) return scope.module.abstract(ownFunction, ...args);
  const besideResult = (ownBesideResult as Functions)[name];
  if (besideResult !== undefined) {
    const terms = args.map((argument) => scope.variable(argument, "value"));
    return scope.module.abstract(besideResult, ...terms, whereKnown(name, array(...terms), terms.length, scope));
  }
  const values = scope.variable(array(...args), "values");
  return scope.module.abstract("lifted", values, whereKnown(name, values, args.length, scope));
}

/** The result of an operation in a list, which is empty where something in an argument isn't known. */
function whereKnown(name: Operation, values: Term, count: number, scope: Scope): Term {
  return lifted(values, count, scope, (known) => {
    const { module } = scope;
    const plain = known.map((argument, index) => {
      const inside = arguments_[name]?.[index];
      return inside === undefined ? argument : module.abstract(inside, argument);
    });
    const result = ofArguments(name, plain, scope.module);
    const wrap = results[name] ?? wrapOf(operations[name].result);
    return wrap === undefined ? result : module.abstract(wrap, result);
  });
}

/** A list of what is made of values where all of them are known, else an empty one. */
export function lifted(values: Term, count: number, scope: Scope, result: (known: readonly Term[]) => Term): Term {
  const inner = scope.nested();
  const known = inner.fresh("known");
  inner.statements.push({ kind: "some", value: known, source: scope.module.abstract("concrete", values) });
  const places = Array.from({ length: count }, (_, index) => ref(variable(known), scalar(index)));
  return listOf(result(places), inner);
}

function wrapOf({ type, nullable }: OperationFacts["result"]): AbstractFunction | undefined {
  switch (type) {
    case "list":
      return nullable ? "known_list_or_nothing" : "known_list";
    case "set":
      return "known_set";
    case "record":
      return "known_record";
    default:
      return undefined;
  }
}
