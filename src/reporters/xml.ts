/** An element of an XML document, with elements or text in it. */
export interface XmlElement {
  readonly name: string;
  /** Those that are undefined are left out. */
  readonly attributes: { readonly [name: string]: string | number | undefined };
  readonly content: readonly XmlElement[] | string;
}

/** An XML 1.0 document, an element a line. */
export function xmlDocument(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${elementText(root, "")}`;
}

function elementText({ name, attributes, content }: XmlElement, indent: string): string {
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined);
  const start = [`${indent}<${name}`, ...given.map(([key, value]) => `${key}="${attributeText(value!)}"`)].join(" ");
  if (content.length === 0) return `${start}/>\n`;
  const inside =
    typeof content === "string"
      ? escaped(content, /[&<>]/g)
      : `\n${content.map((child) => elementText(child, `${indent}  `)).join("")}${indent}`;
  return `${start}>${inside}</${name}>\n`;
}

/** A parser makes a blank of each tab and line end that is no reference. */
function attributeText(value: string | number): string {
  return escaped(String(value), /[&<>"\t\n\r]/g);
}

/** Controls and half surrogate pairs are replaced, which XML can't hold: https://www.w3.org/TR/xml/#charsets */
function escaped(text: string, special: RegExp): string {
  return text
    .toWellFormed()
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd")
    .replace(special, (character) => `&#${character.charCodeAt(0)};`);
}
