import { codes } from "../../diagnostics/codes.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { type Module, symbolKey } from "../nodes.ts";
import { onceEach, visitStatements } from "../traverse.ts";
import type { PassResult } from "./pass.ts";

/** Refuses functions that reach themselves, which Rego would refuse too, with a worse message. */
export function checkRecursion(modules: readonly Module[]): PassResult {
  const calls = new Map<string, Set<string>>();
  const functions = modules.flatMap((module) => module.functions);
  for (const declaration of functions) {
    const callees = new Set<string>();
    const visitor = onceEach({
      expression(expression) {
        if (expression.kind === "call") callees.add(symbolKey(expression.function));
      },
    });
    visitStatements(declaration.body, visitor);
    calls.set(symbolKey(declaration.symbol), callees);
  }
  const diagnostics = functions
    .filter((declaration) => reaches(symbolKey(declaration.symbol), calls))
    .map(
      (declaration): Diagnostic => ({
        code: "RS1010",
        message: `\`${declaration.symbol.name}\` calls itself, directly or through others`,
        span: declaration.span,
        help: codes.RS1010.remedy,
      }),
    );
  return { modules, diagnostics };
}

function reaches(start: string, calls: ReadonlyMap<string, ReadonlySet<string>>): boolean {
  const seen = new Set<string>();
  const pending = [...(calls.get(start) ?? [])];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next === start) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    pending.push(...(calls.get(next) ?? []));
  }
  return false;
}
