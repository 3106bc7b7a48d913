import { dockerfileRefusal } from "./refusal.ts";
import { trimStart } from "./words.ts";

/** Reads parser directives (`# escape=…`), which stand only in front of everything else (BuildKit directives.go). */
export class Directives {
  escape = "\\";
  #done = false;
  readonly #seen = new Set<string>();

  /**
   * Whether a line is a directive.
   *
   * @throws Refusal when it is given twice or its value can't be.
   */
  read(line: string): boolean {
    if (this.#done) return false;
    const match = line.startsWith("#") ? /^([a-zA-Z][a-zA-Z0-9]*)\s*=(.+)$/.exec(trimStart(line.slice(1))) : null;
    const name = match?.[1]?.toLowerCase() ?? "";
    if (match === null || !["syntax", "check", "escape"].includes(name)) {
      this.#done = true;
      return false;
    }
    if (this.#seen.has(name)) throw dockerfileRefusal(`only one ${name} parser directive can be used`);
    this.#seen.add(name);
    if (name === "escape") this.#setEscape((match[2] ?? "").trim());
    return true;
  }

  #setEscape(value: string): void {
    if (value !== "`" && value !== "\\") {
      throw dockerfileRefusal(`invalid escape token '${value}' does not match \` or \\`);
    }
    this.escape = value;
  }
}
