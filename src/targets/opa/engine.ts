import type { Module } from "../../rego/ast.ts";
import { documentsPackage, engine, expandedDocument, inventoryFromData, parametersFromData } from "../engine.ts";

const documentOfInput = `
documents := expanded({"value": input, "path": []})
`;

/** Each document's places begin with its index in the run. */
const documentsOfRun = `
documents := [document |
	some index, content in input.regoscript_run
	some document in expanded({"value": content, "path": [index]})
] if {
	object.keys(input) == {"regoscript_run"}
} else := expanded({"value": input, "path": []})
`;

/** Plain OPA and WASM: the input is the document, or where rules look at all of them the whole run. */
export function opaEngine(usesInventory: boolean): Module {
  return engine(
    [documentsPackage],
    expandedDocument,
    ...(usesInventory ? [documentsOfRun, inventoryFromData] : [documentOfInput]),
    parametersFromData,
  );
}
