import type { Branch } from "../rego/ast.ts";
import { variableNames } from "./places-rego.ts";
import type { RegoModule } from "./rego-module.ts";

/** The functions that a Rego module has for shapes, each written at its first use. */
export class ShapeFunctions {
  readonly #module: RegoModule;
  readonly #names = new Map<string, string>();

  constructor(module: RegoModule) {
    this.#module = module;
    for (const name of variableNames) module.names.reserve(name);
  }

  /**
   * The name of the function for a shape.
   *
   * @param key tells the shape from others
   * @param branches what it says, asked for once its name is known, which it may call itself
   */
  named(key: string, wanted: string, parameters: readonly string[], branches: (name: string) => Branch[]): string {
    const known = this.#names.get(key);
    if (known !== undefined) return known;
    const name = this.#module.helperName(wanted);
    this.#names.set(key, name);
    this.#module.rules.push({ kind: "complete", name, parameters, branches: branches(name) });
    return name;
  }
}
