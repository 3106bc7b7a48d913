/** A deliberate bug: one text of the sources in place of another. */
export interface Mutation {
  readonly name: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** The suite that must catch it, where it is no bug of the compiler. */
  readonly suite?: string;
}

/** Bugs that a compiler of this kind could have; each must be caught by the fixtures or by random programs. */
const ofCompiler: readonly Mutation[] = [
  {
    name: "a negation is dropped",
    file: "src/rego/lower/conditions.ts",
    from: "lowerCondition(expression.operand, !holds, scope);",
    to: "lowerCondition(expression.operand, holds, scope);",
  },
  {
    name: "the branches of a choice are swapped",
    file: "src/rego/lower/choices.ts",
    from: "const value = inner.term(expression.whenTrue);",
    to: "const value = inner.term(expression.whenFalse);",
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
    file: "src/rego/lower/truth.ts",
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
    file: "src/rego/lower/existence.ts",
    from: "if (holds && !scope.exact && ways.length === 1",
    to: "if (holds && ways.length === 1",
  },
  {
    name: "membership ignores its negation",
    file: "src/rego/lower/conditions.ts",
    from: 'infix("in", wanted, searched), holds);',
    to: 'infix("in", wanted, searched), true);',
  },
  {
    name: "inequality is equality",
    file: "src/rego/lower/conditions.ts",
    from: 'infix(holds ? "==" : "!=", term(left, right), term(right, left))',
    to: 'infix("==", term(left, right), term(right, left))',
  },
  {
    name: "lists are joined in the wrong order",
    file: "src/rego/lower/collections.ts",
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
    file: "src/ir/passes/joins.ts",
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
    file: "src/rego/lower/findings.ts",
    from: "return below(placeOfNode(node.node, scope), ...keys);",
    to: "return keys.length > 99 ? below(placeOfNode(node.node, scope), ...keys) : placeOfNode(node.node, scope);",
  },
  {
    name: "tests of two values are taken for tests of one",
    file: "src/rego/lower/alternatives.ts",
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
    file: "src/rego/lower/iterations.ts",
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
    file: "src/rego/lower/truth.ts",
    from: 'if (kind === "other") {',
    to: 'if (kind === "other" && scope.exact) {',
  },
  {
    name: "a number is another key than its digits",
    file: "src/frontend/lower/nodes.ts",
    from: 'return key.type.kind === "number" ||',
    to: 'return key.type.kind === "nothing" ||',
  },
  {
    name: "what a nested switch leaves, the outer one leaves too",
    file: "src/ir/passes/block-endings.ts",
    from: "[...inside, statement.label]",
    to: "inside",
  },
  {
    name: "what && gives is a boolean",
    file: "src/frontend/lower/operators.ts",
    from: '(type === "boolean" && !nullable)',
    to: '(type === "boolean" && nullable !== undefined)',
  },
  {
    name: "a set has equal values twice",
    file: "src/rego/lower/collections.ts",
    from: 'const mayBeEqual = terms.length > 1 && terms.some(({ kind }) => kind !== "scalar");',
    to: "const mayBeEqual = false;",
  },
  {
    name: "an interface has the name of a variable",
    file: "src/shapes/shape-functions.ts",
    from: "for (const name of variableNames) module.names.reserve(name);",
    to: 'for (const name of ["value", "path"]) if (variableNames.includes(name)) module.names.reserve(name);',
  },
  {
    name: "an element is where its list is",
    file: "src/rego/lower/parts.ts",
    from: "place: below(list.place, index) };",
    to: "place: list.place };",
  },
  {
    name: "an optional object of the document is there",
    file: "src/rego/lower/reading.ts",
    from: "isThere: part.isThere && isThere };",
    to: "isThere: part.isThere };",
  },
  {
    name: "elements that are unknown aren't left out",
    file: "src/rego/lower/iterations.ts",
    from: "const isFiltered = isLeftOutUnknown(items);",
    to: "const isFiltered = isLeftOutUnknown(items) && binding === undefined;",
  },
  {
    name: "a list of an object that isn't there is empty",
    file: "src/rego/lower/reading.ts",
    from: "const isEmptyWhereAbsent = parentMayBeNothing && !optional",
    to: "const isEmptyWhereAbsent = parentMayBeNothing && optional",
  },
  {
    name: "documents are kept from finders by what only one of their ways asks for",
    file: "src/ir/guards.ts",
    from: "if (one === undefined) return undefined;\n    merged",
    to: "if (one === undefined) continue;\n    merged",
  },
];

const permission = "src/library/access/permission.ts";
const policyRule = "src/library/kubernetes/policy-rule.ts";
const grant = "src/library/access/grant.ts";
const ruleSet = "src/library/access/rule-set.ts";
const answer = "src/library/access/answer.ts";

/** Bugs of the model of access, which the comparison with the real authorizer must catch. */
const ofAccess: readonly Mutation[] = [
  {
    name: "access: one star is taken from a URL",
    file: permission,
    from: 'pieces.findLastIndex((piece) => piece !== "") + 1)',
    to: "-1)",
  },
  {
    name: "access: a URL covers all that begins as it does",
    file: permission,
    from: 'if (!pattern.endsWith("*")) return false;',
    to: "",
  },
  {
    name: "access: a name that is asked needs no resourceNames",
    file: permission,
    from: "resourceNames.includes(name))",
    to: 'resourceNames.includes(name) || name === "")',
  },
  {
    name: "access: verbs of URLs don't count",
    file: permission,
    from: 'return (verbs.includes("*") || verbs.includes(verb)) && nonResourceURLs',
    to: "return nonResourceURLs",
  },
  {
    name: "access: verbs are compared in any case",
    file: policyRule,
    from: "verbs.includes(verb);",
    to: "verbs.includes(verb) || verbs.includes(verb.toLowerCase());",
  },
  {
    name: "access: a rule without groups is about all",
    file: policyRule,
    from: 'return apiGroups.includes("*")',
    to: 'return apiGroups.length === 0 || apiGroups.includes("*")',
  },
  {
    name: "access: a star before the slash is forgotten",
    file: policyRule,
    from: "resources.includes(`*/${subresource}`)",
    to: "resources.includes(`*/*${subresource}`)",
  },
  {
    name: "access: a star after the slash counts",
    file: policyRule,
    from: "resources.includes(`*/${subresource}`)",
    to: '(resources.includes(`*/${subresource}`) || resources.includes(`${resource.split("/")[0]}/*`))',
  },
  {
    name: "access: what is in no namespace is in all",
    file: grant,
    from: 'if (request.url !== "" || request.namespace === "") return false;',
    to: 'if (request.url !== "") return false; if (request.namespace === "") return true;',
  },
  {
    name: "access: a binding gives URLs in its namespace",
    file: grant,
    from: 'if (request.url !== "" || request.namespace === "") return false;',
    to: 'if (request.url !== "") return true; if (request.namespace === "") return false;',
  },
  {
    name: "access: kinds of subjects are compared in any case",
    file: grant,
    from: 'if (subject.kind === "User")',
    to: 'if (subject.kind === "User" || subject.kind === "user")',
  },
  {
    name: "access: an account without a namespace is somebody for the whole cluster",
    file: grant,
    from: 'return namespace === "" ? undefined : `user',
    to: 'return namespace === "?" ? undefined : `user',
  },
  {
    name: "access: an account is always one of the binding's namespace",
    file: grant,
    from: 'subject.namespace === undefined || subject.namespace === "" ? bindingNamespace : subject.namespace;',
    to: "bindingNamespace;",
  },
  {
    name: "access: any kind of role is a ClusterRole",
    file: grant,
    from: 'if (role !== "ClusterRole" && (role !== "Role" || isClusterWide)) continue; const ruleSet = roleKey(role,',
    to: 'const ruleSet = roleKey(role === "Role" ? role : "ClusterRole",',
  },
  {
    name: "access: a Role is one of any namespace",
    file: ruleSet,
    from: 'return kind === "Role" ? `Role ${namespace}/${name}`',
    to: 'return kind === "Role" ? `Role ${name}`',
  },
  {
    name: "access: what stands beside an aggregationRule counts",
    file: ruleSet,
    from: "!isAggregated(role) || !Object.hasOwn(members, one)",
    to: "one === key || !Object.hasOwn(members, one)",
  },
  {
    name: "access: a role that is aggregated selects once, not again and again",
    file: ruleSet,
    from: "sorted([...reachable(members, [key])])",
    to: "sorted([...(members[key] ?? [])])",
  },
  {
    name: "access: a selector is one label",
    file: ruleSet,
    from: ".filter((other) => matchesSelector(other.metadata?.labels ?? {}, selector))",
    to: "",
  },
  {
    name: "access: of a role's rules the first decides",
    file: answer,
    from: 'if (permissionAllows(rule, request)) return itemOf(evidence, "rules", item);',
    to: 'return permissionAllows(rule, request) ? itemOf(evidence, "rules", item) : undefined;',
  },
  {
    name: "access: of a subject's grants the first decides",
    file: answer,
    from: "if (rule === undefined) continue;",
    to: "if (rule === undefined) break;",
  },
].map((bug) => ({ ...bug, suite: "test/access/rbac.engines.ts" }));

/** All of them. */
export const mutations: readonly Mutation[] = [...ofCompiler, ...ofAccess];
