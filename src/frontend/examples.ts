import { ts } from "ts-morph";
import type { Span } from "../diagnostics/span.ts";
import { nameFromHere } from "../file-names.ts";
import type { CompilationContext } from "./context.ts";
import type { Definition } from "./discover.ts";
import { propertyName } from "./literals.ts";

/** Where a policy and its examples are. */
export interface PolicyPlaces {
  readonly policy: Span;
  /** By name; without those that aren't written out in the policy. */
  readonly examples: ReadonlyMap<string, Span>;
}

export function policyPlaces(definition: Definition, context: CompilationContext): PolicyPlaces {
  const written = definition.properties.get("examples");
  const value = written !== undefined && ts.isPropertyAssignment(written) ? written.initializer : undefined;
  const examples = new Map<string, Span>();
  for (const property of value !== undefined && ts.isObjectLiteralExpression(value) ? value.properties : []) {
    const name = property.name === undefined ? undefined : propertyName(property.name);
    if (name !== undefined) examples.set(name, placeOf(property, context));
  }
  return { policy: placeOf(definition.properties.get("id") ?? definition.call, context), examples };
}

function placeOf(node: ts.Node, context: CompilationContext): Span {
  return { ...context.span(node), file: nameFromHere(node.getSourceFile().fileName) };
}
