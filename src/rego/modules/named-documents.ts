import { defaultNamespace } from "../../authoring/inventory.ts";
import { array, call, infix, nothing, ref, scalar, type Term, variable } from "../ast.ts";
import type { ModuleLowering } from "../lower/module.ts";

/**
 * The package `regoscript.named`: `documents(namespace, name)`, the documents of the run whose metadata say so, by an
 * index that is made once. An engine that keeps objects by their names has a package of its own in its place.
 */
export function lowerNamedDocuments(module: ModuleLowering): void {
  const [metadata, document, name, namespace] = ["metadata", "document", "name", "namespace"].map(variable) as [
    Term,
    Term,
    Term,
    Term,
  ];
  const pairs: Term = {
    kind: "comprehension",
    type: "array",
    value: array(array(namespace, name), document),
    body: [
      { kind: "some", value: "document", source: variable(module.external(["regoscript", "engine", "inventory"])) },
      { kind: "assign", name: "metadata", value: ref(document, "value", "metadata") },
      { kind: "assign", name: "name", value: ref(metadata, "name") },
      { kind: "assign", name: "namespace", value: call("namespace_of", metadata) },
    ],
  };
  const given = call("object.get", metadata, scalar("namespace"), nothing);
  module.rules.push(
    {
      kind: "complete",
      name: "namespace_of",
      parameters: ["metadata"],
      branches: [
        { value: scalar(defaultNamespace), body: [{ kind: "term", term: infix("==", given, nothing) }] },
        { value: ref(metadata, "namespace"), body: [] },
      ],
    },
    {
      kind: "complete",
      name: "by_name",
      branches: [{ value: module.support("groups", pairs), body: [] }],
      comments: ["The documents of the run by namespace and name."],
    },
    {
      kind: "complete",
      name: "documents",
      parameters: ["namespace", "name"],
      branches: [{ value: call("object.get", variable("by_name"), array(array(namespace, name)), array()), body: [] }],
    },
  );
}
