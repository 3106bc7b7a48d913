import type { Module } from "../ir/nodes.ts";
import { visitModule } from "../ir/traverse.ts";
import { snakeCase } from "./names.ts";

/** The names, as Rego has them, of all variables of a module's functions. */
export function localNames(module: Module): ReadonlySet<string> {
  const names = new Set<string>();
  visitModule(module, {
    binding: (binding) => {
      // An object of the document may be two variables, its value and its path.
      for (const name of [binding.name, `${binding.name}_path`]) names.add(snakeCase(name));
    },
  });
  return names;
}
