import { dockerfileRefusal } from "./refusal.ts";
import { cutAtGap, isSpace, splitFlags, splitWords, trim, trimStart, wordGap } from "./words.ts";

/** An instruction taken apart. `value` is null where BuildKit has no argument node. */
export interface Instruction {
  /** As it is written. */
  readonly command: string;
  readonly flags: string[] | null;
  readonly value: string[] | null;
  /** Whether the arguments are a JSON array. */
  readonly json: boolean;
  /** What ONBUILD defers. */
  readonly trigger: Instruction | undefined;
  /** The instruction's text with its continued lines joined. */
  readonly original: string;
}

interface Arguments {
  readonly value: string[] | null;
  readonly json?: boolean;
  readonly trigger?: Instruction | undefined;
}

type ArgumentParser = (rest: string, escape: string) => Arguments;

/** BuildKit parser.go `dispatch`: how the arguments of each instruction are read. */
const parsers: Readonly<Record<string, ArgumentParser>> = {
  add: jsonOrWords,
  arg: (rest, escape) => ({ value: orNull(splitWords(rest, escape)) }),
  cmd: jsonOrText,
  copy: jsonOrWords,
  entrypoint: jsonOrText,
  env: (rest, escape) => pairs(rest, "ENV", escape),
  expose: plainWords,
  from: plainWords,
  healthcheck: healthcheck,
  label: (rest, escape) => pairs(rest, "LABEL", escape),
  maintainer: wholeText,
  onbuild: onbuild,
  run: jsonOrText,
  shell: jsonOrText,
  stopsignal: wholeText,
  user: wholeText,
  volume: jsonOrWords,
  workdir: wholeText,
};

/** Whether BuildKit knows the instruction; lower case. */
export function isInstruction(command: string): boolean {
  return Object.hasOwn(parsers, command);
}

/**
 * Takes a logical line apart.
 *
 * @throws Refusal when its arguments don't fit the instruction.
 */
export function parseInstruction(line: string, escape: string): Instruction {
  const [command, tail] = cutAtGap(trim(line));
  const split = tail === undefined ? undefined : splitFlags(tail, escape);
  const rest = trim(split?.rest ?? "");
  const parse = isInstruction(command.toLowerCase()) ? parsers[command.toLowerCase()] : undefined;
  const { value, json = false, trigger } = parse?.(rest, escape) ?? { value: [""] };
  return { command, flags: split?.flags ?? null, value, json, trigger, original: line };
}

function orNull(words: string[]): string[] | null {
  return words.length === 0 ? null : words;
}

function wholeText(rest: string): Arguments {
  return { value: rest === "" ? null : [rest] };
}

function plainWords(rest: string): Arguments {
  return { value: rest === "" ? null : rest.split(wordGap) };
}

function jsonOrText(rest: string): Arguments {
  return jsonArray(rest) ?? wholeText(rest);
}

function jsonOrWords(rest: string): Arguments {
  return jsonArray(rest) ?? plainWords(rest);
}

function jsonArray(rest: string): Arguments | undefined {
  if (!trimStart(rest).startsWith("[")) return undefined;
  let items: unknown;
  try {
    items = JSON.parse(trimStart(rest));
  } catch {
    return undefined;
  }
  if (!Array.isArray(items)) return undefined;
  if (!items.every((item): item is string => typeof item === "string")) {
    throw dockerfileRefusal("when using JSON array syntax, arrays must be comprised of strings only");
  }
  return { value: orNull(items), json: true };
}

/** `name=value …`, or the old `name value`; each pair is name, value and separator in conftest's shape. */
function pairs(rest: string, command: string, escape: string): Arguments {
  const words = splitWords(rest, escape);
  const [first] = words;
  if (first === undefined) return { value: null };
  if (!first.includes("=")) {
    const [name, value] = cutAtGap(rest);
    if (value === undefined) throw dockerfileRefusal(`${command} must have two arguments`);
    return { value: [name, value, ""] };
  }
  return {
    value: words.flatMap((word) => {
      const equals = word.indexOf("=");
      if (equals < 0) throw dockerfileRefusal(`can't find = in "${word}", must be of the form: name=value`);
      return [word.slice(0, equals), word.slice(equals + 1), "="];
    }),
  };
}

function healthcheck(rest: string): Arguments {
  let end = 0;
  while (end < rest.length && !isSpace(rest[end] ?? "")) end += 1;
  if (end === 0) return { value: null };
  const command = jsonOrText(trimStart(rest.slice(end)));
  return { value: [rest.slice(0, end), ...(command.value ?? [])], json: command.json ?? false };
}

function onbuild(rest: string, escape: string): Arguments {
  return rest === "" ? { value: null } : { value: null, trigger: parseInstruction(rest, escape) };
}
