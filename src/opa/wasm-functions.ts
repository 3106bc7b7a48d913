/** The bytes before the first section. */
const preamble = 8;
/** The section of functions' bodies; WebAssembly Core Specification 2.0, 5.5.2. */
const codeSection = 10;
/** The part of the section `name` that has the names of functions; the same, 7.4.1. */
const functionNames = 1;

/** The numbers by which functions of a module are called, by the names that its section `name` gives them. */
export function functionIndexes(module: WebAssembly.Module): ReadonlyMap<string, number> {
  const indexes = new Map<string, number>();
  for (const content of WebAssembly.Module.customSections(module, "name")) {
    const reader = new Reader(new Uint8Array(content));
    while (!reader.isAtEnd) {
      const part = reader.number();
      const end = reader.number() + reader.at;
      for (let left = part === functionNames ? reader.number() : 0; left > 0; left--) {
        const index = reader.number();
        indexes.set(new TextDecoder().decode(reader.bytes(reader.number())), index);
      }
      reader.at = end;
    }
  }
  return indexes;
}

/**
 * A module with another body for one of its functions.
 *
 * @param bytes of the module
 * @param index of a function that isn't imported
 * @param bodyFor the body from the one that is there: declarations of locals and instructions, without the size before
 *   them
 */
export function withBody(
  bytes: Uint8Array,
  module: WebAssembly.Module,
  index: number,
  bodyFor: (body: Uint8Array) => readonly number[],
): Uint8Array {
  const imported = WebAssembly.Module.imports(module).filter(({ kind }) => kind === "function").length;
  const reader = new Reader(bytes);
  reader.at = preamble;
  while (!reader.isAtEnd) {
    const start = reader.at;
    const id = reader.number();
    const end = reader.number() + reader.at;
    if (id === codeSection) {
      const content = reader.at;
      reader.number();
      for (let before = imported; before < index; before++) reader.bytes(reader.number());
      const replaced = reader.at;
      const body = bodyFor(reader.bytes(reader.number()));
      const code = [
        bytes.subarray(content, replaced),
        [...number(body.length), ...body],
        bytes.subarray(reader.at, end),
      ];
      const size = code.reduce((sum, part) => sum + part.length, 0);
      return Buffer.concat(
        [bytes.subarray(0, start), [codeSection, ...number(size)], ...code, bytes.subarray(end)].map((part) =>
          Buffer.from(part),
        ),
      );
    }
    reader.at = end;
  }
  throw new Error("the module has no code");
}

/** An unsigned number as LEB128; the same, 5.2.2. */
export function number(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...number(value >>> 7)];
}

class Reader {
  at = 0;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.at >= this.#bytes.length;
  }

  bytes(count: number): Uint8Array {
    this.at += count;
    return this.#bytes.subarray(this.at - count, this.at);
  }

  number(): number {
    const byte = this.#bytes[this.at++];
    if (byte === undefined) throw new Error("the module ends inside a number");
    return byte < 128 ? byte : (byte & 127) + 128 * this.number();
  }
}
