/** Controls (C0 without the tab, DEL, C1), line separators and what changes the direction of writing. */
const unsafe = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/**
 * A name, a message or a line of somebody else's on one line and without characters that steer a terminal or deceive
 * its reader: each is shown as its escape.
 */
export function visible(text: string): string {
  return text.replace(unsafe, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** Colours and weights, of which a text is made when it is wanted with colour. */
const style = /^\u001b\[[0-9;]{0,20}m/;

/** How the logs of CI services recognise commands: GitHub Actions at the begin of a line, Azure Pipelines anywhere. */
const lineCommand = /^([ \t]*)::/gm;
const command = /##(\[|vso\[)/g;

/**
 * A whole output as it is sent: what `visible` was forgotten for is escaped still, but for the line ends and, where the
 * output has colour, its styles; and no line reads as a command to a CI service. A JSON text stays what it is, since
 * its strings know the same escapes.
 */
export function sendable(text: string, hasColor: boolean): string {
  return text
    .replace(unsafe, (character, offset: number) => {
      if (character === "\n") return character;
      if (hasColor && character === "\u001b" && style.test(text.slice(offset, offset + 24))) return character;
      return escaped(character);
    })
    .replace(lineCommand, "$1\\u003a:")
    .replace(command, "#\\u0023$1");
}
