import type { Manifest } from "../../manifest/manifest.ts";
import type { Module } from "../../rego/ast.ts";
import {
  documentsPackage,
  engine,
  expandedDocument,
  inventoryFromData,
  knownParts,
  parametersFromData,
} from "../engine.ts";

/** conftest: the input is the document, or with \`--combine\` an array of files. */
export function conftestEngine(manifest: Manifest, usesInventory: boolean, isOpen: boolean): Module {
  return engine(
    [documentsPackage],
    `
parts := [document |
	some index, entry in input
	some document in expanded({"value": entry.contents, "path": [index, "contents"]})
] if {
	combined
} else := expanded({"value": input, "path": []})
`,
    `
# Whether conftest runs with --combine.
combined if {
	is_array(input)
	count(input) > 0
	every entry in input {
		is_string(entry.path)
		object.keys(entry) == {"path", "contents"}
	}
}
`,
    `
# The file that a path leads into, and the path inside that file.
place(path) := {
	"file": input[path[0]].path,
	"path": array.slice(path, 2, count(path)),
} if {
	combined
	count(path) >= 2
} else := {"path": path}
`,
    expandedDocument(manifest),
    ...knownParts(isOpen),
    ...(usesInventory ? [inventoryFromData] : []),
    parametersFromData,
  );
}
