/** A deliberate bug of the compiler: one text of its sources in place of another. */
export interface Mutation {
  readonly name: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** Bugs that a compiler of this kind could have; each must be caught by the fixtures or by random programs. */
export const mutations: readonly Mutation[] = [
  {
    name: "a negation is dropped",
    file: "src/rego/lower/conditions.ts",
    from: "lowerCondition(expression.operand, !holds, scope);",
    to: "lowerCondition(expression.operand, holds, scope);",
  },
  {
    name: "the branches of a choice are swapped",
    file: "src/rego/lower/terms.ts",
    from: "const value = lowerTerm(expression.whenTrue, inner);",
    to: "const value = lowerTerm(expression.whenFalse, inner);",
  },
  { name: "the opposite of < is >", file: "src/rego/lower/conditions.ts", from: '"<": ">=",', to: '"<": ">",' },
  {
    name: "an early exit is forgotten after its if",
    file: "src/ir/clauses.ts",
    from: "if (whenTrue.alwaysExits) local.push(fails, ",
    to: "if (whenTrue.alwaysExits) local.push(",
  },
  {
    name: "a return in a loop doesn't end what comes after",
    file: "src/ir/clauses.ts",
    from: '        exits.push(...after(local, ways));\n        local.push(...ways.map(({ steps }) => unless(steps)));\n        break;\n      }\n      case "block"',
    to: '        exits.push(...after(local, ways));\n        break;\n      }\n      case "block"',
  },
  {
    name: "break doesn't end the loop",
    file: "src/ir/clauses.ts",
    from: "leaving.length === 0 ? statement.source : { ...statement.source, until: exists(leaving, statement) }",
    to: "statement.source",
  },
  {
    name: "break leaves out the element that it is in",
    file: "src/std/lists/lists.rego",
    from: "array.slice(list, 0, min(indexes) + 1)",
    to: "array.slice(list, 0, min(indexes))",
  },
  {
    name: "a default is taken where there is a value",
    file: "src/std/values/values.rego",
    from: "coalesce(first, second) := second if {\n\tfirst == null",
    to: "coalesce(first, second) := second if {\n\tfirst != null",
  },
  {
    name: "the empty text counts as true",
    file: "src/rego/lower/conditions.ts",
    from: 'const falsy = kind === "text" ? scalar("") : kind === "number" ? scalar(0) : undefined;',
    to: 'const falsy = kind === "number" ? scalar(0) : undefined;',
  },
  {
    name: "every is taken for some",
    file: "src/frontend/lower/methods/list.ts",
    from: "not(anyOf(callback.source, callback.result, false, span))",
    to: "anyOf(callback.source, callback.result, true, span)",
  },
  {
    name: "a test that holds twice counts twice in a list",
    file: "src/rego/lower/conditions.ts",
    from: "if (holds && !scope.exact && ways.length === 1",
    to: "if (holds && ways.length === 1",
  },
  {
    name: "membership ignores its negation",
    file: "src/rego/lower/conditions.ts",
    from: "lowerTerm(expression.collection, scope)), holds, scope);",
    to: "lowerTerm(expression.collection, scope)), true, scope);",
  },
  {
    name: "inequality is equality",
    file: "src/rego/lower/conditions.ts",
    from: 'infix(holds ? "==" : "!=", lowerTerm(left, scope), lowerTerm(right, scope))',
    to: 'infix("==", lowerTerm(left, scope), lowerTerm(right, scope))',
  },
  {
    name: "lists are joined in the wrong order",
    file: "src/rego/lower/terms.ts",
    from: 'reduce((left, right) => call("array.concat", left, right));',
    to: 'reduce((left, right) => call("array.concat", right, left));',
  },
  {
    name: "long integers lose zeros",
    file: "src/std/numbers/numbers.rego",
    from: "substring(format_int(low + 1000000000, 10), 1, 9)",
    to: "format_int(low, 10)",
  },
  {
    name: "lengths count code points",
    file: "src/std/text/text.rego",
    from: 'text_length(text) := count(text) + count([character |\n\tsome character in split(text, "")\n\tcharacter > "\\uffff"\n])',
    to: "text_length(text) := count(text)",
  },
  {
    name: "the values of a variable's branches are swapped",
    file: "src/ir/passes/ssa.ts",
    from: "whenTrue: whenTrue.value, whenFalse: whenFalse.value, span, type: binding.type };",
    to: "whenTrue: whenFalse.value, whenFalse: whenTrue.value, span, type: binding.type };",
  },
  {
    name: "a sum is the greatest of its parts",
    file: "src/ir/passes/reductions.ts",
    from: 'operation("list.sum", [one], span, type)',
    to: 'operation("list.max", [one], span, type)',
  },
  {
    name: "of equal bests the other is kept",
    file: "src/ir/passes/normal-form.ts",
    from: 'which: operator.endsWith("=") ? "last" : "first"',
    to: 'which: operator.endsWith("=") ? "first" : "last"',
  },
  {
    name: "what several places of a loop add is ordered by place",
    file: "src/ir/in-order.ts",
    from: "listOf([...position, literal(index, span, numberType)], span)",
    to: "listOf([literal(index, span, numberType), ...position], span)",
  },
  {
    name: "the value before the loop is forgotten",
    file: "src/ir/passes/reductions.ts",
    from: 'return { kind: "list", items: [{ spread: true, value: old }, { spread: true, value: first }], span, type };',
    to: "return first;",
  },
  {
    name: "an absent field is malformed",
    file: "src/shapes/shape.ts",
    from: "return optional || ",
    to: "return ",
  },
  {
    name: "a quick test lets through what it doesn't look into",
    file: "src/shapes/fits-rego.ts",
    from: 'return body.length === 0 ? [] : [{ kind: "every"',
    to: 'return depth === 0 ? [] : [{ kind: "every"',
  },
  {
    name: "a rule runs though what it reads is malformed",
    file: "src/ir/reachable.ts",
    from: 'if (expression.kind === "field") fields.add(expression.key);',
    to: 'if (expression.kind === "field" && expression.key !== "parts") fields.add(expression.key);',
  },
  {
    name: "names before an else chain are those of the first branch",
    file: "src/rego/lower/functions.ts",
    from: "steps: clause.steps.slice(count) };",
    to: "steps: clause.steps.slice(count + 1) };",
  },
  {
    name: "a name behind a module's name is another's",
    file: "src/frontend/symbols.ts",
    from: "return isNamespace(node.expression, checker) ? node.name : undefined;",
    to: "return node.name;",
  },
  {
    name: "a fraction is an integer",
    file: "src/std/decoding/decoding.rego",
    from: "\tis_number(value)\n\tvalue == round(value)\n",
    to: "\tis_number(value)\n",
  },
  {
    name: "the place of a field is that of its object",
    file: "src/rego/lower/terms.ts",
    from: "return concatenate(path(node.node, scope), keys);",
    to: "return keys.length > 99 ? concatenate(path(node.node, scope), keys) : path(node.node, scope);",
  },
  {
    name: "tests of two values are taken for tests of one",
    file: "src/rego/lower/conditions.ts",
    from: "else if (!sameValue(subject, alternative.left)) return undefined;",
    to: "else if (subject === undefined) return undefined;",
  },
  {
    name: "a search gives a constant of its first return",
    file: "src/ir/clauses.ts",
    from: 'if (constant !== undefined && clauses.every(({ outcome }) => outcome?.kind === "literal" && outcome.value === constant)) {',
    to: "if (constant !== undefined) {",
  },
  {
    name: "a loop ends at the first element that doesn't end it",
    file: "src/rego/lower/terms.ts",
    from: "inner.condition(until, true);",
    to: "inner.condition(until, false);",
  },
  {
    name: "the last of equal keys is dropped",
    file: "src/std/records/records.rego",
    from: "value := values[count(values) - 1]\n}",
    to: "value := values[0]\n}",
  },
  {
    name: "which element leaves a loop towards two places is forgotten",
    file: "src/ir/clauses.ts",
    from: "leaving.every(({ to }) => isSame(to, leaving[0]!.to))",
    to: "leaving.length > 0",
  },
  {
    name: "the length of nothing is asked for",
    file: "src/frontend/lower/members.ts",
    from: "return object.type.nullable ? unlessNothing(object, size) : size(object);",
    to: "return size(object);",
  },
  {
    name: "WASM's cache of expressions is cleaned",
    file: "src/opa/regex-cache.ts",
    from: "    bytes.set(always, at);\n",
    to: "",
  },
  {
    name: "a group that takes no part in a match is empty",
    file: "src/frontend/patterns.ts",
    from: 'const isOptional = around.type === "Quantifier" || ',
    to: "const isOptional = ",
  },
  {
    name: "white space is RE2's",
    file: "src/frontend/patterns.ts",
    from: "replace(node, node.parent.type",
    to: "if (node.start > 9999) replace(node, node.parent.type",
  },
  {
    name: "counts by key start again",
    file: "src/std/records/records.rego",
    from: "total := object.get(others, key, start) + sum(",
    to: "total := start + sum(",
  },
  {
    name: "lists by key lose what was there",
    file: "src/std/records/records.rego",
    from: "list := array.concat(object.get(others, key, []), values)",
    to: "list := array.concat([], values)",
  },
  {
    name: "an optional field of an object of the rule is read as if it were there",
    file: "src/frontend/located-types.ts",
    from: "property === undefined || !this.#isInterface(member) || ",
    to: "property === undefined || ",
  },
  {
    name: "a value of several types is true unless it is nothing",
    file: "src/rego/lower/conditions.ts",
    from: 'if (kind === "other") {',
    to: 'if (kind === "other" && term.kind === "scalar") {',
  },
  {
    name: "a number is another key than its digits",
    file: "src/frontend/lower/nodes.ts",
    from: 'return key.type.kind === "number" ||',
    to: 'return key.type.kind === "nothing" ||',
  },
  {
    name: "what a nested switch leaves, the outer one leaves too",
    file: "src/ir/passes/ssa.ts",
    from: "[...inside, statement.label]",
    to: "inside",
  },
  {
    name: "what && gives is a boolean",
    file: "src/frontend/lower/operators.ts",
    from: '(type === "boolean" && !nullable)',
    to: '(type === "boolean" && nullable !== undefined)',
  },
];
