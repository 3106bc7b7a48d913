import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ts } from "ts-morph";

/** One import of a file of the project by another. */
export interface Import {
  readonly from: string;
  readonly to: string;
  /** Whether nothing of it is there when the code runs. */
  readonly typesOnly: boolean;
  /** Whether it is loaded only when the code comes to it: `await import(…)`. */
  readonly deferred: boolean;
  /** What is imported; `undefined` for everything. */
  readonly names: readonly string[] | undefined;
}

/** A source file with its imports and the names that it exports itself. */
export interface SourceModule {
  readonly file: string;
  readonly imports: readonly Import[];
  readonly exports: readonly string[];
}

/** Files of the project, tracked or not ignored, below some folders. */
export function projectFiles(folders: readonly string[], suffix: RegExp): string[] {
  return execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "--", ...folders], {
    encoding: "utf8",
  })
    .split("\n")
    .filter((file) => suffix.test(file) && ts.sys.fileExists(file));
}

/** The sources that the package's own entry points stand for, by what one writes to import them. */
export const entryPoints: ReadonlyMap<string, string> = new Map(
  Object.entries(
    (
      JSON.parse(readFileSync("package.json", "utf8")) as {
        exports: { readonly [path: string]: { readonly source?: string } | string };
      }
    ).exports,
  ).flatMap(([path, entry]) =>
    typeof entry === "object" && entry.source !== undefined
      ? [[join("regoscript", path), join(entry.source)] as const]
      : [],
  ),
);

/** The file that a specifier names, if it is one of the project. */
function resolved(specifier: string, from: string): string | undefined {
  if (specifier.startsWith(".")) return join(dirname(from), specifier);
  return entryPoints.get(specifier);
}

/** Reads a file's imports and exports from its syntax alone. */
export function readModule(file: string): SourceModule {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  const imports: Import[] = [];
  const exports: string[] = [];
  const add = (specifier: ts.Node | undefined, typesOnly: boolean, names: readonly string[] | undefined): void => {
    if (specifier === undefined || !ts.isStringLiteralLike(specifier)) return;
    const to = resolved(specifier.text, file);
    if (to !== undefined) imports.push({ from: file, to, typesOnly, deferred: false, names });
  };
  for (const statement of source.statements) {
    if (ts.isImportDeclaration(statement)) {
      const clause = statement.importClause;
      const bindings = clause?.namedBindings;
      const typesOnly = clause?.isTypeOnly === true;
      if (clause === undefined) add(statement.moduleSpecifier, false, []);
      else if (bindings !== undefined && ts.isNamespaceImport(bindings))
        add(statement.moduleSpecifier, typesOnly, undefined);
      else {
        const named = bindings?.elements.map(({ propertyName, name }) => (propertyName ?? name).text) ?? [];
        add(statement.moduleSpecifier, typesOnly, clause.name === undefined ? named : ["default", ...named]);
      }
    } else if (ts.isExportDeclaration(statement)) {
      const clause = statement.exportClause;
      const names =
        clause !== undefined && ts.isNamedExports(clause)
          ? clause.elements.map(({ propertyName, name }) => (propertyName ?? name).text)
          : undefined;
      add(statement.moduleSpecifier, statement.isTypeOnly, names);
      if (statement.moduleSpecifier === undefined) exports.push(...(names ?? []));
    } else {
      exports.push(...exportedNames(statement));
    }
  }
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [specifier] = node.arguments;
      const to = specifier && ts.isStringLiteralLike(specifier) ? resolved(specifier.text, file) : undefined;
      if (to !== undefined) imports.push({ from: file, to, typesOnly: false, deferred: true, names: takenFrom(node) });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { file, imports, exports };
}

function exportedNames(statement: ts.Statement): string[] {
  if (!ts.canHaveModifiers(statement)) return [];
  const modifiers = ts.getModifiers(statement) ?? [];
  if (modifiers.every(({ kind }) => kind !== ts.SyntaxKind.ExportKeyword)) return [];
  if (modifiers.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)) return ["default"];
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(({ name }) => (ts.isIdentifier(name) ? [name.text] : []));
  const { name } = statement as ts.Statement & { readonly name?: ts.Node };
  return name !== undefined && ts.isIdentifier(name) ? [name.text] : [];
}

/** The names in `const { a, b } = await import(…)`; `undefined` where the whole module is kept. */
function takenFrom(call: ts.CallExpression): string[] | undefined {
  const awaited = call.parent;
  const declaration = awaited.parent;
  if (!ts.isAwaitExpression(awaited) || !ts.isVariableDeclaration(declaration)) return undefined;
  return ts.isObjectBindingPattern(declaration.name)
    ? declaration.name.elements.map(({ propertyName, name }) => (propertyName ?? name).getText())
    : undefined;
}
