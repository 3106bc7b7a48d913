/**
 * Expressions from the literature on denial of service by regular expressions (OWASP, CVE entries of packages, papers
 * on ambiguity), in the part that RE2 shares; each with what a text repeats to make a backtracking matcher slow.
 */
export const evilPatterns: readonly (readonly [source: string, prefix: string, pump: string, suffix: string])[] = [
  ["^(a+)+$", "", "a", "!"],
  ["^([a-zA-Z]+)*$", "", "a", "!"],
  ["^(a|aa)+$", "", "a", "!"],
  ["^(a|a?)+$", "", "a", "!"],
  ["^(.*a){12}$", "", "a", "!"],
  ["^(?:[a-z]+[-.]?)+$", "", "a", "!"],
  ["^([a-z0-9]+)+@[a-z0-9]+$", "", "a", "!"],
  ["^(([a-z])+.)+[A-Z]([a-z])+$", "", "a", "!"],
  ["^(?:[a-z]*)*$", "", "a", "!"],
  ["^(\\w+\\d*)+$", "", "a1", "!"],
  ["^(?:\\d+|\\w+)*;$", "", "1", "!"],
  ["^(x+x+)+y$", "", "x", ""],
  ["^(?:a?b?)*c$", "", "ab", "!"],
  ["^(?:.|\\d)*x$", "", "1", ""],
  ["^(a?){40}a{40}$", "", "a", "!"],
  ["^a*a*a*a*a*$", "", "a", "!"],
  ["^.*foo.*bar.*baz$", "", "foobar", ""],
  ["\\s+$", "", " ", "x"],
  ["[a-z]+@[a-z]+", "", "a", ""],
  ["\\$\\{[^}]*\\}", "", "${", ""],
  ["<!--.*-->", "", "<!--", ""],
  ["^[0-9]+\\.?[0-9]*$", "", "1", "x"],
  ["(?:a|b)*abb$", "", "ab", ""],
  ["(?:0+|[0-9])*-", "", "0", ""],
  ["^\\d+\\d+$", "", "1", "x"],
];

/** Expressions as rules have them, on which a backtracking matcher is never slow. */
export const harmlessPatterns: readonly string[] = [
  "^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$",
  "^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?(?:\\.[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?)*$",
  "^arn:aws[a-z-]*:iam::[0-9]{12}:role/.+$",
  "^(?:\\d{1,3}\\.){3}\\d{1,3}(?:/\\d{1,2})?$",
  "^v?(\\d+)\\.(\\d+)(?:\\.(\\d+))?$",
  "^[^@]+@[^@]+$",
  "\\b[a-z]+@[a-z]+",
  "^sha256:[a-f0-9]{64}$",
  "^(?:[^/]+/)*[^/:]+:latest$",
  ":latest$",
  "\\d{12}",
  "^[A-Z_][A-Z0-9_]*$",
  "^(?:AKIA|ASIA)[A-Z0-9]{16}$",
  "^system:(?:masters|nodes|node-proxier)$",
  "[^,]+",
  ",\\s*",
  "\\s+",
];
