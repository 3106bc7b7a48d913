import { ts } from "ts-morph";

/** The symbol that an import leads to, or the symbol itself. */
export function resolveAlias(symbol: ts.Symbol, checker: ts.TypeChecker): ts.Symbol {
  return (symbol.flags & ts.SymbolFlags.Alias) !== 0 ? checker.getAliasedSymbol(symbol) : symbol;
}

/**
 * The name by which an expression names what a module declares: the identifier that it is, or in `all.name`, where
 * `all` stands for what a file exports (`import * as all`), the last one.
 */
export function namedBy(node: ts.Node, checker: ts.TypeChecker): ts.Identifier | undefined {
  if (ts.isIdentifier(node)) return node;
  if (!ts.isPropertyAccessExpression(node) || !ts.isIdentifier(node.name)) return undefined;
  return isNamespace(node.expression, checker) ? node.name : undefined;
}

/** The symbol of the name by which an expression names something: an import's own, not the one that it leads to. */
export function symbolNamed(node: ts.Node, checker: ts.TypeChecker): ts.Symbol | undefined {
  const name = namedBy(node, checker);
  return name === undefined ? undefined : checker.getSymbolAtLocation(name);
}

/** Whether an expression stands for all that a file exports. */
export function isNamespace(node: ts.Node, checker: ts.TypeChecker): boolean {
  const symbol = symbolNamed(node, checker);
  return symbol !== undefined && resolveAlias(symbol, checker).declarations?.some(ts.isSourceFile) === true;
}

/** The declaration of the constant that an expression names, if it is one. */
export function constantDeclaration(node: ts.Expression, checker: ts.TypeChecker): ts.VariableDeclaration | undefined {
  const symbol = symbolNamed(node, checker);
  const declaration = symbol === undefined ? undefined : resolveAlias(symbol, checker).declarations?.[0];
  const isConstant =
    declaration !== undefined &&
    ts.isVariableDeclaration(declaration) &&
    (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
  return isConstant ? declaration : undefined;
}

export function isModuleLevel(declaration: ts.VariableDeclaration): boolean {
  return (
    ts.isVariableDeclarationList(declaration.parent) &&
    ts.isVariableStatement(declaration.parent.parent) &&
    ts.isSourceFile(declaration.parent.parent.parent)
  );
}

export function isFunctionInitializer(declaration: ts.VariableDeclaration): boolean {
  return (
    declaration.initializer !== undefined &&
    (ts.isArrowFunction(declaration.initializer) || ts.isFunctionExpression(declaration.initializer))
  );
}

export function nameOf(declaration: ts.VariableDeclaration): string {
  return declaration.name.getText();
}
