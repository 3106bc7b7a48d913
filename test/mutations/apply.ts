/**
 * A source with `to` in place of the one place that reads like `from`; `undefined` where there is none or more than
 * one. Where lines break, and so where a comma ends a list, is the formatter's choice and doesn't count.
 */
export function replaced(source: string, from: string, to: string): string | undefined {
  const { text, starts } = squeezed(source);
  const wanted = squeezed(from).text;
  const at = text.indexOf(wanted);
  if (at < 0 || text.indexOf(wanted, at + 1) >= 0) return undefined;
  return source.slice(0, starts[at]) + to + source.slice(starts[at + wanted.length - 1]! + 1);
}

/** A text without spaces and trailing commas, and where each of its characters stood. */
function squeezed(source: string): { text: string; starts: number[] } {
  const starts: number[] = [];
  let text = "";
  for (let index = 0; index < source.length; index++) {
    const character = source[index]!;
    if (/\s/.test(character)) continue;
    if (character === "," && /^,\s*[)\]}]/.test(source.slice(index, index + 200))) continue;
    text += character;
    starts.push(index);
  }
  return { text, starts };
}
