/** What names of secrets have in them. */
const names = /secret|password|passwd|token/gi;

/** Access key ids of AWS, of which the first four letters say only of what kind they are. */
const keyIds = /\b(AKIA|ASIA)([A-Z0-9]{16})\b/g;

/** What may be base64, as long as a secret access key of AWS at least. */
const encoded = /[A-Za-z0-9+/=]{40,}/g;

/**
 * A line of a document as reports may show it, which end up in the logs of others: what seems to be a secret is as many
 * asterisks. Names and paths are no secrets: base64 of some length has capitals, small letters and several digits.
 */
export function withoutSecrets(line: string): string {
  return withoutNamed(line)
    .replace(keyIds, (_, kind: string, rest: string) => kind + hidden(rest))
    .replace(encoded, (text) => (seemsRandom(text) ? hidden(text) : text));
}

/** Without the values of what is called a secret, each of which ends at a blank, a quote or a bracket. */
function withoutNamed(line: string): string {
  let shown = "";
  for (const { index, 0: word } of line.matchAll(names)) {
    if (index < shown.length) continue;
    const name = after(line, index + word.length, /[\w-]/);
    const blanks = after(line, after(line, name, /["']/), /[:= \t]/);
    const start = after(line, blanks, /["']/);
    const end = after(line, start, /[^\s"'`,;&|<>(){}$[\]]/);
    if (/[:= \t]/.test(line.slice(name, blanks)))
      shown += line.slice(shown.length, start) + hidden(line.slice(start, end));
  }
  return shown + line.slice(shown.length);
}

/** Where the characters of a kind end that a line has from an index on. */
function after(line: string, from: number, kind: RegExp): number {
  let at = from;
  while (at < line.length && kind.test(line.charAt(at))) at++;
  return at;
}

function seemsRandom(text: string): boolean {
  return /[a-z]/.test(text) && /[A-Z]/.test(text) && (text.match(/[0-9]/g)?.length ?? 0) > 1;
}

function hidden(text: string): string {
  return "*".repeat(text.length);
}
