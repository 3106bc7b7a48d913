import type { ts } from "ts-morph";
import { isBuiltInType } from "./modules.ts";
import type { PolicyProgram } from "./program.ts";

/** Whether an expression or name is an `Inventory`, which only its methods are asked of: in Rego it is no value. */
export function isInventory(
  node: ts.Node,
  { checker, program }: { readonly checker: ts.TypeChecker; readonly program: PolicyProgram },
): boolean {
  return isBuiltInType(checker.getTypeAtLocation(node), "Inventory", program);
}
