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

/** Where nothing is given, nothing was checked: then the report has one part that isn't recognised. */
const nothingGiven = `
# Of what there is when no input is given no rule says anything.
default parts := [{"value": null, "path": []}]
`;

const partsOfInput = `
parts := expanded({"value": input, "path": []})
`;

/** Each document's places begin with its index in the run. */
const partsOfRun = `
parts := [document |
	some index, content in input.regoscript_run
	some document in expanded({"value": content, "path": [index]})
] if {
	object.keys(input) == {"regoscript_run"}
} else := expanded({"value": input, "path": []})
`;

/** Plain OPA and WASM: the input is the document, or where rules look at all of them the whole run. */
export function opaEngine(manifest: Manifest, usesInventory: boolean, isOpen: boolean): Module {
  return engine(
    [documentsPackage],
    expandedDocument(manifest),
    ...knownParts(isOpen),
    nothingGiven,
    ...(usesInventory ? [partsOfRun, inventoryFromData] : [partsOfInput]),
    parametersFromData,
  );
}
