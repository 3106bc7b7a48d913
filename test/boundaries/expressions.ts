import { ts } from "ts-morph";
import { sharedPattern } from "../../src/std/patterns/index.ts";
import { ambiguousYaml } from "../../src/std/yaml/index.ts";

/** A regular expression of a source. */
export interface Literal {
  readonly source: string;
  readonly flags: string;
  /** Whether it is searched for again behind each match. */
  readonly repeats: boolean;
}

/** The literal expressions of a source. */
export function literalsOf(text: string): Literal[] {
  const found: Literal[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf("/");
      const flags = node.text.slice(end + 1);
      const call = node.parent;
      const isSplit =
        ts.isCallExpression(call) &&
        ts.isPropertyAccessExpression(call.expression) &&
        call.expression.name.text === "split";
      found.push({ source: node.text.slice(1, end), flags, repeats: isSplit || flags.includes("g") });
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("a.ts", text, ts.ScriptTarget.Latest, true));
  return found;
}

/** Expressions that are put together when the library is loaded. */
export const composed: readonly Literal[] = [
  { source: ambiguousYaml("JavaScript"), flags: "u", repeats: false },
  { source: sharedPattern, flags: "su", repeats: false },
];

/** With look-around, which isn't followed; each was looked at by a person. */
export const lookedAt: { readonly [expression: string]: string } = {
  '/[\\x00-\\x1f]|\\\\(?:[^"\\\\/bfnrtu]|u(?![0-9a-fA-F]{4}))/': "looks at six characters",
  "/^(?:[ \\t]*(?:#.*)?[\\r\\n]|%.*[\\r\\n])*(?=---)/": "each line has one way to match, and is gone through twice",
  "/^(?:[ \\t]*(?:#.*)?[\\r\\n])*(?=---[^\\s])/": "each line has one way to match, and is gone through twice",
  "/(?<=\\s)#.*/g": "a match goes to the end of the line",
  "/[\\r\\n] *(?=[&!])/g": "spaces follow one line end only",
  "/-(?<=(?:^|[ \\r\\n])-)(?= *(?:[\\r\\n#]|$))/": "spaces follow one dash only",
  "/(?:^|[\\s[{,])\\?(?=[\\s,[\\]{}]|$)/": "looks at three characters",
  "/^(?:---|\\.\\.\\.)(?=[ \\t\\r\\n]|$)/gm": "looks at four characters",
};
