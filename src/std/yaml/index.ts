/** Where a scalar without quotes begins and ends in a YAML text; inside quotes and blocks this may find more. */
const start = "(?:^|[\\n\\[{]|[-:,?][ \\t])[ \\t]*";
const end = "[ \\t\\r]*(?:$|[\\n,\\]}]|:[ \\t\\r\\n]|[ \\t]#)";

const words = ["y", "yes", "n", "no", "on", "off"].flatMap((word) => [
  word,
  word.charAt(0).toUpperCase() + word.slice(1),
  word.toUpperCase(),
]);
/** With a zero in front, with underscores, of another base, dates and times of day. */
const numbers = [
  "[-+]?0[0-9_]+",
  "[-+]?0[box][0-9a-fA-F_]+",
  "[-+]?[0-9]+_[0-9_]*",
  "[-+]?[0-9]+(?::[0-9]+)+",
  "[-+]?[.](?:inf|Inf|INF|nan|NaN|NAN)",
];

/** The begin of a date, whatever comes after it. */
const date = "[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}";

/** Line ends of YAML 1.1 alone, and the byte order mark. */
const marks = [0x85, 0x2028, 0x2029, 0xfeff];
const merge = "<<[ \\t]*:";
const tag = "(?:^|[ \\t\\n,:\\[{-])![^ \\t\\n=]";

/**
 * What parsers take for one document, for several, for something else or for nothing: the end of a document, or the
 * begin of one that isn't the first thing in the text or stands in the line of its content; a dash alone in a flow
 * list, a key behind a question mark, a tag without a name, two properties in a row, and what comes after a flow
 * collection that is a text's first thing.
 */
const structure = [
  "\\n---(?:[ \\t\\r\\n]|$)",
  "^---[ \\t]+[^ \\t\\r\\n#]",
  "(?:^|\\n)[.]{3}(?:[ \\t\\r\\n]|$)",
  "[\\[{,][ \\t\\r\\n]*-[ \\t\\r\\n]*[,\\]}]",
  "(?:^|[\\n\\[{,])[ \\t]*[?](?:[ \\t\\r\\n]|$)",
  "(?:^|[ \\t\\n,:\\[{-])![ \\t\\r]*(?:$|[\\n,\\]}])",
  "&[^ \\t\\r\\n,\\[\\]{}&]+[ \\t\\r\\n]+[&*]",
  "^[ \\t\\r\\n]*[\\[{][^\"'#]*[\\]}][ \\t\\r\\n]*[^ \\t\\r\\n,:\\]}#\"']",
].join("|");

/**
 * An expression for texts that YAML 1.1, YAML 1.2 and the parsers of the engines read differently: with a plain scalar
 * such as `yes`, `010`, `1_000` or `2020-01-01`, a merge key, a tag, an unusual line end, or several documents.
 */
export function ambiguousYaml(language: "JavaScript" | "RE2"): string {
  const characters = marks.map((code) => `\\${language === "JavaScript" ? "u" : "x"}{${code.toString(16)}}`).join("");
  return `[${characters}]|${merge}|${tag}|${structure}|${start}(?:${date}|(?:${[...new Set([...words, ...numbers])].join("|")})${end})`;
}
