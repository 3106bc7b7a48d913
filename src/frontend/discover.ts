import { basename } from "node:path";
import { ts } from "ts-morph";
import { type Severity, severities } from "../authoring/rule.ts";
import type { DecisionDescriptor, KindDescriptor, ParameterDescriptor, RuleDescriptor } from "../manifest/manifest.ts";
import type { CompilationContext } from "./context.ts";
import { type Literal, literalValue, propertyName } from "./literals.ts";
import { originOf } from "./modules.ts";
import { readParameters } from "./parameters.ts";
import { displayName } from "./program.ts";
import { readResult } from "./result.ts";
import type { ShapeReader } from "./shapes.ts";
import { resolveAlias, symbolNamed } from "./symbols.ts";

/** A call of `rule({…})` or `inputKind({…})` with its properties by name. */
export interface Definition {
  readonly call: ts.CallExpression;
  readonly properties: ReadonlyMap<string, ts.ObjectLiteralElementLike>;
}

/** The definition that a file exports as its default, if it is one of a rule, or of a decision. */
export function policyDefinition(
  file: ts.SourceFile,
  callee: "rule" | "decision",
  context: CompilationContext,
): Definition | undefined {
  for (const statement of file.statements) {
    if (ts.isExportAssignment(statement) && statement.isExportEquals !== true)
      return definitionOf(statement.expression, callee, context);
  }
  return undefined;
}

/** The call of `rule`, `decision` or `inputKind` that an expression is, if it is one. */
export function definitionCall(
  node: ts.Expression,
  context: CompilationContext,
  callees: readonly string[] = ["rule", "decision", "inputKind"],
): ts.CallExpression | undefined {
  if (!ts.isCallExpression(node)) return undefined;
  const symbol = symbolNamed(node.expression, context.checker);
  const target = symbol === undefined ? undefined : resolveAlias(symbol, context.checker);
  const declaration = target?.declarations?.[0];
  const isOurs = declaration !== undefined && originOf(declaration.getSourceFile(), context.program) === "builtin";
  return isOurs && callees.includes(target?.name ?? "") ? node : undefined;
}

function definitionOf(
  node: ts.Expression,
  callee: "rule" | "decision" | "inputKind",
  context: CompilationContext,
): Definition | undefined {
  const call = definitionCall(node, context, [callee]);
  if (call === undefined) return undefined;
  const [argument] = call.arguments;
  if (argument === undefined || !ts.isObjectLiteralExpression(argument)) {
    context.report("RS3001", argument ?? call, `\`${callee}\` is not given an object literal`);
    return undefined;
  }
  const properties = new Map<string, ts.ObjectLiteralElementLike>();
  for (const property of argument.properties) {
    const name = property.name === undefined ? undefined : propertyName(property.name);
    if (name === undefined) context.report("RS3001", property, "a property of a definition has no plain name");
    else if (ts.isGetAccessor(property) || ts.isSetAccessor(property))
      context.report("RS3001", property, `\`${name}\` is computed whenever it is read`);
    else properties.set(name, property);
  }
  return { call, properties };
}

function initializer(definition: Definition, name: string): ts.Expression | undefined {
  const property = definition.properties.get(name);
  if (property === undefined) return undefined;
  if (ts.isPropertyAssignment(property)) return property.initializer;
  return ts.isShorthandPropertyAssignment(property) ? property.name : undefined;
}

function literal(definition: Definition, name: string, context: CompilationContext): Literal | undefined {
  const node = initializer(definition, name);
  if (node === undefined) return undefined;
  const value = literalValue(node);
  if (value === undefined) context.report("RS3001", node, `\`${name}\` is not written out`);
  return value;
}

function textProperty(definition: Definition, name: string, context: CompilationContext): string {
  const value = literal(definition, name, context);
  return typeof value === "string" ? value : "";
}

function textList(definition: Definition, name: string, context: CompilationContext): string[] {
  const value = literal(definition, name, context);
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}

function checkId(id: string, node: ts.Node, context: CompilationContext): void {
  if (id !== "" && !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id))
    context.report("RS3007", node, `\`${id}\` is not an id in kebab-case`);
}

/** The id of a rule or decision, which is its file's name. */
function readId(
  file: ts.SourceFile,
  definition: Definition,
  what: "rule" | "decision",
  context: CompilationContext,
): string {
  const id = textProperty(definition, "id", context);
  const node = initializer(definition, "id") ?? definition.call;
  checkId(id, node, context);
  const name = basename(file.fileName, ".ts");
  if (id !== "" && id !== name)
    context.report("RS3002", node, `the ${what} \`${id}\` is in the file \`${name}.ts\``, `name the file \`${id}.ts\``);
  return id;
}

/** Reads a decision's description. */
export function readDecision(
  file: ts.SourceFile,
  definition: Definition,
  kinds: readonly string[],
  shapes: ShapeReader,
  context: CompilationContext,
): DecisionDescriptor {
  const decide = methodOfDefinition(definition, "decide");
  const signature = decide === undefined ? undefined : context.checker.getSignatureFromDeclaration(decide);
  const id = readId(file, definition, "decision", context);
  return {
    id,
    title: textProperty(definition, "title", context),
    kinds,
    reads: [],
    parameters: parametersOf(definition, id, shapes, context),
    result:
      decide === undefined || signature === undefined
        ? { type: "plain" }
        : readResult(signature.getReturnType(), decide.type ?? decide, context),
    description: textProperty(definition, "description", context),
    references: textList(definition, "references", context),
    module: displayName(file.fileName, context.program.directory),
  };
}

/** Reads a rule's description, without what its code reads and asks for. */
export function readRule(
  file: ts.SourceFile,
  definition: Definition,
  kinds: readonly string[],
  shapes: ShapeReader,
  context: CompilationContext,
): RuleDescriptor {
  const id = readId(file, definition, "rule", context);
  const severity = textProperty(definition, "severity", context);
  return {
    id,
    title: textProperty(definition, "title", context),
    severity: severities.includes(severity as Severity) ? (severity as Severity) : "medium",
    kinds,
    reads: [],
    parameters: parametersOf(definition, id, shapes, context),
    rationale: textProperty(definition, "rationale", context),
    remediation: textProperty(definition, "remediation", context),
    references: textList(definition, "references", context),
    module: displayName(file.fileName, context.program.directory),
  };
}

function parametersOf(
  definition: Definition,
  policy: string,
  shapes: ShapeReader,
  context: CompilationContext,
): ParameterDescriptor[] {
  const node = initializer(definition, "parameters");
  return node === undefined ? [] : readParameters(node, policy, shapes, context);
}

/** The declaration `const Name = inputKind<…>({…})` behind an expression. */
function kindDeclaration(node: ts.Expression, context: CompilationContext): ts.VariableDeclaration | undefined {
  const symbol = context.checker.getSymbolAtLocation(node);
  const declaration =
    symbol === undefined
      ? undefined
      : resolveAlias(symbol, context.checker).declarations?.find(ts.isVariableDeclaration);
  return declaration;
}

/** The input kind that an expression names, which is compiled if it isn't yet. */
export function kindNamed(node: ts.Expression, context: CompilationContext): KindDescriptor | undefined {
  const declaration = kindDeclaration(node, context);
  return declaration === undefined ? undefined : context.kindOf(declaration);
}

/** As `kindNamed`; what names none is reported. */
export function requireKind(node: ts.Expression, context: CompilationContext): KindDescriptor | undefined {
  const kind = kindNamed(node, context);
  if (kind === undefined) context.report("RS3004", node, `\`${node.getText()}\` is not the name of an input kind`);
  return kind;
}

/** The expressions that name a policy's input kinds; none where it says none. */
export function inputsOf(definition: Definition): readonly ts.Expression[] {
  const node = initializer(definition, "input");
  if (node === undefined) return [];
  return ts.isArrayLiteralExpression(node) ? node.elements : [node];
}

/** The input kinds that a rule names as evidence. */
export function evidenceOf(definition: Definition, context: CompilationContext): readonly ts.Expression[] {
  const node = initializer(definition, "evidence");
  if (node === undefined) return [];
  if (ts.isArrayLiteralExpression(node)) return node.elements;
  context.report("RS3001", node, "`evidence` is not written out as a list");
  return [];
}

export function methodOfDefinition(
  definition: Definition,
  name: string,
): ts.MethodDeclaration | ts.FunctionExpression | undefined {
  const property = definition.properties.get(name);
  if (property !== undefined && ts.isMethodDeclaration(property)) return property;
  const value = initializer(definition, name);
  return value !== undefined && ts.isFunctionExpression(value) ? value : undefined;
}

/** As `methodOfDefinition`, of a generator. */
export function generatorOfDefinition(
  definition: Definition,
  name: string,
): ts.MethodDeclaration | ts.FunctionExpression | undefined {
  const method = methodOfDefinition(definition, name);
  return method?.asteriskToken === undefined ? undefined : method;
}

/** Reads an input kind's description and its interface. */
export function readKind(
  declaration: ts.VariableDeclaration,
  shapes: ShapeReader,
  context: CompilationContext,
): { descriptor: KindDescriptor; definition: Definition; instanceType: ts.Type } | undefined {
  const definition =
    declaration.initializer === undefined ? undefined : definitionOf(declaration.initializer, "inputKind", context);
  if (definition === undefined) return undefined;
  const type = context.checker.getTypeAtLocation(declaration.name);
  const instanceType =
    (type as ts.TypeReference).typeArguments?.[0] ??
    type.aliasTypeArguments?.[0] ??
    (definition.call.typeArguments?.[0] === undefined
      ? undefined
      : context.checker.getTypeFromTypeNode(definition.call.typeArguments[0]));
  if (instanceType === undefined) return undefined;
  const id = textProperty(definition, "id", context);
  checkId(id, initializer(definition, "id") ?? declaration, context);
  const kubernetes = literal(definition, "kubernetes", context);
  return {
    descriptor: {
      id,
      title: textProperty(definition, "title", context),
      recognises: textList(definition, "recognises", context),
      kubernetes: Array.isArray(kubernetes) ? (kubernetes as unknown as KindDescriptor["kubernetes"]) : [],
      ...(definition.properties.has("collect") && { collect: textProperty(definition, "collect", context) }),
      object: shapes.object(instanceType, definition.call.typeArguments?.[0] ?? declaration.name),
      module: displayName(declaration.getSourceFile().fileName, context.program.directory),
      exportName: declaration.name.getText(),
    },
    definition,
    instanceType,
  };
}
