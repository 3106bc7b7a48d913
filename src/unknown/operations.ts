import { isObject } from "../json.ts";
import { type Operation, type OwnOverUnknowns, operations } from "../std/operations.ts";
import { whyAny } from "./because.ts";
import { elementOf } from "./collections.ts";
import {
  flat,
  inOrderOfPositions,
  join,
  keysOf,
  lastOr,
  lengthOf,
  recordOfPairs,
  reversed,
  sizeOf,
  sizeOfRecord,
  slice,
  withoutKeys,
} from "./list-operations.ts";
import { givenValue, knownArgument, type Lifted, plainOperations } from "./plain-operations.ts";
import { childOf, elementsOf, membersOf, parsedJson, parsedJsonText, parsedYaml, resolved, walkOf } from "./reader.ts";
import { scalarOf } from "./scalars.ts";
import {
  afterKnown,
  endsWith,
  includes,
  inLowerCase,
  matchesWildcards,
  split,
  startsWith,
  trimmed,
  withoutKnownPrefix,
  withoutKnownSuffix,
} from "./text-operations.ts";
import { isCompound, type RawValue, type Truth, unknown, type Value } from "./values.ts";

/** The value of an operation. */
export function operate(name: Operation, args: readonly Value[]): Value {
  return operations[name].overUnknowns === "own"
    ? (ownOperations[name as OwnOverUnknowns] as (...args: readonly Value[]) => Value)(...args)
    : lifted(plainOperations[name as Lifted], args);
}

/** The value of an operation of what is known; of anything else nothing is known. */
function lifted(plain: (...args: never[]) => Parameters<typeof givenValue>[0], args: readonly Value[]): Value {
  const known = args.map(knownArgument);
  return known.includes(undefined) ? unknown(whyAny(args)) : givenValue(plain(...(known as never[])));
}

const ownOperations: { readonly [name in OwnOverUnknowns]: (...args: Value[]) => Value } = {
  "text.startsWith": startsWith,
  "text.endsWith": endsWith,
  "text.includes": includes,
  "text.split": split,
  "text.trim": trimmed,
  lowerCase: inLowerCase,
  textAfter: afterKnown,
  withoutPrefix: withoutKnownPrefix,
  withoutSuffix: withoutKnownSuffix,
  matchesWildcard: matchesWildcards,

  "list.length": lengthOf,
  "set.size": sizeOf,
  "record.size": sizeOfRecord,
  "list.at": (list, index) => elementOf(list, index, true),
  "list.slice": slice,
  "list.flat": flat,
  "list.reversed": reversed,
  "list.join": join,
  "list.lastOr": lastOr,
  "list.inOrder": inOrderOfPositions,
  "record.of": recordOfPairs,
  "record.keys": keysOf,
  "record.without": withoutKeys,

  typeOf,
  partType: (raw) => (isRaw(raw) ? (raw.origin?.type ?? null) : null),
  partName: (raw) => (isRaw(raw) ? (raw.origin?.name ?? "?") : "?"),
  member: (raw, ...keys) => keys.reduce(childOf, raw),
  child: childOf,
  elements: elementsOf,
  members: membersOf,
  walk: walkOf,
  text: (raw) => scalarOf(raw, "string"),
  number: (raw) => scalarOf(raw, "integer"),
  boolean: (raw) => scalarOf(raw, "boolean"),
  scalar: (raw) => scalarOf(raw, "scalar"),
  exists,
  isMapping: (raw) => isOf(resolved(raw), isObject),
  isSequence: (raw) => isOf(resolved(raw, true), Array.isArray),
  parseJson: parsedJson,
  parseJsonText: parsedJsonText,
  parseYaml: parsedYaml,
};

/** What `typeof` says. */
function typeOf(value: Value): Value {
  if (!isCompound(value)) return value === null ? "undefined" : typeof value;
  if (value.is === "unknown") return value.clean ? "string" : unknown(value.because);
  if (value.is === "text") return "string";
  return value.is === "number" ? "number" : "object";
}

function exists(raw: Value): Truth {
  const settled = resolved(raw);
  if (!isCompound(settled)) return false;
  if (settled.is === "unknown") return settled.clean !== false || unknown(settled.because);
  return settled.is !== "raw" || settled.value !== null;
}

function isOf(settled: Value, test: (value: unknown) => boolean): Truth {
  if (!isCompound(settled)) return false;
  if (settled.is === "unknown") return settled.clean === false && unknown(settled.because);
  return settled.is === "raw" && test(settled.value);
}

function isRaw(value: Value): value is RawValue {
  return isCompound(value) && value.is === "raw";
}
