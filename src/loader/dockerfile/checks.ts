import type { Instruction } from "./arguments.ts";
import { isInstruction } from "./arguments.ts";
import { heredocOf } from "./heredoc.ts";

type FlagKind = "boolean" | "string" | "strings";

/** BuildKit instructions/parse.go: the flags of each instruction. */
const flags: Readonly<Record<string, Readonly<Record<string, FlagKind>>>> = {
  add: {
    chown: "string",
    chmod: "string",
    link: "boolean",
    "keep-git-dir": "boolean",
    checksum: "string",
    unpack: "boolean",
    exclude: "strings",
  },
  copy: { chown: "string", from: "string", chmod: "string", link: "boolean", exclude: "strings", parents: "boolean" },
  from: { platform: "string" },
  run: { mount: "strings", device: "strings", network: "string", security: "string" },
  healthcheck: {
    interval: "string",
    timeout: "string",
    "start-period": "string",
    "start-interval": "string",
    retries: "string",
  },
};

/** Instructions whose flags BuildKit doesn't look at. */
const uncheckedFlags = new Set(["arg", "stopsignal"]);

/**
 * What is wrong with an instruction, in BuildKit's words, or undefined. Values of flags are not judged, they don't
 * change what a policy reads.
 */
export function findFault(instruction: Instruction): string | undefined {
  const command = instruction.command.toLowerCase();
  if (!isInstruction(command)) return `unknown instruction: ${instruction.command}`;
  const values = instruction.value ?? [];
  return argumentFault(command, instruction, values) ?? flagFault(command, instruction.flags ?? [], values);
}

function argumentFault(command: string, instruction: Instruction, values: readonly string[]): string | undefined {
  const name = command.toUpperCase();
  switch (command) {
    case "env":
    case "label":
      if (values.length === 0) return `${name} requires at least one argument`;
      return values.some((value, index) => index % 3 === 0 && value === "")
        ? `${name} names can not be blank`
        : undefined;
    case "maintainer":
    case "workdir":
    case "user":
    case "stopsignal":
      return values.length === 1 ? undefined : `${name} requires exactly one argument`;
    case "add":
    case "copy":
      if (values.length < 2) return `${name} requires at least two arguments, but only one was provided`;
      return heredocOf(values.at(-1) ?? "") === undefined
        ? undefined
        : `${name} cannot accept a heredoc as a destination`;
    case "from":
      return fromFault(values);
    case "onbuild":
      return onbuildFault(instruction);
    case "healthcheck":
      return healthcheckFault(values);
    case "expose":
      return values.length === 0 ? "EXPOSE requires at least one argument" : undefined;
    case "volume":
      if (values.length === 0) return "VOLUME requires at least one argument";
      return values.some((value) => value.trim() === "") ? "VOLUME specified can not be an empty string" : undefined;
    case "arg":
      if (values.length === 0) return "ARG requires at least one argument";
      return values.some((value) => value.startsWith("=")) ? "ARG names can not be blank" : undefined;
    case "shell":
      if (values.length === 0) return "SHELL requires at least one argument";
      return instruction.json ? undefined : "SHELL requires the arguments to be in JSON form";
    default:
      return undefined;
  }
}

function fromFault(values: readonly string[]): string | undefined {
  if (values.length === 1) return undefined;
  if (values.length !== 3 || values[1]?.toLowerCase() !== "as") return "FROM requires either one or three arguments";
  const stage = values[2] ?? "";
  if (/^[a-z][a-z0-9\-_.]*$/.test(stage.toLowerCase())) return undefined;
  return `invalid name for build stage: "${stage}", name can't start with a number or contain symbols`;
}

function onbuildFault(instruction: Instruction): string | undefined {
  if (instruction.trigger === undefined) return "ONBUILD requires at least one argument";
  const trigger = instruction.trigger.command.toUpperCase();
  if (trigger === "ONBUILD") return "chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed";
  return trigger === "MAINTAINER" || trigger === "FROM" ? `${trigger} isn't allowed as an ONBUILD trigger` : undefined;
}

function healthcheckFault(values: readonly string[]): string | undefined {
  const [type, ...rest] = values;
  if (type === undefined) return "HEALTHCHECK requires at least one argument";
  if (type.toUpperCase() === "NONE") return rest.length > 0 ? "HEALTHCHECK NONE takes no arguments" : undefined;
  if (type.toUpperCase() !== "CMD") return `unknown type "${type}" in HEALTHCHECK (try CMD)`;
  return rest.length === 0 ? "missing command after HEALTHCHECK CMD" : undefined;
}

function flagFault(command: string, given: readonly string[], values: readonly string[]): string | undefined {
  if (uncheckedFlags.has(command)) return undefined;
  // BuildKit returns before it looks at the flags of this one.
  if (command === "healthcheck" && values[0]?.toUpperCase() === "NONE") return undefined;
  const known = flags[command] ?? {};
  const used = new Set<string>();
  for (const flag of given) {
    const equals = flag.indexOf("=");
    const name = flag.slice(2, equals < 0 ? undefined : equals);
    const kind = Object.hasOwn(known, name) ? known[name] : undefined;
    if (kind === undefined) return `unknown flag: --${name}`;
    if (used.has(name) && kind !== "strings") return `duplicate flag specified: --${name}`;
    used.add(name);
    const value = equals < 0 ? undefined : flag.slice(equals + 1);
    if (kind === "boolean" ? value === "" : value === undefined) return `missing a value on flag: --${name}`;
    if (kind === "boolean" && !["", "true", "false"].includes((value ?? "").toLowerCase())) {
      return `expecting boolean value for flag --${name}, not: ${value}`;
    }
  }
  return undefined;
}
