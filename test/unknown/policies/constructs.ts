import {
  at,
  compareText,
  elements,
  exists,
  lowerCase,
  matchesWildcard,
  member,
  number,
  rule,
  sorted,
  text,
  unique,
  violation,
  withoutPrefix,
  withoutSuffix,
} from "regoscript";
import { type Part, Thing } from "./thing.ts";

function size(part: Part, limit: number | undefined): string {
  if (part.tag === "blue") return "blue";
  if (limit === undefined) return "without a limit";
  if (part.size > limit) return "large";
  return part.on ? "on" : "small";
}

function firstLarge(parts: readonly Part[], least: number): Part | undefined {
  for (const part of parts) {
    if (part.name === "stop") return undefined;
    if (part.size >= least) return part;
  }
  return undefined;
}

function isPlain(name: string): boolean {
  for (const other of ["a", "ab", "stop"]) if (name === other) return true;
  return name.length === 1;
}

function tagged(parts: readonly Part[], mode: string | undefined): string[] {
  const tags: string[] = [];
  for (const part of parts) {
    if (part.tag === undefined) continue;
    tags.push(part.tag);
    if (part.on) tags.push(mode ?? "none");
  }
  return tags;
}

export default rule({
  id: "constructs",
  title: "A line for each construct",
  severity: "low",
  input: Thing,
  rationale: "The first word of a message is the construct's.",
  remediation: "None.",
  references: [],

  *check(thing) {
    const { names, parts, labels, mode, limit, inner, lone, more } = thing;

    if (names.every((name) => name.startsWith("a"))) yield violation(thing, "every");
    if (names.some((name) => name.endsWith("b"))) yield violation(thing, "some");
    if (names.includes("ab")) yield violation(thing, "includes");
    if (names.length > 1) yield violation(thing, "length");
    if (names.length === 0) yield violation(thing, "empty");
    if (names[0] === "a") yield violation(thing, "first");
    if (names.at(-1) === "b") yield violation(thing, "last");
    if (names.indexOf("b") > 0) yield violation(thing, "index");
    if (names.slice(1).includes("a")) yield violation(thing, "slice");
    if (names.toReversed()[0] === "a") yield violation(thing, "reversed");
    if ([...names, "z"].length > 2) yield violation(thing, "spread");
    if (sorted(names)[0]?.startsWith("a") === true) yield violation(thing, "sorted");
    if (unique(names).length === 1) yield violation(thing, "unique");
    yield violation(thing, `join ${names.join("+")}`);
    if (lone.length === 1 && lone.includes("a")) yield violation(thing, "lone");
    if (lone.map((name) => lowerCase(name)).includes("a")) yield violation(thing, "map");
    if (names.filter((name) => lone.includes(name)).length > 0) yield violation(thing, "filter");
    if (names.flatMap((name) => lone.map((other) => `${name}${other}`)).includes("ab"))
      yield violation(thing, "flat-map");
    if (names.find((name) => name !== "a") === "b") yield violation(thing, "find");
    if (names.some((name, index) => index > 0 && name === names[index - 1])) yield violation(thing, "neighbours");

    for (const name of names) {
      if (name.includes(":")) yield violation(thing, `colon ${name.split(":")[0] ?? ""}`);
      if (withoutSuffix(name, "b") === "a") yield violation(thing, "suffix");
      if (withoutPrefix(name, "a") === "b") yield violation(thing, "prefix");
      if (matchesWildcard(name, "a*")) yield violation(thing, "wildcard");
      if (/^a[b:]/u.test(name)) yield violation(thing, "expression");
      if (name.length > 2) yield violation(thing, "long");
      if (name.trim() === name) yield violation(thing, "trim");
      if (`${name}-${mode ?? "x"}` === "a-strict") yield violation(thing, "template");
      if (isPlain(name)) yield violation(thing, "plain");
      if (name) yield violation(thing, "truthy");
      if (compareText(name, "b") < 0) yield violation(thing, "order");
    }

    switch (mode) {
      case "a":
      case "b":
        yield violation(thing, "switch a or b");
        break;
      case "c":
        break;
      default:
        yield violation(thing, "switch other");
    }
    if (mode === "a") yield violation(thing, "both");
    else yield violation(thing, "both");
    if ((mode ?? "strict") === "strict") yield violation(thing, "coalesce");
    if ((mode ?? "d") === mode) yield violation(thing, "coalesce with itself");
    if (typeof mode === "string") yield violation(thing, "typeof");
    if (!mode) yield violation(thing, "not");
    if (inner?.tag?.startsWith("b") ?? false) yield violation(thing, "chain");
    if (inner !== undefined) yield violation(inner, `inner ${inner.name}`);
    if (inner?.on === true && (limit ?? 0) > 0) yield violation(at(thing, "inner", "on"), "place");

    if (more === undefined) yield violation(thing, "optional list");
    if (more?.includes("a") ?? true) yield violation(thing, "optional includes");
    if (inner !== undefined) {
      const { tag, ...others } = inner;
      const changed = { ...inner, name: tag ?? inner.name };
      if (others.size > 1 && others.name === "a1") yield violation(others, "rest");
      if (changed.name === "blue") yield violation(changed, "copy");
    }

    const most = mode === "strict" ? 1 : (limit ?? 3);
    for (const part of parts) if (part.size > most) yield violation(part, `most ${most}`);
    for (const part of parts) {
      if (part.name === "stop") break;
      if (part.tag === "x") continue;
      if (part.size > 1) yield violation(part, `break ${part.name}`);
    }
    outer: for (const part of parts) {
      for (const name of names) if (name === part.tag || part.name.startsWith(name)) continue outer;
      yield violation(part, "continue");
    }
    for (const name of [...names, ...lone]) {
      if (name === "b") break;
      if (name === "ab") yield violation(thing, "break of open");
    }
    const on = parts.filter((part) => part.on === true);
    for (const [index, part] of on.entries()) if (index === 1) yield violation(part, "second");
    const marks: Record<string, string> = { a: "first", [mode ?? "c"]: "second" };
    if (marks["a"] === "first") yield violation(thing, "key that may be replaced");
    const chosen = mode === "a" ? [...names, "b"] : ["ab", "b"];
    if (chosen.at(-1) === "b" && chosen[0] === "a") yield violation(thing, "one of two lists");
    for (const name of chosen) {
      if (name === "ab") break;
      yield violation(thing, `break of chosen ${name}`);
    }
    for (const part of parts) yield violation(part, `function ${size(part, limit)}`);
    const large = firstLarge(parts, 2);
    if (large !== undefined) yield violation(large, `return ${large.name}`);
    let total = 0;
    for (const part of parts) total += part.size;
    if (total > 4) yield violation(thing, "total");
    let best = 0;
    for (const part of parts) if (part.size > best) best = part.size;
    if (best > 2) yield violation(thing, "best");
    let last = "none";
    for (const part of parts) if (part.on) last = part.name;
    if (last === "a1") yield violation(thing, "assigned");
    yield violation(thing, `pushed ${tagged(parts, mode).join(",")}`);
    const seen = new Set<string>();
    for (const part of parts) seen.add(part.tag ?? "none");
    if (!seen.has("blue")) yield violation(thing, "set without blue");
    if (seen.size > 1) yield violation(thing, "set of several");
    const counts = new Map<string, number>();
    for (const part of parts) counts.set(part.name, (counts.get(part.name) ?? 0) + 1);
    if ((counts.get("stop") ?? 0) > 1) yield violation(thing, "counted");
    const byName = new Map(parts.map((part) => [part.name, part.size]));
    if (byName.get("stop") === 3) yield violation(thing, "map by name");
    if (byName.size > 1) yield violation(thing, "map size");
    if (parts.some((part) => parts.some((other) => other.name === part.name && other.size > part.size)))
      yield violation(thing, "nested");
    const order = parts.toSorted((left, right) => left.size - right.size);
    if (order[0]?.name === "a1") yield violation(thing, "by size");
    if (parts.reduce((sum, part) => sum + (part.size * 2 - 1), 0) > 5) yield violation(thing, "reduce");

    for (const [key, value] of Object.entries(labels)) if (value === "") yield violation(thing, `entry ${key}`);
    if (labels["team"] === undefined) yield violation(thing, "no team");
    if (Object.keys(labels).length > 1) yield violation(thing, "keys");
    if (Object.keys({ ...labels, own: "x" }).length > 2) yield violation(thing, "record");
    if (labels[mode ?? "team"] === "x") yield violation(thing, "label by mode");

    for (const statement of elements(member(thing.embedded, "list"))) {
      if (text(member(statement, "name"))?.startsWith("a") === true) yield violation(statement, "embedded");
      if ((number(member(statement, "size")) ?? 0) > 1) yield violation(statement, "embedded size");
    }
    if (exists(member(thing.embedded, "ab"))) yield violation(thing, "embedded key");
  },

  examples: {},
});
