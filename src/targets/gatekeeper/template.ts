import type { KubernetesResources } from "../../authoring/input-kind.ts";
import type { RuleDescriptor } from "../../manifest/manifest.ts";
import type { Module } from "../../rego/ast.ts";
import { printModule } from "../../rego/printer.ts";
import { type CompiledProgram, lowerProgram } from "../../rego/program.ts";
import { constraintKind } from "../names.ts";
import { keptObjects, namedObjects } from "./cache.ts";
import { gatekeeperEngine } from "./engine.ts";
import { mainModule } from "./main-module.ts";
import { labels } from "./metadata.ts";
import { parameterSchema } from "./parameter-schema.ts";

/** A constraint template: the rule with all that it uses. */
export function template(
  program: CompiledProgram,
  rule: RuleDescriptor,
  synced: readonly KubernetesResources[],
): unknown {
  // A template may refer only to its own package and to packages below `lib`.
  const main = mainModule(rule, program.manifest);
  const modules = [
    ...lowerProgram(program, { rules: [rule.id], kept: keptObjects }).map(({ module }) => module),
    namedObjects,
    gatekeeperEngine(rule.id, rule.inventory !== undefined, rule.asksForRequest === true),
  ];
  const libraries = importedFrom(main, modules.map(belowLib)).map(printModule);
  return {
    apiVersion: "templates.gatekeeper.sh/v1",
    kind: "ConstraintTemplate",
    metadata: {
      name: constraintKind(rule.id).toLowerCase(),
      labels: labels(program.manifest),
      annotations: {
        "metadata.gatekeeper.sh/title": rule.title,
        description: rule.rationale,
        "regoscript.dev/remediation": rule.remediation,
        "regoscript.dev/severity": rule.severity,
        ...(synced.length > 0 && { "metadata.gatekeeper.sh/requires-sync-data": JSON.stringify(requirements(synced)) }),
      },
    },
    spec: {
      crd: {
        spec: {
          names: { kind: constraintKind(rule.id) },
          validation: { openAPIV3Schema: parameterSchema(rule.parameters, program.manifest.objects) },
        },
      },
      targets: [
        {
          target: "admission.k8s.gatekeeper.sh",
          code: [
            {
              engine: "Rego",
              source: { version: "v1", rego: printModule(main), libs: libraries },
            },
          ],
        },
      ],
    },
  };
}

/**
 * Gatekeeper's notation for what a template needs to be kept: all of the outer list, and of each inner one any
 * (https://open-policy-agent.github.io/gatekeeper/website/docs/sync#replicating-data).
 */
function requirements(synced: readonly KubernetesResources[]): unknown {
  return synced.flatMap(({ groups, kinds, versions = ["v1"] }) =>
    kinds.map((kind) => groups.map((group) => ({ groups: [group], versions, kinds: [kind] }))),
  );
}

/** The modules whose packages a module imports, itself or through others, in the order in which they are given. */
function importedFrom(main: Module, modules: readonly Module[]): readonly Module[] {
  const used = new Set<Module>();
  const pending = [main];
  for (let next = pending.pop(); next !== undefined; next = pending.pop())
    for (const { path } of next.imports)
      for (const module of modules) {
        if (used.has(module) || !path.every((name, index) => module.package[index] === name)) continue;
        used.add(module);
        pending.push(module);
      }
  return modules.filter((module) => used.has(module));
}

function belowLib(module: Module): Module {
  return {
    ...module,
    package: ["lib", ...module.package],
    imports: module.imports.map((entry) => ({ ...entry, path: ["lib", ...entry.path] })),
  };
}
