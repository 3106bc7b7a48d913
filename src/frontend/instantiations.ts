import { ts } from "ts-morph";
import type { CompilationContext } from "./context.ts";
import { originOf } from "./modules.ts";
import { resolveAlias } from "./symbols.ts";
import { isScalar, mayBe, membersOf } from "./types.ts";

/**
 * Whether every value of a type is a string, number or boolean: by the type itself, or by every call of its function.
 */
export function isScalarWherever(type: ts.Type, compilation: CompilationContext): boolean {
  const { checker } = compilation;
  if (isScalar(type, checker)) return true;
  return membersOf(type).every((member) => {
    // What is left of a type parameter without `undefined` and `null` is its intersection with `{}`.
    const parameter = member.isIntersection() ? member.types.find((part) => part.isTypeParameter()) : member;
    return (
      isScalar(member, checker) ||
      (parameter?.isTypeParameter() === true && isScalarInEachCall(parameter, compilation, new Set()))
    );
  });
}

/** Whether a function's type parameter stands for strings, numbers or booleans in every call of the function. */
function isScalarInEachCall(parameter: ts.Type, compilation: CompilationContext, seen: Set<ts.Type>): boolean {
  const { checker } = compilation;
  if (seen.has(parameter)) return true;
  seen.add(parameter);
  const declaration = parameter.getSymbol()?.declarations?.[0]?.parent;
  if (declaration === undefined || !ts.isFunctionLike(declaration)) return false;
  const calls = callsOf(declaration, compilation);
  return (
    calls !== undefined &&
    calls.length > 0 &&
    calls.every((call) => {
      const given = instantiationOf(parameter, declaration, call, checker);
      return given?.every(
        (type) =>
          !mayBe(ts.TypeFlags.Null, type) &&
          (isScalar(checker.getNonNullableType(type), checker) ||
            (type.isTypeParameter() && isScalarInEachCall(type, compilation, seen))),
      );
    })
  );
}

/**
 * What a type parameter stands for in a call, by each parameter that is of it or a list of it; `undefined` for none.
 */
function instantiationOf(
  parameter: ts.Type,
  declaration: ts.SignatureDeclaration,
  call: ts.CallExpression,
  checker: ts.TypeChecker,
): ts.Type[] | undefined {
  const signature = checker.getResolvedSignature(call);
  const types = declaration.parameters.flatMap((one, index): (ts.Type | undefined)[] => {
    const symbol = signature?.parameters[index];
    if (symbol === undefined) return [undefined];
    const declared = checker.getTypeAtLocation(one);
    const given = checker.getTypeOfSymbolAtLocation(symbol, call);
    if (declared === parameter) return [given];
    const element = checker.getIndexTypeOfType(declared, ts.IndexKind.Number);
    return element === parameter ? [checker.getIndexTypeOfType(given, ts.IndexKind.Number)] : [];
  });
  return types.length > 0 && types.every((type) => type !== undefined) ? types : undefined;
}

const calls = new WeakMap<CompilationContext, Map<ts.Symbol, ts.CallExpression[] | undefined>>();

/** All calls of a function; `undefined` where its name is used in another way as well. */
function callsOf(
  declaration: ts.SignatureDeclaration,
  compilation: CompilationContext,
): readonly ts.CallExpression[] | undefined {
  const name = ts.isVariableDeclaration(declaration.parent) ? declaration.parent.name : declaration.name;
  const symbol = name === undefined ? undefined : compilation.checker.getSymbolAtLocation(name);
  if (symbol === undefined) return undefined;
  let known = calls.get(compilation);
  if (known === undefined) {
    known = readCalls(compilation);
    calls.set(compilation, known);
  }
  return known.get(symbol);
}

/** Goes through the files of the policy and the library once. */
function readCalls({ checker, program }: CompilationContext): Map<ts.Symbol, ts.CallExpression[] | undefined> {
  const callsBySymbol = new Map<ts.Symbol, ts.CallExpression[] | undefined>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && !isNameOnly(node)) {
      const named = checker.getSymbolAtLocation(node);
      const symbol = named === undefined ? undefined : resolveAlias(named, checker);
      if (symbol !== undefined) {
        // `all.name` names what `name` does.
        const use = ts.isPropertyAccessExpression(node.parent) && node.parent.name === node ? node.parent : node;
        const isCall = ts.isCallExpression(use.parent) && use.parent.expression === use;
        const known = callsBySymbol.has(symbol) ? callsBySymbol.get(symbol) : [];
        if (isCall) known?.push(use.parent as ts.CallExpression);
        callsBySymbol.set(symbol, isCall ? known : undefined);
      }
    }
    ts.forEachChild(node, visit);
  };
  for (const file of program.program.getSourceFiles())
    if (["policy", "library"].includes(originOf(file, program))) visit(file);
  return callsBySymbol;
}

/** Whether a name stands where something is declared, imported or exported. */
function isNameOnly({ parent }: ts.Identifier): boolean {
  return (
    ts.isFunctionDeclaration(parent) ||
    (ts.isVariableDeclaration(parent) && parent.initializer !== undefined && ts.isFunctionLike(parent.initializer)) ||
    ts.isImportSpecifier(parent) ||
    ts.isImportClause(parent) ||
    ts.isExportSpecifier(parent)
  );
}
