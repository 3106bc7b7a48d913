import type { ts } from "ts-morph";
import type { Domain } from "../ir/flow/domain.ts";
import { ValueFlow } from "../ir/flow/value-flow.ts";
import type { Expression, Module, Statement } from "../ir/nodes.ts";
import { visitModule } from "../ir/traverse.ts";
import { operations } from "../std/operations.ts";
import type { CompilationContext } from "./context.ts";

/** A place where a key that isn't known is looked up. */
export interface KeyLookup {
  /** The record, or the statement that puts a value for the key into a variable's record. */
  readonly record: Expression | Statement;
  /** The key. */
  readonly at: ts.Node;
  /** What to do if the record is one that a rule makes. */
  readonly help: string;
}

/** Which records inherit keys in JavaScript. A fact is the expression that makes the first of them. */
const inheriting: Domain<Expression> = {
  join: (first) => first,
  made(expression) {
    const inherits =
      expression.kind === "object" ||
      (expression.kind === "record" && expression.withoutPrototype !== true) ||
      (expression.kind === "operation" && operations[expression.name].result.type === "record");
    return inherits ? expression : undefined;
  },
  outside: [],
};

/**
 * Refuses to look up a key that isn't known in a record that the rule itself made: `{}` has keys that it inherits, such
 * as `constructor`, which a document may name. Records of a document inherit nothing.
 */
export function checkInheritedKeys(
  lookups: readonly KeyLookup[],
  modules: readonly Module[],
  compilation: CompilationContext,
): void {
  if (lookups.length === 0) return;
  const flow = new ValueFlow(modules, inheriting);
  const made = lookups.flatMap((lookup) => {
    const { record } = lookup;
    const [origin] = record.kind === "change" ? flow.beforeChange(record) : flow.of(record as Expression);
    return origin === undefined ? [] : [{ ...lookup, origin }];
  });
  if (made.length === 0) return;
  const defaults = defaultsOf(modules);
  for (const { at, help, origin } of made) {
    const isDefault = origin.kind === "object" && origin.entries.length === 0 && defaults.has(origin);
    compilation.report(
      "RS2012",
      at,
      `\`${at.getText()}\` may be a key that every object inherits, such as \`constructor\`: the record is made at ${origin.span.file}:${origin.span.line}`,
      isDefault ? "leave out `?? {}`, and ask what may be undefined: `record?.[key]`" : help,
    );
  }
}

/** What stands to the right of `??`. */
function defaultsOf(modules: readonly Module[]): ReadonlySet<Expression> {
  const defaults = new Set<Expression>();
  for (const module of modules)
    visitModule(module, {
      expression: (expression) => {
        if (expression.kind === "coalesce") defaults.add(expression.right);
      },
    });
  return defaults;
}
