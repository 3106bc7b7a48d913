import { slowTextOf, translatePattern } from "../../src/frontend/patterns.ts";
import { random } from "../language/things.ts";

const atoms = [
  "a",
  "b",
  "-",
  "\\.",
  "[ab]",
  "[^a]",
  "\\s",
  "\\S",
  "\\w",
  "\\d",
  ".",
  "ß",
  "𝒳",
  "\\b",
  "^",
  "$",
  "[a-z-]",
  "x",
];
const quantifiers = ["", "", "", "*", "+", "?", "*?", "+?", "??", "{2}", "{1,2}", "{0,2}?", "{1,63}", "{0,30}"];

/** Regular expressions of any kind, in the part that RE2 shares with JavaScript. */
export function randomPatterns(seed: number, count: number): string[] {
  const next = writer(seed);
  return Array.from({ length: count }, next);
}

/**
 * Regular expressions that the compiler takes: of which it says that engines choose the same matches, at least one
 * character each, in time in proportion to the text.
 */
export function patterns(seed: number, count: number): string[] {
  const next = writer(seed);
  const found: string[] = [];
  while (found.length < count) {
    const source = next();
    const shared = translatePattern(source, "u");
    const isTaken = !("problem" in shared) && shared.choice === undefined && !shared.matchesNothing;
    // The programs match once with one half of their calls, and repeatedly with the other.
    const isQuick = [true, false].every((repeats) => slowTextOf(source, "u", repeats) === undefined);
    if (isTaken && isQuick) found.push(source);
  }
  return found;
}

function writer(seed: number): () => string {
  const next = random(seed);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(next() * items.length)]!;
  const sequence = (depth: number): string =>
    Array.from({ length: 1 + Math.floor(next() * 3) }, () => part(depth)).join("");
  const part = (depth: number): string => {
    if (depth === 0 || next() < 0.6) {
      const atom = pick(atoms);
      return ["\\b", "^", "$"].includes(atom) ? atom : atom + pick(quantifiers);
    }
    const open = pick(["(", "(", "(?:"]);
    const inside = next() < 0.3 ? `${sequence(depth - 1)}|${sequence(depth - 1)}` : sequence(depth - 1);
    return `${open}${inside})${next() < 0.7 ? "" : pick(quantifiers)}`;
  };
  return () => (next() < 0.2 ? `${sequence(2)}|${sequence(2)}` : sequence(2));
}

/** A program that says what expressions match in the texts of a document, in every way in which one can ask. */
export function programOfPatterns(id: string, sources: readonly string[]): string {
  const statements = sources.flatMap((source, index) => {
    const takesCase = !source.includes("\\b") && !/[^\x00-\x7f]/u.test(source);
    const flags = takesCase ? "giu" : "gu";
    const hasGroups = !("problem" in translatePattern(source, "u")) && /\((?!\?)/u.test(source);
    return [
      `yield violation(thing, \`${index} test \${/${source}/u.test(text)} \${printed(/${source}/u.exec(text) ?? [])}\`);`,
      `yield violation(thing, \`${index} first \${text.replace(/${source}/u, "<>")}\`);`,
      `yield violation(thing, \`${index} all \${text.replace(/${source}/gu, "<>")} \${printed(text.match(/${source}/gu) ?? [])}\`);`,
      `for (const match of text.matchAll(/${source}/${flags})) yield violation(thing, \`${index} each \${match.length} \${match[0]} \${match[1] ?? "-"}\`);`,
      ...(hasGroups ? [] : [`yield violation(thing, \`${index} split \${printed(text.split(/${source}/u))}\`);`]),
    ];
  });
  return `import { printed, rule, violation } from "regoscript";
import { Thing } from "./thing.ts";

export default rule({
  id: ${JSON.stringify(id)},
  title: "Random regular expressions",
  severity: "low",
  input: Thing,
  rationale: "",
  remediation: "",
  references: [],

  *check(thing) {
    const text = [thing.name, ...thing.tags].join(thing.on ? " " : "-");
${statements.map((statement) => `    ${statement}`).join("\n")}
  },

  examples: {},
});
`;
}
