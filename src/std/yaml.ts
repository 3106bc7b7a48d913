/** Where a scalar without quotes begins and ends in a YAML text; inside quotes and blocks this may find more. */
const start = "(?:^|[\\n\\[{]|[-:,?][ \\t])[ \\t]*";
const end = "[ \\t\\r]*(?:$|[\\n,\\]}]|:[ \\t\\r\\n]|[ \\t]#)";

const words = ["y", "yes", "n", "no", "on", "off"].flatMap((word) => [word, word.charAt(0).toUpperCase() + word.slice(1), word.toUpperCase()]);
/** With a zero in front, with underscores, of another base, dates and times of day. */
const numbers = ["[-+]?0[0-9_]+", "[-+]?0[box][0-9a-fA-F_]+", "[-+]?[0-9][0-9_]*_[0-9_]*", "[-+]?[0-9]+(?::[0-9]+)+", "[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}[^,\\n\\]}]*", "[-+]?[.](?:inf|Inf|INF|nan|NaN|NAN)"];

/**
 * An expression, the same in JavaScript and RE2, for texts with a plain scalar that YAML 1.1, YAML 1.2 and the parsers of the engines take for different
 * values: `yes`, `010`, `1_000`, `2020-01-01`.
 */
export const ambiguousYaml = `${start}(?:${[...new Set([...words, ...numbers])].join("|")})${end}`;
