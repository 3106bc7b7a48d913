import type { Statement, Term } from "./ast.ts";

/** The terms directly below one, outside the bodies of comprehensions. */
export function partsOf(term: Term): readonly Term[] {
  switch (term.kind) {
    case "scalar":
    case "var":
      return [];
    case "ref":
      return [term.head, ...term.path.filter((key): key is Term => typeof key !== "string")];
    case "call":
      return term.arguments;
    case "infix":
      return [term.left, term.right];
    case "array":
    case "set":
      return term.items;
    case "object":
      return term.entries.flat();
    case "comprehension":
      return [term.value];
    case "objectComprehension":
      return [term.key, term.value];
  }
}

/** What a statement tests, assigns or iterates. */
export function termOf(statement: Statement): Term {
  switch (statement.kind) {
    case "assign":
      return statement.value;
    case "some":
    case "every":
      return statement.source;
    case "term":
    case "not":
      return statement.term;
  }
}
