import type { RuleExamples } from "../../examples/parse.ts";
import type { CompiledProgram } from "../../rego/program.ts";
import { syncedResources } from "../inventory.ts";
import { byPath, inFolder, type OutputFile } from "../output.ts";
import type { Target } from "../target.ts";
import { constraint } from "./constraint.ts";
import { kustomization } from "./kustomization.ts";
import { isClusterObject, matches } from "./matching.ts";
import { suite } from "./suite.ts";
import { syncSet } from "./sync-set.ts";
import { template } from "./template.ts";
import { yamlFile } from "./yaml-text.ts";

/** The folders `bundles/gatekeeper/`, which a cluster gets, and `bundles/gatekeeper-tests/`, which no cluster may. */
export const gatekeeper: Target = {
  id: "gatekeeper",
  engine: "Gatekeeper",
  files(program, examples) {
    const objects = gatekeeperFiles(program);
    return [
      ...inFolder("bundles/gatekeeper", objects.length === 0 ? [] : [kustomization(objects), ...objects]),
      ...inFolder("bundles/gatekeeper-tests", suites(program, examples)),
    ];
  },
};

/**
 * For each rule that has an input kind of cluster resources a ConstraintTemplate in `templates/` and a Constraint in
 * `constraints/`; `sync-set.yaml` names what Gatekeeper must keep.
 */
export function gatekeeperFiles(program: CompiledProgram): OutputFile[] {
  const { manifest } = program;
  return inCluster(program)
    .flatMap(({ rule, kinds, synced }): OutputFile[] => [
      { path: `templates/${rule.id}.yaml`, content: yamlFile(rule, template(program, rule, synced)) },
      { path: `constraints/${rule.id}.yaml`, content: yamlFile(rule, constraint(manifest, rule, kinds)) },
    ])
    .concat(syncSet(program))
    .sort(byPath);
}

/** For each such rule with examples that are objects of a cluster a suite for `gator verify`. */
function suites(program: CompiledProgram, examples: RuleExamples): OutputFile[] {
  return inCluster(program)
    .flatMap(({ rule, kinds }) => {
      const objects = (examples.get(rule.id) ?? []).filter(
        (example) => matches(example.document, kinds) && example.inventory.every(isClusterObject),
      );
      return suite(program.manifest, rule, kinds, objects);
    })
    .sort(byPath);
}

/** The rules that Gatekeeper can judge; of what is in no cluster, it could never tell. */
function inCluster({ manifest }: CompiledProgram) {
  return manifest.rules.flatMap((rule) => {
    const kinds = manifest.kinds.filter(({ id, kubernetes }) => rule.kinds.includes(id) && kubernetes.length > 0);
    const synced = syncedResources(rule, manifest);
    return kinds.length === 0 || synced === undefined ? [] : [{ rule, kinds, synced }];
  });
}
