const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/u;

/** The UTF-8 bytes of a text in base64 with padding (RFC 4648, section 4). */
export function encodeBase64(text: string): string {
  return Buffer.from(text.toWellFormed(), "utf8").toString("base64");
}

/**
 * The text that base64 with padding stands for, such as a value in a Secret's `data`; `undefined` for what isn't base64
 * (white space, other alphabets) and where the bytes aren't UTF-8 or hold U+FFFD, which some engines put in place of
 * such bytes.
 */
export function decodeBase64(text: string): string | undefined {
  if (!base64.test(text)) return undefined;
  const decoded = Buffer.from(text, "base64").toString("utf8");
  return decoded.includes("\ufffd") ? undefined : decoded;
}
