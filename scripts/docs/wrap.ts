/** The width of source and prose alike. */
const width = 120;

/**
 * Breaks the paragraphs and list entries of a Markdown text that have a line of more than 120 characters; all else
 * stays as it is: tables, headings, code, HTML, and what has no space to be broken at.
 */
export function wrapProse(text: string): string {
  const result: string[] = [];
  let paragraph: string[] = [];
  let fence: string | undefined;
  const close = (): void => {
    result.push(...(paragraph.some((line) => line.length > width) ? filled(paragraph) : paragraph));
    paragraph = [];
  };
  for (const line of text.split("\n")) {
    const [mark] = /^ *(?:`{3,}|~{3,})/.exec(line) ?? [];
    if (fence !== undefined || mark !== undefined || /^\s*(?:$|[|#<>])/.test(line)) {
      close();
      result.push(line);
      if (fence === undefined) fence = mark;
      else if (line === fence) fence = undefined;
    } else {
      if (listMark.test(line)) close();
      paragraph.push(line);
    }
  }
  close();
  return result.join("\n");
}

const listMark = /^ *(?:[-*+]|\d+[.)]) +/;

/** A paragraph in lines as long as may be, a list entry's indented below its first word. */
function filled(lines: readonly string[]): string[] {
  const [first = ""] = lines;
  const [head] = listMark.exec(first) ?? /^ */.exec(first)!;
  const indent = " ".repeat(head.length);
  const filledLines: string[] = [];
  let current = head;
  for (const word of wordsOf([first.slice(head.length), ...lines.slice(1)].join(" ").trim())) {
    const extended =
      current.trim() === head.trim() && current.length === head.length ? current + word : `${current} ${word}`;
    if (extended.length <= width || current.length === head.length) current = extended;
    else {
      filledLines.push(current);
      current = indent + word;
    }
  }
  filledLines.push(current);
  return filledLines;
}

/** Words, with code in one piece, and joined to what stands before them where they would begin a list or a heading. */
function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const [word] of text.matchAll(/(?:(`+)(?!`).*?(?<!`)\1(?!`)|[^\s`]|`+)+/g)) {
    if (words.length > 0 && /^(?:[-+*>|#=]|\d+[.)]$)/.test(word)) words.push(`${words.pop()!} ${word}`);
    else words.push(word);
  }
  return words;
}
