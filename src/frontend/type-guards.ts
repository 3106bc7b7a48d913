import { ts } from "ts-morph";
import { type Edit, errorsOfEdited } from "./edited-program.ts";
import { originOf } from "./modules.ts";
import type { PolicyProgram } from "./program.ts";

/** A function whose result type says `value is T`. */
type Guard = (ts.FunctionDeclaration | ts.ArrowFunction | ts.FunctionExpression) & {
  readonly type: ts.TypePredicateNode;
};

const claimed = "claimedByGuard";

/**
 * The type guards whose tests don't show what they claim. TypeScript believes a guard, as it believes `as`; here its
 * claim is put to the type checker: where the function returns true the value must be of the type, and where it returns
 * false of what is left.
 */
export function unprovenGuards(program: PolicyProgram): Guard[] {
  const guards = [...guardsIn(program)];
  if (guards.length === 0) return [];
  const unproven = new Set<number>();
  for (const { text } of errorsOfEdited(program.program, guards.flatMap(editsOf))) {
    if (text.startsWith(claimed)) unproven.add(Number.parseInt(text.slice(claimed.length), 10));
  }
  return guards.filter((guard, index) => guard.type.assertsModifier !== undefined || unproven.has(index));
}

function* guardsIn(program: PolicyProgram): Generator<Guard> {
  const pending: ts.Node[] = program.program
    .getSourceFiles()
    .filter((file) => ["policy", "library"].includes(originOf(file, program)));
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (isGuard(node)) yield node;
    ts.forEachChild(node, (child) => void pending.push(child));
  }
}

function isGuard(node: ts.Node): node is Guard {
  if (!ts.isFunctionDeclaration(node) && !ts.isArrowFunction(node) && !ts.isFunctionExpression(node)) return false;
  return node.body !== undefined && node.type !== undefined && ts.isTypePredicateNode(node.type);
}

/** What makes a guard check its claim wherever it returns. */
function editsOf(guard: Guard, index: number): Edit[] {
  const { body } = guard;
  const { type, parameterName } = guard.type;
  const file = guard.getSourceFile();
  if (body === undefined || type === undefined) return [];
  const name = parameterName.getText();
  if (isPresence(type) && isPresenceTest(body, name)) return [];
  const declared = `declaredByGuard${index}`;
  const claims = claimsOf(type, name)
    .map(({ of, type: part }) => `{ const ${claimed}${index}: ${part} = ${of}; }`)
    .join(" ");
  const otherwise = `{ const ${claimed}${index}: Exclude<typeof ${declared}, ${type.getText()}> = ${name}; }`;
  const returning = (result: ts.Expression): string => {
    // Of code that is never reached TypeScript says nothing.
    if (result.kind === ts.SyntaxKind.TrueKeyword) return claims;
    if (result.kind === ts.SyntaxKind.FalseKeyword) return otherwise;
    return `if (${result.getText()}) { ${claims} } else ${otherwise}`;
  };
  const opening = `const ${declared} = ${name};`;
  if (!ts.isBlock(body))
    return [
      {
        file,
        at: body.getStart(),
        length: body.getWidth(),
        replacement: `{ ${opening} ${returning(body)} return ${body.getText()}; }`,
      },
    ];
  const edits: Edit[] = [{ file, at: body.getStart() + 1, length: 0, replacement: opening }];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) return;
    if (ts.isReturnStatement(node) && node.expression !== undefined)
      edits.push({
        file,
        at: node.getStart(),
        length: node.getWidth(),
        replacement: `{ ${returning(node.expression)} ${node.getText()} }`,
      });
    else ts.forEachChild(node, visit);
  };
  ts.forEachChild(body, visit);
  return edits;
}

/**
 * `T` of a parameter of type `T | undefined`, or `NonNullable<T>`: TypeScript can't say what is left of a type that it
 * doesn't know.
 */
function isPresence(type: ts.TypeNode): boolean {
  if (!ts.isTypeReferenceNode(type)) return false;
  const [argument] = type.typeArguments ?? [];
  if (type.typeName.getText() === "NonNullable") return argument !== undefined;
  let scope: ts.Node = type;
  while (!ts.isFunctionLike(scope)) scope = scope.parent;
  return (
    scope.typeParameters?.some(
      (parameter) => parameter.constraint === undefined && parameter.name.text === type.typeName.getText(),
    ) ?? false
  );
}

/** `value !== undefined`, `value != null`. */
function isPresenceTest(body: ts.ConciseBody, name: string): boolean {
  const [only, ...others] = ts.isBlock(body) ? body.statements : [];
  const tested = ts.isBlock(body)
    ? only !== undefined && others.length === 0 && ts.isReturnStatement(only)
      ? only.expression
      : undefined
    : body;
  return (
    tested !== undefined &&
    [`${name} !== undefined`, `${name} != null`, `${name} != undefined`].includes(tested.getText())
  );
}

/**
 * What a guard claims: of the value itself, or with `T & { field: U }` of its fields, which tests of them narrow by
 * themselves.
 */
function claimsOf(type: ts.TypeNode, name: string): { readonly of: string; readonly type: string }[] {
  if (ts.isParenthesizedTypeNode(type)) return claimsOf(type.type, name);
  if (ts.isIntersectionTypeNode(type)) return type.types.flatMap((part) => claimsOf(part, name));
  const whole = [{ of: name, type: type.getText() }];
  if (!ts.isTypeLiteralNode(type) || !ts.isIntersectionTypeNode(type.parent)) return whole;
  const fields = type.members.map((member) =>
    ts.isPropertySignature(member) && member.type !== undefined && ts.isIdentifier(member.name)
      ? { of: `${name}.${member.name.text}`, type: member.type.getText() }
      : undefined,
  );
  return fields.every((field) => field !== undefined) ? fields : whole;
}
