import { execFileSync } from "node:child_process";
import { dirname } from "node:path";
import { type ClusterProgram, isReady, readClusterPrograms } from "../../scripts/engines.mjs";

const programs = readClusterPrograms();

/**
 * A program of the cluster.
 *
 * @throws Error if it isn't built
 */
export function program(name: string): ClusterProgram {
  const found = programs.find((candidate) => candidate.name === name);
  if (found === undefined || !isReady(found))
    throw new Error(`${name} is not built; \`npm run test:cluster\` builds it`);
  return found;
}

/** The folder of Gatekeeper's own CustomResourceDefinitions, which lie in its Go module. */
export function gatekeeperDefinitions(): string {
  const { folder, tool } = program("gatekeeper");
  const module = execFileSync("go", ["list", "-m", "-f", "{{.Dir}}", tool], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, GOFLAGS: "-mod=mod", GOWORK: "off" },
  }).trim();
  return `${module}/charts/gatekeeper/crds`;
}

/** The folder of the programs, to be looked in first by whoever runs `kubectl`. */
export function programsFolder(): string {
  return dirname(program("kubectl").binary);
}
