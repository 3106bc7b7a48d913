/**
 * Programs that nest one construct in itself, or put many of one in a row: the body of a rule's check of a `Thing` by
 * how often.
 */
export const nests: { readonly [name: string]: (count: number) => string } = {
  "`switch` in `switch` with a `break` in an `if` and a counter": (count) => {
    const level = (depth: number): string =>
      depth === count
        ? "count += 1;"
        : `switch (thing.tags[${depth}] ?? "") {
            case "a${depth}": {
              if (thing.size > ${depth}) break;
              ${level(depth + 1)}
              count += ${depth};
              break;
            }
            default:
              count += 2;
          }`;
    return `let count = 0;\n${level(0)}\nif (count > 3) yield violation(thing, \`\${count}\`);`;
  },
  "`if` in `if` with a variable that both branches change": (count) => {
    const level = (depth: number): string =>
      depth === count
        ? "count += 1;"
        : `if (thing.size > ${depth}) { count += ${depth}; ${level(depth + 1)} count += 3; } else { count += 2; }`;
    return `let count = 0;\n${level(0)}\nif (count > 3) yield violation(thing, \`\${count}\`);`;
  },
  "`if … continue` in a row": (count) =>
    `for (const tag of thing.tags) {
      ${Array.from({ length: count }, (_, index) => `if (tag === "t${index}") continue;`).join("\n")}
      yield violation(thing, tag);
    }`,
  "`for` in `for` with an early `continue`": (count) => {
    const level = (depth: number): string =>
      depth === count
        ? "yield violation(thing, `deep`);"
        : `for (const tag${depth} of thing.tags) {
            if (tag${depth} === "t${depth}") continue;
            ${level(depth + 1)}
          }`;
    return level(0);
  },
  "`for` in `for` with a `break`": (count) => {
    const level = (depth: number): string =>
      depth === count
        ? "yield violation(thing, `deep`);"
        : `for (const tag${depth} of thing.tags) {
            ${level(depth + 1)}
            if (tag${depth} === "t${depth}") break;
          }`;
    return level(0);
  },
  "`for` in `for` that all end the outermost": (count) => {
    const level = (depth: number): string =>
      depth === count
        ? 'if (thing.name === "a") break outer; yield violation(thing, `deep`);'
        : `${depth === 0 ? "outer: " : ""}for (const tag${depth} of thing.tags) {
            if (tag${depth} === "t${depth}") continue;
            if (tag${depth} === "u${depth}") break;
            ${level(depth + 1)}
          }`;
    return level(0);
  },
  "`for` in `for`, each with a sum of its own": (count) => {
    const level = (depth: number): string =>
      depth === count
        ? `sum${depth} += 1;`
        : `for (const part${depth} of thing.parts) {
            let sum${depth + 1} = 0;
            if (part${depth}.id === "skip") continue;
            ${level(depth + 1)}
            sum${depth} += sum${depth + 1} + part${depth}.weight;
          }`;
    return `let sum0 = 0;\n${level(0)}\nif (sum0 > 3) yield violation(thing, \`\${sum0}\`);`;
  },
  "`for` in `for` with one counter": (count) => {
    const level = (depth: number): string =>
      depth === count
        ? "count += 1;"
        : `for (const part${depth} of thing.parts) {
            if (part${depth}.id === "skip") continue;
            ${level(depth + 1)}
          }`;
    return `let count = 0;\n${level(0)}\nif (count > 3) yield violation(thing, \`\${count}\`);`;
  },
  "ternary in ternary": (count) => {
    const level = (depth: number): string =>
      depth === count ? '"end"' : `thing.size > ${depth} ? ${level(depth + 1)} : "t${depth}"`;
    return `yield violation(thing, ${level(0)});`;
  },
  "ternary in the condition of a ternary": (count) => {
    const level = (depth: number): string =>
      depth === count
        ? "thing.size > 100"
        : `((${level(depth + 1)}) ? thing.size > ${depth} : thing.name === "t${depth}")`;
    return `if (${level(0)}) yield violation(thing, "deep");`;
  },
  "`&&` in `||` in `&&`": (count) => {
    const level = (depth: number): string =>
      depth === count
        ? "thing.size > 100"
        : depth % 2 === 0
          ? `(thing.size > ${depth} && ${level(depth + 1)})`
          : `(thing.name === "t${depth}" || ${level(depth + 1)})`;
    return `if (${level(0)}) yield violation(thing, "deep");\nif (!${level(0)}) yield violation(thing, "not deep");`;
  },
  "`else if` in a row": (count) =>
    Array.from(
      { length: count },
      (_, index) => `if (thing.name === "t${index}") { yield violation(thing, "t${index}"); }`,
    ).join(" else "),
  "`else if` in a row that gives a variable its value": (count) =>
    `let word = "none";\n${Array.from(
      { length: count },
      (_, index) => `if (thing.name === "t${index}") { word = "t${index}"; }`,
    ).join(" else ")}\nyield violation(thing, word);`,
  "changes of a variable in a row": (count) =>
    `let word = "none";\n${Array.from(
      { length: count },
      (_, index) => `if (thing.name === "t${index}") word = \`\${word} t${index}\`;`,
    ).join("\n")}\nyield violation(thing, word);`,
  "`filter` in `filter`": (count) => {
    const level = (depth: number): string =>
      depth === count
        ? "thing.size > 3"
        : `thing.tags.filter((tag${depth}) => tag${depth} === "t${depth}" || ${level(depth + 1)}).length > 0`;
    return `if (${level(0)}) yield violation(thing, "deep");`;
  },
  "`some` in `every`": (count) => {
    const level = (depth: number): string =>
      depth === count
        ? "thing.size > 3"
        : `thing.tags.${depth % 2 === 0 ? "some" : "every"}((tag${depth}) => tag${depth} === "t${depth}" || ${level(depth + 1)})`;
    return `if (${level(0)}) yield violation(thing, "deep");`;
  },
  "`filter` and `map` in a row": (count) =>
    `const list = thing.tags${Array.from({ length: count }, (_, index) => (index % 2 === 0 ? `.filter((tag) => tag !== "t${index}")` : `.map((tag) => \`\${tag}-${index}\`)`)).join("")};
     for (const tag of list) yield violation(thing, tag);`,
  "`reduce` in `reduce`": (count) => {
    const level = (depth: number): string =>
      depth === count
        ? "1"
        : `thing.parts.reduce((sum${depth}, part${depth}) => sum${depth} + (part${depth}.weight + ${level(depth + 1)}), 0)`;
    return `if (${level(0)} > 3) yield violation(thing, "deep");`;
  },
  "functions in functions": (count) => {
    const level = (depth: number): string =>
      depth === count
        ? "return size + 1;"
        : `const f${depth} = (size: number): number => { if (size > ${depth}) return ${depth}; ${level(depth + 1)} };
           return f${depth}(size) + f${depth}(size + 1);`;
    return `const top = (size: number): number => { ${level(0)} };\nif (top(thing.size) > 3) yield violation(thing, "deep");`;
  },
  "`yield` in a row": (count) =>
    Array.from(
      { length: count },
      (_, index) => `const name${index} = \`\${thing.name}${index}\`; yield violation(thing, name${index});`,
    ).join("\n"),
  "a list that grows in branches in a row": (count) =>
    `const list: string[] = [];\n${Array.from(
      { length: count },
      (_, index) => `if (thing.size > ${index}) list.push("t${index}"); else list.push("u${index}");`,
    ).join("\n")}\nfor (const item of list) yield violation(thing, item);`,
};

/** A policy whose check is the given body. */
export function policyWith(id: string, body: string): string {
  return `import { rule, violation } from "regoscript";
import { Thing } from "./thing.ts";
export default rule({
  id: "${id}",
  title: "",
  severity: "low",
  input: Thing,
  rationale: "",
  remediation: "",
  references: [],
  *check(thing) {
    ${body}
  },
  examples: {},
});
`;
}
