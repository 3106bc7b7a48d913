/** Regular expressions as RE2 writes them, which is how a program has them, for JavaScript. */
const expressions = new Map<string, RegExp>();

export function expressionOf(pattern: string): RegExp {
  let expression = expressions.get(pattern);
  if (expression === undefined) {
    const isCaseless = pattern.startsWith("(?i)");
    expression = new RegExp(inJavaScript(isCaseless ? pattern.slice(4) : pattern), isCaseless ? "giu" : "gu");
    expressions.set(pattern, expression);
  }
  expression.lastIndex = 0;
  return expression;
}

const anyCharacter = "(?s:.)";

/** src/frontend/patterns.ts says what RE2 writes otherwise. */
function inJavaScript(pattern: string): string {
  let text = "";
  let isInClass = false;
  for (let at = 0; at < pattern.length; ) {
    const character = pattern.charAt(at);
    if (character === "\\") {
      text += pattern.startsWith("\\x{", at) ? "\\u" : pattern.slice(at, at + 2);
      at += 2;
    } else if (!isInClass && pattern.startsWith(anyCharacter, at)) {
      text += "[^]";
      at += anyCharacter.length;
    } else {
      if (character === "[") isInClass = true;
      if (character === "]") isInClass = false;
      text += character;
      at++;
    }
  }
  return text;
}

/** The matches of an expression with their groups, at most so many, all if it is negative. */
export function matchesIn(pattern: string, text: string, most: number): RegExpExecArray[] {
  const expression = expressionOf(pattern);
  const found: RegExpExecArray[] = [];
  while (most < 0 || found.length < most) {
    const match = expression.exec(text);
    if (match === null) break;
    found.push(match);
    // An expression that matches the empty text would go on for ever.
    if (match[0] === "") expression.lastIndex++;
  }
  return found;
}
