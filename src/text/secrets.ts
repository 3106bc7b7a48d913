/** What is called a secret, and its value up to where that ends. */
const named = /((?:secret|password|passwd|token)[\w-]{0,40}["']?[ \t]{0,8}[:= ][ \t]{0,8}["']?)([^\s"'`,;&|<>(){}$[\]]+)/gi;

/** Access key ids of AWS, of which the first four letters say only of what kind they are. */
const keyIds = /\b(AKIA|ASIA)([A-Z0-9]{16})\b/g;

/** What may be base64, as long as a secret access key of AWS at least. */
const encoded = /[A-Za-z0-9+/=]{40,}/g;

/**
 * A line of a document as reports may show it, which end up in the logs of others: what seems to be a secret is as many
 * asterisks. Names and paths are no secrets: base64 of some length has capitals, small letters and several digits.
 */
export function withoutSecrets(line: string): string {
  const hidden = (text: string): string => "*".repeat(text.length);
  const seemsRandom = (text: string): boolean =>
    /[a-z]/.test(text) && /[A-Z]/.test(text) && (text.match(/[0-9]/g)?.length ?? 0) > 1;
  return line
    .replace(named, (_, name: string, value: string) => name + hidden(value))
    .replace(keyIds, (_, kind: string, rest: string) => kind + hidden(rest))
    .replace(encoded, (text) => (seemsRandom(text) ? hidden(text) : text));
}
