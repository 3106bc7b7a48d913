import { ts } from "ts-morph";
import type { CompilationContext } from "./context.ts";
import { type Edit, errorsOfEdited } from "./edited-program.ts";
import { mayBe } from "./types.ts";

/** A function that reads a variable of a function around it. */
interface Reading {
  readonly name: ts.Identifier;
  /** The outermost function around the name that the variable isn't declared in. */
  readonly inside: ts.Node;
}

/** TypeScript's error of a variable that is read before it has a value. */
const usedBeforeAssigned = 2454;

/**
 * Refuses a variable without a first value that a function reads, if it may have none where the function is made:
 * TypeScript takes it that such a function is called later than the variable is set. Whether it has one there is put to
 * the type checker as a reading beside the function.
 */
export function checkUnsetVariables(files: readonly ts.SourceFile[], context: CompilationContext): void {
  const readings = files.flatMap((file) => readingsIn(file, context.checker));
  if (readings.length === 0) return;
  const errors = errorsOfEdited(context.program.program, readings.flatMap(readBeside))
    .filter(({ code }) => code === usedBeforeAssigned)
    .map(({ text }) => /^\S+ \/\*(\d+)\*\//.exec(text)?.[1]);
  readings.forEach(({ name, inside }, index) => {
    if (!ts.isFunctionDeclaration(inside) && !errors.includes(String(index))) return;
    context.report(
      "RS2002",
      name,
      `\`${name.text}\` may have no value yet when this function is called`,
      "give the variable a first value where it is declared",
    );
  });
}

function readBeside({ name, inside }: Reading, index: number): Edit[] {
  if (ts.isFunctionDeclaration(inside)) return [];
  const file = inside.getSourceFile();
  return [
    { file, at: inside.getStart(), length: 0, replacement: `(${name.text} /*${index}*/, ` },
    { file, at: inside.getEnd(), length: 0, replacement: ")" },
  ];
}

function readingsIn(file: ts.SourceFile, checker: ts.TypeChecker): Reading[] {
  /** The variables without a first value, with the functions that declare them. */
  const unset = new Map<ts.Symbol, ts.Node | undefined>();
  const readings: Reading[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && isUnset(node, checker)) {
      const symbol = checker.getSymbolAtLocation(node.name);
      if (symbol !== undefined) unset.set(symbol, functionAround(node));
    }
    if (unset.size > 0 && ts.isIdentifier(node)) {
      const symbol = checker.getSymbolAtLocation(node);
      const inside = symbol !== undefined && unset.has(symbol) ? outermost(node, unset.get(symbol)) : undefined;
      if (inside !== undefined) readings.push({ name: node, inside });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return readings;
}

function isUnset(
  { name, initializer, exclamationToken, parent }: ts.VariableDeclaration,
  checker: ts.TypeChecker,
): boolean {
  return (
    initializer === undefined &&
    exclamationToken === undefined &&
    ts.isVariableStatement(parent.parent) &&
    !mayBe(ts.TypeFlags.Undefined, checker.getTypeAtLocation(name))
  );
}

function functionAround(node: ts.Node): ts.Node | undefined {
  return ts.findAncestor(node.parent, ts.isFunctionLike);
}

function outermost(node: ts.Node, end: ts.Node | undefined): ts.Node | undefined {
  let inside: ts.Node | undefined;
  for (let around = functionAround(node); around !== undefined && around !== end; around = functionAround(around))
    inside = around;
  return inside;
}
