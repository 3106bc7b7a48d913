import type { Module } from "../../rego/ast.ts";
import { engine } from "../engine.ts";

/** Gatekeeper: the object of the review, and the constraint's parameters. */
export function gatekeeperEngine(ruleId: string, usesInventory: boolean): Module {
  return engine(
    [],
    `
documents := [{"value": input.review.object, "path": [], "request": input.review}]
`,
    ...(usesInventory ? inventoryFromCache : []),
    `
parameters := {${JSON.stringify(ruleId)}: object.get(input, "parameters", {})}
`,
  );
}

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
