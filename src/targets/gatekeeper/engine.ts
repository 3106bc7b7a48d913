import type { Module } from "../../rego/ast.ts";
import { engine } from "../engine.ts";

/** Gatekeeper: the object of the review, and the constraint's parameters. */
export function gatekeeperEngine(ruleId: string, usesInventory: boolean, asksForRequest: boolean): Module {
  return engine(
    [],
    asksForRequest
      ? documents
      : `
# Of an object that goes the rule has nothing to say.
documents := [] if {
	input.review.operation == "DELETE"
} else := [{"value": subject, "path": [], "request": input.review}]
`,
    subject,
    ...(usesInventory ? inventoryFromCache : []),
    `
parameters := {${JSON.stringify(ruleId)}: object.get(input, "parameters", {})}
`,
  );
}

const documents = `
documents := [{"value": subject, "path": [], "request": input.review}]
`;

const subject = `
# The object, in the namespace of its request where its own is empty. Of a Namespace the request's is its own name.
subject := object.union(input.review.object, {"metadata": {"namespace": input.review.namespace}}) if {
	is_string(input.review.namespace)
	input.review.namespace != ""
	object.get(input.review.object, "kind", "") != "Namespace"
	is_object(object.get(input.review.object, "metadata", {}))
	object.get(input.review.object, ["metadata", "namespace"], "") in {"", null}
} else := input.review.object
`;

/** The cache may hold the object under review too, as it was. */
const inventoryFromCache = [
  `
# Every object of the cache, the one under review as it is now.
inventory := array.concat(documents, [{"value": object, "path": []} | some object in others])
`,
  `
others := array.concat(
	[object |
		some kinds in data.inventory.cluster
		some names in kinds
		some object in names
		is_other(object)
	],
	[object |
		some versions in data.inventory.namespace
		some kinds in versions
		some names in kinds
		some object in names
		is_other(object)
	],
)
`,
  `
# Whether an object of the cache isn't the one under review.
is_other(object) if {
	identity(object) != identity(input.review.object)
}
`,
  `
identity(value) := [object.get(value, key, "") | some key in [["apiVersion"], ["kind"], ["metadata", "namespace"], ["metadata", "name"]]]
`,
];
