import type { Module } from "../../rego/ast.ts";
import { documentsPackage, engine, expandedDocument, inventoryFromData, parametersFromData } from "../engine.ts";

/** Plain OPA and WASM: the input is the document. */
export function opaEngine(usesInventory: boolean): Module {
  return engine(
    [documentsPackage],
    `
documents := expanded({"value": input, "path": []})
`,
    expandedDocument,
    ...(usesInventory ? inventoryFromData : []),
    parametersFromData,
  );
}
