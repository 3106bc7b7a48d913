import type { KubernetesResources } from "../../authoring/input-kind.ts";
import type { RuleDescriptor } from "../../manifest/manifest.ts";
import type { Module } from "../../rego/ast.ts";
import { printModule } from "../../rego/printer.ts";
import { type CompiledProgram, lowerProgram } from "../../rego/program.ts";
import { constraintKind } from "../names.ts";
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
  const libraries = [
    ...lowerProgram(program, { rules: [rule.id] }),
    { path: "engine.rego", module: gatekeeperEngine(rule.id, rule.inventory !== undefined) },
  ]
    .filter((file) => !/^(?:report|documents|reports\/.*)\.rego$/.test(file.path))
    .map((file) => printModule(belowLib(file.module)));
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
              source: { version: "v1", rego: printModule(mainModule(rule, program.manifest)), libs: libraries },
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

function belowLib(module: Module): Module {
  return {
    ...module,
    package: ["lib", ...module.package],
    imports: module.imports.map((entry) => ({ ...entry, path: ["lib", ...entry.path] })),
  };
}
