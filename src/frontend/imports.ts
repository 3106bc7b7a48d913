import { ts } from "ts-morph";

/** Which files import which, or export something of. */
export class Imports {
  readonly #imported = new Map<ts.SourceFile, readonly ts.SourceFile[]>();

  constructor(files: readonly ts.SourceFile[], checker: ts.TypeChecker) {
    for (const file of files) this.#imported.set(file, importedBy(file, checker));
  }

  /** The files that a file imports itself. */
  of(file: ts.SourceFile): readonly ts.SourceFile[] {
    return this.#imported.get(file) ?? [];
  }

  /** Whether a file imports one that passes a test, directly or through others. */
  reaches(from: ts.SourceFile, test: (file: ts.SourceFile) => boolean): boolean {
    for (const file of this.from(from)) if (test(file)) return true;
    return false;
  }

  /** All files that a file imports, directly or through others, each once. */
  *from(file: ts.SourceFile): Generator<ts.SourceFile> {
    const seen = new Set<ts.SourceFile>();
    const pending = [...this.of(file)];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      if (seen.has(next)) continue;
      yield next;
      seen.add(next);
      pending.push(...this.of(next));
    }
  }
}

function importedBy(file: ts.SourceFile, checker: ts.TypeChecker): ts.SourceFile[] {
  return file.statements.flatMap((statement) => {
    const specifier =
      ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement) ? statement.moduleSpecifier : undefined;
    const declaration = specifier === undefined ? undefined : checker.getSymbolAtLocation(specifier)?.declarations?.[0];
    return declaration !== undefined && ts.isSourceFile(declaration) ? [declaration] : [];
  });
}
