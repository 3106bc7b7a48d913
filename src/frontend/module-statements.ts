import { ts } from "ts-morph";
import type { CompilationContext } from "./context.ts";
import { definitionCall } from "./discover.ts";
import { isCompiled } from "./program.ts";
import { namedBy, resolveAlias } from "./symbols.ts";

/**
 * Refuses what Node does when it imports a module and the compiler doesn't: a module declares constants, functions,
 * types, enumerations and one policy, and does nothing else.
 */
export function checkModule(file: ts.SourceFile, context: CompilationContext): void {
  const [first] = file.statements;
  if (first !== undefined && !ts.isExternalModule(file))
    context.report(
      "RS3013",
      first,
      "this file neither imports nor exports anything, so that all files see what it declares",
      "export what other files need, and remove the file if none needs it",
    );
  for (const statement of file.statements) checkStatement(statement, context);
}

function checkStatement(statement: ts.Statement, context: CompilationContext): void {
  if (ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)) {
    checkImport(statement, context);
    return;
  }
  if (ts.isTypeAliasDeclaration(statement) || ts.isInterfaceDeclaration(statement) || ts.isEmptyStatement(statement))
    return;
  const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
  if (modifiers.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword)) {
    context.report("RS3013", statement, "`declare` says that something is there which no file of the policies makes");
    return;
  }
  if (ts.isVariableStatement(statement)) {
    checkVariables(statement, context);
    return;
  }
  if (ts.isFunctionDeclaration(statement)) return;
  if (ts.isEnumDeclaration(statement)) {
    for (const member of statement.members) {
      if (member.initializer !== undefined && context.checker.getConstantValue(member) === undefined)
        context.report("RS3012", member, "the value of this member is computed", "write a string or a number");
    }
    return;
  }
  if (ts.isExportAssignment(statement)) {
    checkDefaultExport(statement, context);
    return;
  }
  if (ts.isClassDeclaration(statement))
    context.report("RS1005", statement, "a class is not part of the policy language");
  else if (ts.isModuleDeclaration(statement))
    context.report(
      "RS3012",
      statement,
      "a namespace is not part of the policy language",
      "declare its constants and functions in a file of their own, and import them",
    );
  else if (ts.isThrowStatement(statement) || ts.isTryStatement(statement))
    context.report("RS3012", statement, "this runs when Node imports the module, and in no other engine", "remove it");
  else context.report("RS3012", statement, "this runs when Node imports the module, and in no other engine");
}

function checkVariables(statement: ts.VariableStatement, context: CompilationContext): void {
  const isConstant = (statement.declarationList.flags & ts.NodeFlags.Const) !== 0;
  for (const declaration of statement.declarationList.declarations) {
    if (!isConstant)
      context.report("RS1009", declaration, "a variable of a module can change", "declare it with `const`");
    if (!ts.isIdentifier(declaration.name))
      context.report(
        "RS3012",
        declaration.name,
        "a module's constants are taken out of a value here",
        "declare each as a constant of its own",
      );
    const { initializer } = declaration;
    const call = initializer === undefined ? undefined : definitionCall(initializer, context);
    if (call !== undefined) checkDefinition(call, context);
    else if (initializer !== undefined && isExample(declaration, context)) checkEffects(initializer, context);
  }
}

/** What a default export is, if it isn't a function: a policy, or a name. */
function checkDefaultExport(statement: ts.ExportAssignment, context: CompilationContext): void {
  const call = statement.isExportEquals === true ? undefined : definitionCall(statement.expression, context);
  if (call === undefined)
    context.report(
      "RS3012",
      statement,
      "what this exports is neither `rule({…})` nor `decision({…})`",
      'write the call itself after "export default", and export anything else by its name: `export const …`',
    );
  else checkDefinition(call, context);
}

/** The parts of a definition that the compiler doesn't read: examples, and what it reads only as a literal. */
function checkDefinition(call: ts.CallExpression, context: CompilationContext): void {
  for (const argument of call.arguments) {
    if (!ts.isObjectLiteralExpression(argument)) continue;
    for (const property of argument.properties) {
      if (ts.isPropertyAssignment(property) && !ts.isFunctionExpression(property.initializer))
        checkEffects(property.initializer, context);
    }
  }
}

/** Constants that only the examples use are not compiled. */
export function isExample(declaration: ts.VariableDeclaration, context: CompilationContext): boolean {
  const type = context.checker.typeToString(context.checker.getTypeAtLocation(declaration.name));
  return type === "ExampleSource" || type === "DecisionExample" || type.startsWith("Example<");
}

/** Methods that leave what they are called on, and their arguments, as they were. */
const harmless = new Set(
  (
    "at concat endsWith entries every filter find flatMap from fromEntries includes indexOf join keys map padEnd padStart " +
    "raw repeat replace replaceAll slice some split startsWith stringify toLowerCase toString toUpperCase trim values"
  ).split(" "),
);

/** Refuses what changes something in an expression that only Node evaluates. */
function checkEffects(node: ts.Node, context: CompilationContext): void {
  if (hasEffect(node, context)) {
    context.report(
      "RS3012",
      node,
      "this does more than to give a value, and only in Node",
      "write the value out, or compute it in a function of the policies",
    );
    return;
  }
  ts.forEachChild(node, (child) => checkEffects(child, context));
}

function hasEffect(node: ts.Node, context: CompilationContext): boolean {
  if (ts.isDeleteExpression(node) || ts.isNewExpression(node) || ts.isAwaitExpression(node) || ts.isClassLike(node))
    return true;
  if (ts.isPostfixUnaryExpression(node)) return true;
  if (ts.isPrefixUnaryExpression(node))
    return [ts.SyntaxKind.PlusPlusToken, ts.SyntaxKind.MinusMinusToken].includes(node.operator);
  if (ts.isBinaryExpression(node))
    return (
      node.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
      node.operatorToken.kind <= ts.SyntaxKind.LastAssignment
    );
  if (ts.isTaggedTemplateExpression(node)) return !isCompiledFunction(node.tag, context);
  if (!ts.isCallExpression(node)) return false;
  const { expression } = node;
  if (ts.isPropertyAccessExpression(expression) && namedBy(expression, context.checker) === undefined)
    return !harmless.has(expression.name.text);
  return !isCompiledFunction(expression, context);
}

/** Whether an expression names a function of the policies or of Regoscript, none of which changes anything. */
function isCompiledFunction(node: ts.Expression, context: CompilationContext): boolean {
  if (ts.isPropertyAccessExpression(node) && namedBy(node, context.checker) === undefined)
    return harmless.has(node.name.text);
  const symbol = context.checker.getSymbolAtLocation(node);
  const declaration = symbol === undefined ? undefined : resolveAlias(symbol, context.checker).declarations?.[0];
  return declaration !== undefined && isCompiled(declaration.getSourceFile());
}

/** Refuses an import for its effects, and one of what isn't TypeScript, which could do anything. */
function checkImport(statement: ts.ImportDeclaration | ts.ExportDeclaration, context: CompilationContext): void {
  const { moduleSpecifier } = statement;
  if (moduleSpecifier === undefined || isOnlyTypes(statement)) return;
  if (ts.isImportDeclaration(statement) && statement.importClause === undefined) {
    context.report("RS3012", statement, "this imports a module for what it does", "import the names that you need");
    return;
  }
  const module = context.checker.getSymbolAtLocation(moduleSpecifier)?.declarations?.[0];
  // What can't be found is a type error.
  if (module === undefined) return;
  if (!isCompiled(module.getSourceFile()))
    context.report(
      "RS3017",
      moduleSpecifier,
      `\`${(moduleSpecifier as ts.StringLiteral).text}\` is not a TypeScript file that the compiler reads`,
    );
}

function isOnlyTypes(statement: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(statement)) return statement.isTypeOnly;
  const clause = statement.importClause;
  if (clause === undefined) return false;
  if (clause.isTypeOnly) return true;
  const named = clause.namedBindings;
  return (
    clause.name === undefined &&
    named !== undefined &&
    ts.isNamedImports(named) &&
    named.elements.length > 0 &&
    named.elements.every((element) => element.isTypeOnly)
  );
}
