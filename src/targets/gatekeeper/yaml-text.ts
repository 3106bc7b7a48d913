import { dump } from "js-yaml";

/**
 * A value as YAML that people can read: each string of several lines is a literal block, which js-yaml itself doesn't
 * write for text with tabs.
 */
export function yamlText(value: unknown): string {
  const blocks: string[] = [];
  const marked = mark(value, blocks);
  const text = dump(marked, { lineWidth: -1, noRefs: true, quotingType: '"' });
  return text.replace(
    /^( *)((?:- )*)(.*?)block@(\d+)@$/gm,
    (_line, indent: string, dashes: string, key: string, number: string) => {
      const inner = `${indent}${" ".repeat(dashes.length)}${key === "" && dashes === "" ? "" : key === "" ? "" : "  "}`;
      const lines = blocks[Number(number)]!.replace(/\n$/, "").split("\n");
      return `${indent}${dashes}${key}|\n${lines.map((line) => (line === "" ? "" : inner + line)).join("\n")}`;
    },
  );
}

/** A copy in which strings of several lines are replaced by marks. */
function mark(value: unknown, blocks: string[]): unknown {
  if (typeof value === "string" && /^\S.*\n(.*\n)*$/.test(value)) return `block@${blocks.push(value) - 1}@`;
  if (Array.isArray(value)) return value.map((item) => mark(item, blocks));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mark(inner, blocks)]));
  return value;
}
