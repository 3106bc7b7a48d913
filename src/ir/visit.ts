import { children, expressionsOfChange } from "./free.ts";
import type { Binding, Expression, Iteration, Module, Statement, Step } from "./nodes.ts";

/** What to be told of while walking; each is called before what is inside. */
export interface Visitor {
  expression?(expression: Expression): void;
  binding?(binding: Binding): void;
  statement?(statement: Statement): void;
  step?(step: Step): void;
}

/** Walks statements and everything inside them. */
export function visitStatements(statements: readonly Statement[], visitor: Visitor): void {
  for (const statement of statements) {
    visitor.statement?.(statement);
    switch (statement.kind) {
      case "bind":
        visitor.binding?.(statement.binding);
        visitExpression(statement.value, visitor);
        break;
      case "if":
        visitExpression(statement.condition, visitor);
        visitStatements(statement.whenTrue, visitor);
        visitStatements(statement.whenFalse, visitor);
        break;
      case "for":
        visitIteration(statement.source, visitor);
        visitStatements(statement.body, visitor);
        break;
      case "yield":
        visitExpression(statement.value, visitor);
        break;
      case "return":
        if (statement.value !== undefined) visitExpression(statement.value, visitor);
        break;
      case "block":
        visitStatements(statement.body, visitor);
        break;
      case "change":
        visitor.binding?.(statement.binding);
        for (const expression of expressionsOfChange(statement.change)) visitExpression(expression, visitor);
        break;
      case "continue":
      case "break":
        break;
    }
  }
}

export function visitExpression(expression: Expression, visitor: Visitor): void {
  visitor.expression?.(expression);
  if (expression.kind === "quantified" || expression.kind === "comprehension")
    visitIterationNames(expression.source, visitor);
  if (expression.kind === "apply") {
    for (const parameter of expression.lambda.parameters) visitor.binding?.(parameter);
    visitStatements(expression.lambda.body, visitor);
  }
  if (expression.kind === "collect") {
    visitSteps(expression.steps, visitor);
    visitExpression(expression.value, visitor);
  }
  if (expression.kind === "exists") for (const steps of expression.ways) visitSteps(steps, visitor);
  for (const child of children(expression)) visitExpression(child, visitor);
}

function visitSteps(steps: readonly Step[], visitor: Visitor): void {
  for (const step of steps) {
    visitor.step?.(step);
    switch (step.kind) {
      case "bind":
        visitor.binding?.(step.binding);
        visitExpression(step.value, visitor);
        break;
      case "iterate":
        visitIteration(step.source, visitor);
        break;
      case "guard":
        visitExpression(step.condition, visitor);
        break;
      case "unless":
        visitSteps(step.steps, visitor);
        break;
      case "search":
        visitIteration(step.source, visitor);
        for (const clause of step.clauses) {
          visitSteps(clause.steps, visitor);
          if (clause.outcome !== undefined) visitExpression(clause.outcome, visitor);
        }
        visitor.binding?.(step.result);
        break;
    }
  }
}

function visitIteration(source: Iteration, visitor: Visitor): void {
  visitExpression(source.over, visitor);
  visitIterationNames(source, visitor);
}

function visitIterationNames(source: Iteration, visitor: Visitor): void {
  if (source.key !== undefined) visitor.binding?.(source.key);
  if (source.value !== undefined) visitor.binding?.(source.value);
  for (const bind of source.derived) {
    visitor.binding?.(bind.binding);
    visitExpression(bind.value, visitor);
  }
  if (source.until !== undefined) visitExpression(source.until, visitor);
}

/** Walks all of a module. */
export function visitModule(module: Module, visitor: Visitor): void {
  for (const constant of module.constants) visitExpression(constant.value, visitor);
  for (const declaration of module.functions) {
    for (const parameter of declaration.parameters) visitor.binding?.(parameter);
    visitStatements(declaration.body, visitor);
  }
  for (const { find, covers } of module.kinds) {
    visitor.binding?.(find.subject);
    visitStatements(find.body, visitor);
    for (const parameter of covers?.parameters ?? []) visitor.binding?.(parameter);
    visitStatements(covers?.body ?? [], visitor);
  }
  if (module.rule !== undefined) {
    visitor.binding?.(module.rule.check.subject);
    visitStatements(module.rule.check.body, visitor);
  }
}
