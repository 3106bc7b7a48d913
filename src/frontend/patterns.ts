import { RegExpParser, visitRegExpAST } from "@eslint-community/regexpp";

/** A regular expression that RE2 reads as JavaScript does, or what stands in the way. */
export type PatternResult = { readonly pattern: string } | { readonly problem: string; readonly needsUnicode: boolean };

/**
 * Translates a JavaScript regular expression to RE2. Both are asked only whether a text contains a match, so how they choose
 * among matches doesn't matter.
 */
export function translatePattern(source: string, flags: string): PatternResult {
  if (!flags.includes("u")) return { problem: "the flag `u` is missing", needsUnicode: true };
  const other = [...flags].find((flag) => !"ui".includes(flag));
  if (other !== undefined) return { problem: `the flag \`${other}\``, needsUnicode: false };
  let ast;
  try {
    ast = new RegExpParser().parsePattern(source, 0, source.length, { unicode: true });
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error), needsUnicode: false };
  }
  let problem: string | undefined;
  // Where RE2 and JavaScript write or read something differently: from the end, so that offsets stay right.
  const replacements: { start: number; end: number; text: string }[] = [];
  const refuse = (what: string): void => {
    problem ??= what;
  };
  visitRegExpAST(ast, {
    onAssertionEnter(node) {
      if (node.kind === "lookahead" || node.kind === "lookbehind") refuse("look-around");
      if (node.kind === "word" && flags.includes("i")) refuse("`\\b` together with the flag `i`");
    },
    onBackreferenceEnter: () => refuse("a back-reference"),
    onCapturingGroupEnter(node) {
      if (node.name !== null) refuse("a named group");
    },
    onGroupEnter(node) {
      if (node.modifiers !== null) refuse("flags inside the expression");
    },
    onQuantifierEnter(node) {
      if (node.max !== Infinity && node.max > 1000) refuse("more than 1000 repetitions");
      if (node.max === Infinity && node.min > 1000) refuse("more than 1000 repetitions");
    },
    onCharacterSetEnter(node) {
      if (node.kind === "property") refuse("a Unicode property");
      // JavaScript's line ends are four, RE2's one.
      if (node.kind === "any") replacements.push({ start: node.start, end: node.end, text: "[^\\n\\r\\x{2028}\\x{2029}]" });
      if (node.kind === "space") refuse("`\\s` or `\\S`, which is another set of characters");
    },
    onCharacterEnter(node) {
      // Inside a class, RE2 takes `[` for the start of a named class.
      if (node.raw === "[") replacements.push({ start: node.start, end: node.end, text: "\\[" });
      if (!node.raw.startsWith("\\")) return;
      if (/^\\[\^$\\.*+?()[\]{}|/-]$/.test(node.raw)) {
        if (node.raw === "\\/") replacements.push({ start: node.start, end: node.end, text: "/" });
        return;
      }
      replacements.push({ start: node.start, end: node.end, text: `\\x{${node.value.toString(16)}}` });
    },
    onExpressionCharacterClassEnter: () => refuse("an operation on character classes"),
  });
  if (problem !== undefined) return { problem, needsUnicode: false };
  let pattern = source;
  for (const { start, end, text } of replacements.sort((left, right) => right.start - left.start)) pattern = pattern.slice(0, start) + text + pattern.slice(end);
  return { pattern: flags.includes("i") ? `(?i)${pattern}` : pattern };
}
