/**
 * What `regoscript explain CODE` and the diagnostic's page say. Codes are permanent: never reused, never renumbered.
 */
interface CodeDescription {
  /** What is refused, as a heading. */
  readonly title: string;
  /** Why it can't be carried over exactly. */
  readonly reason: string;
  /** How to write it instead; the help of a diagnostic that has nothing more exact to say. */
  readonly remedy: string;
}

export const codes = {
  // Syntax that is not part of the policy language.
  RS1001: {
    title: "Syntax outside the policy language",
    reason: "Regoscript compiles a subset of TypeScript; this construct has no counterpart in Rego.",
    remedy: "write it with `const`, `if`, `for…of` and helper functions; docs/language.md lists every construct",
  },
  RS1002: {
    title: "Variable of the whole function",
    reason: "`var` declares a variable outside the block that it stands in, and before it has a value.",
    remedy: "declare it with `const`, or with `let` if it changes",
  },
  RS1003: {
    title: "Loop other than for…of",
    reason:
      "Rego loops over the elements of a collection, and always ends; `while`, `do`, `for (;;)` and `for…in` may not.",
    remedy: "loop with `for (const item of list)`; for keys use `Object.keys(record)`",
  },
  RS1004: {
    title: "Label of something other than a loop",
    reason: "`break` and `continue` lead out of loops and `switch`; other jumps have no counterpart in Rego.",
    remedy: "move the statements into a helper function and return from it",
  },
  RS1005: {
    title: "Class",
    reason: "Rego has no objects with methods.",
    remedy: "use an interface for data and functions for behaviour",
  },
  RS1006: {
    title: "`this`",
    reason: "A rule's functions have no receiver in Rego.",
    remedy: "pass what is needed as a parameter",
  },
  RS1007: {
    title: "Asynchronous code",
    reason: "A rule is a pure function of its document; Rego evaluates it without waiting for anything.",
    remedy: "remove `async`, `await` and promises; give the rule what it needs in the document or as a parameter",
  },
  RS1008: {
    title: "Exceptions",
    reason: "Rego has no exceptions: an error would make a rule pass silently.",
    remedy: "return `undefined` from a helper function, or yield a violation",
  },
  RS1009: {
    title: "Change of something other than a variable of the function",
    reason:
      "Values of Rego never change; what a function does to its own variables can be computed, what it does to the document or to others' can't.",
    remedy: "change a variable that the function itself declares, in a statement of its own, or build a new value",
  },
  RS1010: {
    title: "Recursion",
    reason: "Rego refuses functions that call themselves, directly or through others, since evaluation must end.",
    remedy:
      "follow the edges of a graph with `reachable(graph, from)`, go through every value inside a raw one with `walk(raw)`, or unroll the recursion to the depth that documents have",
  },
  RS1011: {
    title: "Value of unknown type",
    reason: "Lowering follows the static types; `any` and `unknown` say nothing that it could follow.",
    remedy: "give the value a type: declare it in an interface that extends `Located`, or read it as a `Raw` value",
  },
  RS1012: {
    title: "Loose equality",
    reason: "`==` and `!=` convert their operands; Rego's equality doesn't.",
    remedy: "use `===` or `!==`; `== null` asks whether there is no value",
  },
  RS1013: {
    title: "Claim that the compiler can't check",
    reason:
      "TypeScript believes `!`, `as`, a guard that tests something else and comments such as `// @ts-ignore`; where such a claim is wrong, JavaScript throws or goes on with another value than Rego.",
    remedy: "test for `undefined`, or give a default with `??`",
  },
  RS1014: {
    title: "Creating an object",
    reason: "Of all constructors only those of `Set` and of `Map` with string keys have a counterpart in Rego.",
    remedy: "use a `Set`, a `Map`, an array or an object literal",
  },
  RS1015: {
    title: "Misplaced yield",
    reason:
      "A generator becomes the collection of what it yields: it stands at the top of a module, and what `yield` gives back isn't used.",
    remedy: "yield in `check`, `find` or a `function*` of the module, in a statement of its own",
  },
  RS1017: {
    title: "Function that the policy language doesn't have",
    reason:
      "Only functions of the policy itself, of Regoscript and a part of JavaScript's own library can be carried over.",
    remedy: "write it as a function of the policy, or use one of Regoscript's; docs/language.md lists them",
  },
  RS1018: {
    title: "Function as a value",
    reason: "Functions of Rego can't be stored; one that is passed on must be known where it is passed.",
    remedy: "call the function, or pass it by its name or as an arrow function",
  },
  RS1019: {
    title: "Function without a result on some way through it",
    reason: "A helper function's value is used; where it ends without `return` the value would be missing.",
    remedy: "end the function with a `return` of a value on every way",
  },
  RS1020: {
    title: "Statement without effect",
    reason: "A rule has no effect but what it yields, so an expression by itself does nothing.",
    remedy: "remove it, or use its value",
  },
  RS1021: {
    title: "Pattern too complex",
    reason:
      "Parameters of any number, and computed names in the pattern of an object that isn't a record, are not part of the policy language.",
    remedy: "name each property that you need",
  },

  RS1022: {
    title: "Variable read while a loop changes it",
    reason:
      "Rego considers all elements of a loop at once, so a variable that the loop changes has no value until the loop has ended.",
    remedy:
      "read it after the loop, or compute what you need from the list itself; of the greatest, keep the element, `if (best === undefined || item.size > best.size) best = item`; by key you can count, `counts[key] = (counts[key] ?? 0) + 1`, and collect, `(lists[key] ??= []).push(item)`; what is there twice has another index than its first: `list.indexOf(item) !== index`; the element before is `list[index - 1]`, the first `list[0]` or `list.find(…)`",
  },
  RS1023: {
    title: "Change of a value that something else holds",
    reason: "In JavaScript the other holder would see the change; values of Rego are never shared.",
    remedy: "finish changing a list, set or record before it is passed on, or start from a copy: `[...list]`",
  },
  RS1024: {
    title: "Loop whose result can't be put together from its elements",
    reason:
      "A loop becomes a list, set, record, sum, text or best element to which each element contributes by itself; this one does something else.",
    remedy: "give each way of changing a variable of its own, or compute each element's part in a helper function",
  },
  RS1025: {
    title: "Case that goes on into the next",
    reason: "Where a `case` has statements and no `break`, those of the next run too, which is rarely meant.",
    remedy: "end each `case` that has statements with `break`, `continue` or `return`",
  },

  RS1026: {
    title: "Iterator that is kept",
    reason:
      "What a generator or `keys()`, `values()`, `matchAll()` gives can be gone through once in JavaScript; lists and sets of Rego always.",
    remedy: "go through it where it is made, or keep its elements: `[...names(thing)]`",
  },
  RS1027: {
    title: "Violations that are counted",
    reason: "A generator of violations yields each as often as it likes; in Rego two that say the same are one.",
    remedy: "yield them: `yield* problems(thing)`; to count, count what they are made of",
  },

  // Constructs that exist on both sides and mean different things.
  RS2001: {
    title: "Method with another meaning in Rego",
    reason: "JavaScript counts UTF-16 units, follows a locale or converts its arguments here; Rego doesn't.",
    remedy: "use the function of Regoscript that has one meaning in every engine",
  },
  RS2002: {
    title: "Value in a message that may be undefined",
    reason: "JavaScript prints `undefined`; Rego prints nothing at all, or fails.",
    remedy: 'give a default: `${value ?? "none"}`',
  },
  RS2003: {
    title: "List or object in a message",
    reason: "Each engine prints lists and objects in its own way.",
    remedy: 'print parts of it; join a list of strings with `.join(", ")`',
  },
  RS2004: {
    title: "Comparison of lists or objects",
    reason: "JavaScript compares their identity, Rego their content.",
    remedy: "compare a field that tells them apart",
  },
  RS2005: {
    title: "Order of values that are not numbers",
    reason:
      "JavaScript orders strings by UTF-16 units, Rego by code points, and each orders different types in its own way.",
    remedy: "compare numbers; to put strings in order use `sorted`",
  },
  RS2006: {
    title: "Operator with another meaning in Rego",
    reason: "Division, remainder, powers and bit operations give other results in Rego for some numbers.",
    remedy: "use `+`, `-` or `*` on integers",
  },
  RS2007: {
    title: "Order of a list that has none",
    reason: "Keys of an object come in the order of the document in JavaScript, and sorted in Rego.",
    remedy: "put the strings in order first: `sorted(Object.keys(record))`",
  },
  RS2008: {
    title: "Regular expression outside the shared part",
    reason: "Rego's regular expressions are RE2; this one uses what RE2 lacks or reads in another way.",
    remedy:
      "write it without look-around, back-references, Unicode properties and flags other than `g`, `i`, `s` and `u`; in place of counts that multiply beyond 1000, repeat with `+` or `*` and compare the text's `length`",
  },
  RS2009: {
    title: "Regular expression without the flag u",
    reason: "Without `u` a JavaScript expression matches UTF-16 units, with it code points as Rego does.",
    remedy: "add the flag: `/…/u`",
  },
  RS2010: {
    title: "Argument that must be a constant",
    reason: "For some values of this argument the engines differ, so the compiler must know it.",
    remedy: "write a string or number literal that is neither empty nor negative",
  },
  RS2011: {
    title: "Number that engines don't share",
    reason: "Fractions and integers beyond 2^53−1 are not held alike in all engines.",
    remedy: "use integers of smaller size",
  },
  RS2012: {
    title: "Key that an object may inherit",
    reason:
      "In JavaScript an object that a rule makes has keys of its prototype, such as `constructor`, and a document may name one; records of a document have none.",
    remedy: "use a `Map`, or start the record with `Object.create(null)`",
  },

  RS2013: {
    title: "Value of more than one type",
    reason:
      "Lowering follows the static type, which doesn't say here whether the value is a string, a list or something else.",
    remedy: 'narrow it first, with `typeof value === "string"` or `Array.isArray(value)`, or give it one type',
  },
  RS2014: {
    title: "null beside undefined",
    reason: "JavaScript tells `null` from `undefined`; in a document and in Rego both are the same, no value.",
    remedy:
      "use `undefined`; `value == null` asks for either, and `=== null` may be asked of what a regular expression gives",
  },
  RS2015: {
    title: "Regular expression that may take very long",
    reason:
      "RE2 takes time in proportion to the text; JavaScript tries one way after another, and a document could make it try for hours.",
    remedy:
      'leave one way to match each character: begin with `^` or `\\b`, name what stands between (`[^:]*` for `.*`), don\'t repeat what itself repeats; or use `matchesPattern(text, "…")`, which tries all ways at once',
  },

  // Rules, input kinds and their types.
  RS3001: {
    title: "Property that must be written out",
    reason: "Descriptions are read without running the policy, so they must be literals.",
    remedy: "write a string, number, array or object literal here",
  },
  RS3002: {
    title: "Rule id and file name differ",
    reason: "The id is how a finding is traced to its file.",
    remedy: "give the file the name of the id",
  },
  RS3003: {
    title: "Id used twice",
    reason: "An id stands for one rule or input kind for ever.",
    remedy: "choose another id",
  },
  RS3004: {
    title: "Input that is not an input kind",
    reason: "A rule's `input` says which instances it runs on.",
    remedy: "name a constant that is declared with `inputKind<…>({…})`",
  },
  RS3005: {
    title: "Type without a decoder",
    reason: "The document is checked against the interface in every engine; this type has no such check.",
    remedy:
      "use string, number, boolean, a union of string literals, arrays, `Record<string, …>` or an interface that extends `Located`",
  },
  RS3006: {
    title: "Parameter without a usable type",
    reason: "A parameter's type and default become the schema in every engine.",
    remedy:
      'give a default that is a string, integer, boolean, or a list, record or object of such, written with its type where that says more: `[] as string[]`, `"audit" as "audit" | "deny"`, `undefined as string | undefined`',
  },
  RS3007: {
    title: "Id of the wrong form",
    reason: "Ids become file names, packages and kinds of Kubernetes objects.",
    remedy: "use lower-case words of letters and digits, joined by hyphens, beginning with a letter",
  },
  RS3008: {
    title: "Policy file without a rule",
    reason:
      "A file whose name is an id of the policy folder exports one rule as its default, or is imported by one that does.",
    remedy: "export a rule: `export default rule({…})`",
  },
  RS3009: {
    title: "Node that is not part of the document",
    reason: "A violation points at a place in the document; a value that the rule made has none.",
    remedy: 'pass the instance, an object reached from it, or `at(node, "field")`',
  },
  RS3010: {
    title: "Evidence that is not the one asked for",
    reason:
      "A rule names the input kinds of which it looks at all instances, so that every engine collects them and the rule's page says so.",
    remedy: "name each input kind that `inventory.all` is asked for in the rule's `evidence`",
  },
  RS3011: {
    title: "Result that is no plain data",
    reason:
      "What a decision gives is JSON in every engine, and its declared type says which: strings, numbers, booleans, lists, records and objects of such, `undefined` for null.",
    remedy: "declare the result of `decide` as such a type, a `Set` as a sorted list",
  },
  RS3012: {
    title: "Statement of a module",
    reason:
      "Node runs a module's statements when it imports the module; Rego has only declarations, so every other engine would decide without them.",
    remedy: "compute the value where the constant is declared: with literals, spread, or a call of a function",
  },
  RS3013: {
    title: "Ambient declaration",
    reason:
      "`declare` tells TypeScript of something that no policy makes, for all files alike; what it says can't be checked.",
    remedy: "declare types with `interface` and `type`, values with `const` and `function`, and export them",
  },
  RS3014: {
    title: "Constant that is read before it has a value",
    reason: "Node computes the constants of a module in their order and fails here; Rego knows no order.",
    remedy: "declare constants above those that need them",
  },
  RS3015: {
    title: "Ids that are one name in a cluster",
    reason:
      "A rule's id without its hyphens names its ConstraintTemplate and the kind of its constraints; of two with one name the later replaces the earlier.",
    remedy: "choose an id that differs in more than its hyphens",
  },
  RS3016: {
    title: "Id that is taken in Rego",
    reason: "Ids become names in Rego, and this one is a word of it or stands in what is made for every policy.",
    remedy: "choose an id that says more: `not-encrypted` instead of `not`",
  },
  RS3017: {
    title: "Import of what isn't compiled",
    reason: "What a package or a JavaScript file does is unknown to the compiler, so that only Node would do it.",
    remedy: "write what you need as a function of the policies, or import only types: `import type`",
  },
  RS3018: {
    title: "Evidence of all kinds",
    reason:
      "Gatekeeper keeps objects of kinds that are named one by one; it has no way to keep those of all groups or kinds.",
    remedy:
      "name the groups and kinds in the input kind's `kubernetes`, or write `kubernetes: []` if the rule is not for Gatekeeper",
  },
  RS3019: {
    title: "Look-up by name of what has none",
    reason:
      "Kubernetes objects have a namespace and a name; an input kind that is found in no such object has neither.",
    remedy: "use `inventory.all`, by `inventory.once` as a `Map` by what its instances have instead of a name",
  },
  RS3030: {
    title: "Failing example",
    reason: "An example says whole what the policy says of its document; one that fails shows that either is wrong.",
    remedy: "correct the policy, or what the example expects; `regoscript test` shows what each engine says",
  },
  RS3031: {
    title: "Rule without an example that passes or violates",
    reason: "Only an example of each shows that a rule finds what it is about and lets everything else pass.",
    remedy: "give the rule an example with `violations: []` and one with a violation",
  },
  RS3032: {
    title: "Example that is no document",
    reason: "Each text of an example is one document, read as a file of its format would be.",
    remedy: "correct the text; an example of several documents has the others in `inventory`",
  },

  // What TypeScript itself refuses.
  RS4001: {
    title: "Type error",
    reason: "TypeScript's own checker refuses it; lowering relies on correct types.",
    remedy: "correct the type error",
  },
  RS4002: {
    title: "Module that Node can't import",
    reason: "Node runs the rules as they are, so it must be able to import each of their files.",
    remedy: "correct what the message says; what policies import must be installed where they are",
  },

  // What is too large.
  RS5001: {
    title: "Nested too deep",
    reason:
      "Engines and compiler take what is nested each within what is around it, and their stacks end; a chain of operators is nested too.",
    remedy: "give parts names of their own, or put the operands into a list",
  },
  RS5002: {
    title: "Literal with too many elements",
    reason: "The engines' compilers take each element of a literal within the one before, and their stacks end.",
    remedy: "split it into several constants, or make it a parameter",
  },
} as const satisfies { readonly [code: string]: CodeDescription };

export type Code = keyof typeof codes;
