import { ts } from "ts-morph";
import type { CompilationContext } from "./context.ts";
import { definitionCall } from "./discover.ts";
import type { Imports } from "./imports.ts";
import { isFunctionInitializer, isModuleLevel, resolveAlias } from "./symbols.ts";

/**
 * Refuses constants that Node reads before they have a value: Rego knows no order of declarations, so that only Node
 * would fail. TypeScript itself refuses what reads a later constant directly; here are those that a function reads.
 */
export function checkInitialization(
  files: readonly ts.SourceFile[],
  imports: Imports,
  context: CompilationContext,
): void {
  const reader = new Reads(context);
  for (const file of files) {
    for (const statement of file.statements) {
      for (const evaluated of evaluatedIn(statement)) {
        for (const { name, declaration } of reader.of(evaluated)) {
          const other = declaration.getSourceFile();
          const isLater =
            other === file
              ? declaration.getStart() > evaluated.getStart()
              : imports.reaches(other, (behind) => behind === file);
          if (isLater)
            context.report(
              "RS3014",
              evaluated,
              other === file
                ? `this is computed before the constant \`${name}\` has its value`
                : `this needs the constant \`${name}\` of a module that imports this one`,
              other === file ? `declare \`${name}\` above this` : `move \`${name}\` into a module that both import`,
            );
        }
      }
    }
  }
}

/** The expressions that Node evaluates when it imports a module. */
function evaluatedIn(statement: ts.Statement): ts.Expression[] {
  if (ts.isExportAssignment(statement)) return [statement.expression];
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations.flatMap((declaration) =>
    declaration.initializer === undefined || isFunctionInitializer(declaration) ? [] : [declaration.initializer],
  );
}

interface Read {
  readonly name: string;
  readonly declaration: ts.VariableDeclaration;
}

/** Which constants of modules are read where an expression is evaluated, by the functions that it calls too. */
class Reads {
  readonly #context: CompilationContext;
  readonly #known = new Map<ts.Node, readonly ts.Declaration[]>();

  constructor(context: CompilationContext) {
    this.#context = context;
  }

  of(node: ts.Node): Read[] {
    const seen = new Set<ts.Declaration>();
    const reads: Read[] = [];
    const pending = [...this.#namedIn(node)];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      if (ts.isVariableDeclaration(next)) {
        reads.push({ name: next.name.getText(), declaration: next });
        // The value of a constant is there already; the body of a function runs where it is called.
        if (isFunctionInitializer(next)) pending.push(...this.#namedIn(next.initializer!));
      } else pending.push(...this.#namedIn(next));
    }
    return reads;
  }

  /** The constants and functions of modules that a piece of source names, but for what its methods do. */
  #namedIn(node: ts.Node): readonly ts.Declaration[] {
    const known = this.#known.get(node);
    if (known !== undefined) return known;
    const { checker } = this.#context;
    const named: ts.Declaration[] = [];
    const visit = (part: ts.Node): void => {
      if (ts.isTypeNode(part)) return;
      // The functions of a definition run later.
      if (ts.isMethodDeclaration(part) && ts.isCallExpression(part.parent.parent)) {
        if (definitionCall(part.parent.parent, this.#context) !== undefined) return;
      }
      if (ts.isIdentifier(part)) {
        const symbol = ts.isShorthandPropertyAssignment(part.parent)
          ? checker.getShorthandAssignmentValueSymbol(part.parent)
          : checker.getSymbolAtLocation(part);
        const declaration = symbol === undefined ? undefined : resolveAlias(symbol, checker).declarations?.[0];
        if (declaration !== undefined && isOfModule(declaration)) named.push(declaration);
        return;
      }
      ts.forEachChild(part, visit);
    };
    visit(node);
    this.#known.set(node, named);
    return named;
  }
}

function isOfModule(declaration: ts.Declaration): boolean {
  if (declaration.getSourceFile().isDeclarationFile) return false;
  if (ts.isVariableDeclaration(declaration)) return isModuleLevel(declaration);
  return ts.isFunctionDeclaration(declaration) && ts.isSourceFile(declaration.parent);
}
