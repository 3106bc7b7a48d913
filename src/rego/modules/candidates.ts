import type { Guard } from "../../ir/guards.ts";
import {
  call,
  infix,
  nothing,
  object,
  type Rule,
  ref,
  type Statement,
  scalar,
  set,
  type Term,
  variable,
} from "../ast.ts";
import type { ModuleLowering } from "../lower/module.ts";
import { snakeCase } from "../names.ts";

/** What of a document brings a finder to it; nothing is known of those that may find something in any document. */
type KindGuards = ReadonlyMap<string, Guard | undefined>;

/**
 * The package `regoscript.candidates`: which input kinds may have instances in a document, told by its `kind`, the type
 * of the part that it is and its members without asking their finders. `kinds` are those of all documents of the input,
 * by the names of their packages.
 */
export function lowerCandidates(guards: KindGuards, module: ModuleLowering): void {
  const tables = (["kinds", "types", "members"] as const).map((what) => {
    const table = new Map<string, string[]>();
    for (const [id, guard] of guards)
      for (const name of guard?.[what] ?? []) table.set(name, [...(table.get(name) ?? []), snakeCase(id)]);
    return [...table].sort(([left], [right]) => (left < right ? -1 : 1));
  });
  const [byKind = [], byType = [], byMember = []] = tables;
  const ofLists = [...guards].filter(([, guard]) => guard?.isList).map(([id]) => scalar(snakeCase(id)));
  const always = [...guards].filter(([, guard]) => guard === undefined).map(([id]) => scalar(snakeCase(id)));
  const document = variable("document");
  const value = ref(document, "value");
  const found: Term[] = [
    ...(byKind.length === 0 ? [] : [kindsFrom(ref(variable("by_kind"), ref(value, "kind")), [])]),
    ...(byType.length === 0 ? [] : [kindsFrom(ref(variable("by_type"), ref(document, "origin", "type")), [])]),
    ...(byMember.length === 0
      ? []
      : [
          kindsFrom(ref(variable("by_member"), variable("member")), [
            // To iterate over a text is an error in regorus.
            { kind: "term", term: call("is_object", value) },
            { kind: "some", key: "member", value: "inside", source: value },
            { kind: "term", term: infix("!=", variable("inside"), nothing) },
          ]),
        ]),
    ...(ofLists.length === 0 ? [] : [kindsFrom(set(...ofLists), [{ kind: "term", term: call("is_array", value) }])]),
    ...(always.length === 0 ? [] : [set(...always)]),
  ];
  module.rules.push(
    ...tableRule("by_kind", "The input kinds by a document's kind.", byKind),
    ...tableRule("by_type", "The same by the type of the part that it is.", byType),
    ...tableRule("by_member", "The same by a member that a document has.", byMember),
    {
      kind: "complete",
      name: "kinds_of",
      parameters: ["document"],
      branches: [
        { value: found.length === 0 ? set() : found.reduce((left, right) => infix("|", left, right)), body: [] },
      ],
      comments: ["The input kinds that may have instances in a document; others surely have none."],
    },
    {
      kind: "complete",
      name: "kinds",
      branches: [
        {
          value: kindsFrom(call("kinds_of", document), [
            {
              kind: "some",
              value: "document",
              source: variable(module.external(["regoscript", "engine", "documents"])),
            },
          ]),
          body: [],
        },
      ],
    },
  );
}

function kindsFrom(source: Term, before: readonly Statement[]): Term {
  return {
    kind: "comprehension",
    type: "set",
    value: variable("kind"),
    body: [...before, { kind: "some", value: "kind", source }],
  };
}

function tableRule(name: string, comment: string, table: readonly (readonly [string, readonly string[]])[]): Rule[] {
  if (table.length === 0) return [];
  const value = object(table.map(([key, kinds]) => [key, set(...kinds.map((kind) => scalar(kind)))]));
  return [{ kind: "complete", name, branches: [{ value, body: [] }], comments: [comment] }];
}

/** Those of some documents that may have instances of an input kind. */
export function candidateDocuments(kind: string, documents: Term, module: Pick<ModuleLowering, "external">): Term {
  const kindsOf = module.external(["regoscript", "candidates", "kinds_of"]);
  return {
    kind: "comprehension",
    type: "array",
    value: variable("document"),
    body: [
      { kind: "some", value: "document", source: documents },
      { kind: "term", term: infix("in", scalar(snakeCase(kind)), call(kindsOf, variable("document"))) },
    ],
  };
}

/** The names of the packages of input kinds that the input may have instances of, all or some. */
export function candidateKinds(only: readonly string[] | undefined, module: ModuleLowering): Term {
  const all = variable(module.external(["regoscript", "candidates", "kinds"]));
  return only === undefined ? all : call("intersection", set(all, set(...only.map((kind) => scalar(snakeCase(kind))))));
}
