import { join, relative, resolve, sep } from "node:path";
import type { ts } from "ts-morph";
import { toPosix } from "../file-names.ts";
import { documentsFolder, isAuthored, type PolicyProgram, packageRoot } from "./program.ts";

const libraryRoot = join(packageRoot, "src", "library");
const authoringRoot = join(packageRoot, "src", "authoring");
const standardRoot = join(packageRoot, "src", "std");

/** Where a source file belongs. */
type Origin = "policy" | "library" | "builtin" | "elsewhere";

export function originOf(file: ts.SourceFile, program: PolicyProgram): Origin {
  const name = resolve(file.fileName);
  if (name.startsWith(program.directory + sep)) return "policy";
  if (name.startsWith(libraryRoot + sep) || name.startsWith(documentsFolder + sep)) return "library";
  if (name.startsWith(authoringRoot + sep) || name.startsWith(standardRoot + sep)) return "builtin";
  // A policy may import helpers from outside its folder.
  return isAuthored(file) ? "policy" : "elsewhere";
}

/** Whether a type is the one of a name that Regoscript declares. */
export function isBuiltInType(type: ts.Type, name: string, program: PolicyProgram): boolean {
  const symbol = type.getSymbol();
  const declaration = symbol?.declarations?.[0];
  return (
    symbol?.name === name && declaration !== undefined && originOf(declaration.getSourceFile(), program) === "builtin"
  );
}

/** The id of a module, which becomes its Rego package: `kubernetes/workload`, `policies/shared/names`. */
export function moduleOf(file: ts.SourceFile, program: PolicyProgram): string {
  const name = resolve(file.fileName);
  const below = (root: string): string => toPosix(relative(root, name).replace(/\.ts$/, ""));
  if (name.startsWith(documentsFolder + sep)) return `documents/${below(documentsFolder)}`;
  return name.startsWith(libraryRoot + sep) ? below(libraryRoot) : `policies/${below(program.directory)}`;
}
