import { type AST, RegExpParser, visitRegExpAST } from "@eslint-community/regexpp";
import { slowText } from "../patterns/backtracking.ts";
import { complement, whiteSpace } from "../patterns/characters.ts";
import { mayBeEmpty, programOf } from "../patterns/program.ts";

/** A regular expression that RE2 reads as JavaScript does. */
export interface SharedPattern {
  /** As RE2 writes it. */
  readonly pattern: string;
  readonly isGlobal: boolean;
  /** Whether it matches the empty text. */
  readonly matchesNothing: boolean;
  readonly hasGroups: boolean;
  /**
   * Why the engines may choose different matches, or parts of a match, where there are several; `undefined` where they
   * choose alike.
   */
  readonly choice: string | undefined;
}

/**
 * The begin of a text on which JavaScript may take more time than in proportion to the text's length, which is empty
 * where the expression is too large to tell; `undefined` where there is no such text.
 *
 * @param repeats whether the expression is searched for again behind each match
 */
export function slowTextOf(source: string, flags: string, repeats: boolean): string | undefined {
  const ast = new RegExpParser().parsePattern(source, 0, source.length, { unicode: flags.includes("u") });
  const program = programOf(ast, flags);
  return program === undefined ? "" : slowText(program, repeats);
}

/** A regular expression that both read alike, or what stands in the way. */
type PatternResult = SharedPattern | { readonly problem: string; readonly needsUnicode: boolean };

/** Translates a JavaScript regular expression to RE2. */
export function translatePattern(source: string, flags: string): PatternResult {
  if (!flags.includes("u")) return { problem: "the flag `u` is missing", needsUnicode: true };
  const other = [...flags].find((flag) => !"uisg".includes(flag));
  if (other !== undefined) return { problem: `what the flag \`${other}\` means in JavaScript`, needsUnicode: false };
  let ast: AST.Pattern;
  try {
    ast = new RegExpParser().parsePattern(source, 0, source.length, { unicode: true });
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error), needsUnicode: false };
  }
  let problem: string | undefined;
  // Where RE2 and JavaScript write or read something differently: from the end, so that offsets stay right.
  const replacements: { start: number; end: number; text: string }[] = [];
  const replace = ({ start, end }: { readonly start: number; readonly end: number }, text: string): void => {
    replacements.push({ start, end, text });
  };
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
      // Groups are known by their numbers, so that how engines write a name doesn't matter.
      if (node.name !== null) replace({ start: node.start, end: node.start + `(?<${node.name}>`.length }, "(");
    },
    onGroupEnter(node) {
      if (node.modifiers !== null) refuse("flags inside the expression");
    },
    onQuantifierEnter(node) {
      if (!repeatsAtMost(node, mostRepetitions))
        refuse(`more than ${mostRepetitions} repetitions, those of one count inside another multiplied`);
    },
    onCharacterSetEnter(node) {
      if (node.kind === "property") refuse("a Unicode property");
      // JavaScript's line ends are four, RE2's one.
      if (node.kind === "any") replace(node, flags.includes("s") ? "(?s:.)" : "[^\\n\\r\\x{2028}\\x{2029}]");
      if (node.kind === "space") {
        const ranges = (node.negate ? complement(whiteSpace) : whiteSpace)
          .map(([from, to]) => (from === to ? escaped(from) : `${escaped(from)}-${escaped(to)}`))
          .join("");
        replace(node, node.parent.type === "CharacterClass" ? ranges : `[${ranges}]`);
      }
    },
    onCharacterEnter(node) {
      // Which letters beyond ASCII are the same but for case follows versions of Unicode.
      if (flags.includes("i") && node.value > 0x7f) refuse("characters beyond ASCII together with the flag `i`");
      // Inside a class, RE2 takes `[` for the start of a named class.
      if (node.raw === "[") replace(node, "\\[");
      if (!node.raw.startsWith("\\")) return;
      if (/^\\[\^$\\.*+?()[\]{}|/-]$/.test(node.raw)) {
        if (node.raw === "\\/") replace(node, "/");
        return;
      }
      replace(node, escaped(node.value));
    },
    onCharacterClassEnter(node) {
      if (node.elements.length === 0) refuse("an empty class of characters");
    },
    onExpressionCharacterClassEnter: () => refuse("an operation on character classes"),
  });
  if (problem === undefined && unrolledSize(ast) > mostUnrolled)
    problem = "an expression that is so large when its counted repetitions are written out";
  if (problem !== undefined) return { problem, needsUnicode: false };
  let pattern = source;
  for (const { start, end, text } of replacements.sort((left, right) => right.start - left.start))
    pattern = pattern.slice(0, start) + text + pattern.slice(end);
  return {
    pattern: flags.includes("i") ? `(?i)${pattern}` : pattern,
    isGlobal: flags.includes("g"),
    matchesNothing: ast.alternatives.some(mayBeEmpty),
    ...choiceOf(ast),
  };
}

/**
 * Where a text can be matched in several ways, both engines take the leftmost start and prefer what the expression
 * names first. They differ in how often a part that matches nothing is repeated, and in what a group holds that took no
 * part or several times.
 */
function choiceOf(ast: AST.Pattern): Pick<SharedPattern, "choice" | "hasGroups"> {
  let choice: string | undefined;
  let hasGroups = false;
  visitRegExpAST(ast, {
    onQuantifierEnter(node) {
      // JavaScript goes on looking where an optional part has matched nothing.
      if ((node.max > 1 || node.min === 0) && mayBeEmpty(node.element))
        choice ??= `\`${node.raw}\` repeats what may match nothing`;
    },
    onCapturingGroupEnter(node) {
      hasGroups = true;
      for (let around: AST.Node | null = node.parent; around !== null; around = around.parent) {
        const isOptional = around.type === "Quantifier" || ("alternatives" in around && around.alternatives.length > 1);
        if (isOptional) choice ??= `the group \`${node.raw}\` may take no part in a match, or several times`;
      }
    },
  });
  return { choice, hasGroups };
}

/** RE2's bound on counted repetitions. */
const mostRepetitions = 1000;

/**
 * Whether counted repetitions, those inside each other multiplied, stay below a bound. As RE2 reckons, which divides
 * the bound by each count and rounds down.
 */
function repeatsAtMost(node: AST.Alternative | AST.Element | AST.QuantifiableElement, most: number): boolean {
  switch (node.type) {
    case "Alternative":
      return node.elements.every((element) => repeatsAtMost(element, most));
    case "Group":
    case "CapturingGroup":
      return node.alternatives.every((alternative) => repeatsAtMost(alternative, most));
    case "Quantifier": {
      const count = node.max === Infinity ? node.min : node.max;
      return count <= most && repeatsAtMost(node.element, count === 0 ? most : Math.floor(most / count));
    }
    default:
      return true;
  }
}

/**
 * Half of the instructions for which RE2 has memory in OPA's WASM library, which says nothing where it has too little.
 */
const mostUnrolled = 80_000;

/** How many instructions an expression has at most, roughly: each counted repetition is written out. */
function unrolledSize(
  node: AST.Pattern | AST.Alternative | AST.Element | AST.QuantifiableElement | AST.CharacterClass["elements"][number],
): number {
  const sum = (parts: readonly Parameters<typeof unrolledSize>[0][]): number =>
    parts.reduce((total, part) => total + unrolledSize(part), 1);
  switch (node.type) {
    case "Pattern":
    case "Group":
    case "CapturingGroup":
      return sum(node.alternatives);
    case "Alternative":
      return sum(node.elements);
    case "Quantifier":
      return 1 + Math.max(1, node.min, node.max === Infinity ? 0 : node.max) * unrolledSize(node.element);
    case "CharacterClass":
      return sum(node.elements);
    case "CharacterSet":
      return node.kind === "space" ? 4 * whiteSpace.length : 12;
    default:
      return 4;
  }
}

function escaped(codePoint: number): string {
  return `\\x{${codePoint.toString(16)}}`;
}
