import { rule, violation } from "regoscript";
import { Workload } from "regoscript/kubernetes";

enum Port {
  Any,
  Https = 443,
}

enum Level {
  Low = "low",
  High = "high",
}

function portOf(size: number): Port {
  return size;
}

function nameOf(port: Port): string {
  switch (port) { // RS1013
    case Port.Any:
      return "any";
    case Port.Https:
      return "https";
  }
}

function nameOfAny(port: Port): string {
  switch (port) {
    case Port.Https:
      return "https";
    default:
      return "another";
  }
}

function rankOf(level: Level): number {
  switch (level) {
    case Level.Low:
      return 1;
    case Level.High:
      return 2;
  }
}

/** Whether each variable has a value where a function reads it. */
function readByFunctions(names: readonly string[], isLong: boolean): string {
  let claimed!: string; // RS1013
  let late: string;
  let early: string;
  let either: string;
  let maybe: string | undefined;
  const readLate = (): string => late; // RS2002
  const nested = names.map((name) => names.filter((other) => other !== name && other !== late).length); // RS2002
  if (isLong) early = "a";
  else early = "b";
  const found = names.filter((name) => name === early).length;
  if (isLong) either = "a";
  const others = names.filter((name) => name === either).length; // RS2002
  const none = names.filter((name) => name === maybe).length;
  late = "c";
  either = "d";
  maybe = "e";
  if (isLong) claimed = "f";
  return `${readLate()}${nested.length}${found}${others}${none}${either}${maybe}${claimed}`;
}

/** TypeScript's errors can't be silenced. */
function silenced(names: readonly string[]): number {
  // @ts-expect-error // RS1013
  const first: number = names.join(",");
  /* @ts-ignore */ // RS1013
  const second: number = names.join(",");
  return first + second;
}

export default rule({
  id: "claims",
  title: "Claims",
  severity: "low",
  input: Workload,
  rationale: "",
  remediation: "",
  references: [],
  *check(workload) {
    const names = workload.spec.containers.map(({ name }) => name);
    yield violation(workload, nameOf(portOf(names.length)) + nameOfAny(Port.Any) + rankOf(Level.Low).toString());
    yield violation(workload, readByFunctions(names, true) + silenced(names).toString());
  },
  examples: {},
});
