// Policy folders of many rules.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { project } from "../suites.mjs";

/**
 * Writes a policy folder with the rules of the pack, those for workloads first, and copies of them under other ids,
 * `count` in all.
 *
 * @param {string} folder
 * @param {number} count
 */
export function writePack(folder, count) {
  const pack = join(project, "policies");
  const files = readdirSync(pack, { recursive: true })
    .filter((file) => file.endsWith(".ts"))
    .sort()
    .reverse();
  for (let number = 0; number < count; number++) {
    const file = files[number % files.length];
    const id = basename(file, ".ts");
    const copy = Math.floor(number / files.length);
    const own = copy === 0 ? id : `${id}-${copy}`;
    const text = readFileSync(join(pack, file), "utf8").replace(`id: "${id}"`, `id: "${own}"`);
    mkdirSync(join(folder, dirname(file)), { recursive: true });
    writeFileSync(join(folder, dirname(file), `${own}.ts`), text);
  }
}

/**
 * Writes a policy folder with rules for Dockerfiles, which no manifest is asked about.
 *
 * @param {string} folder
 * @param {number} count
 */
export function writeForeignRules(folder, count) {
  mkdirSync(folder, { recursive: true });
  for (let number = 0; number < count; number++) {
    const id = `foreign-rule-${number}`;
    writeFileSync(
      join(folder, `${id}.ts`),
      `import { dockerfile, rule, violation } from "regoscript";
import { ImageBuild } from "regoscript/docker";

export default rule({
  id: "${id}",
  title: "Command that isn't wanted",
  severity: "low",
  input: ImageBuild,
  rationale: "It isn't wanted.",
  remediation: "Leave it out.",
  references: [],
  *check(build) {
    for (const instruction of build.instructions)
      if (instruction.Cmd === "user" && instruction.Value.includes("u${number}")) yield violation(instruction, "the command isn't wanted");
  },
  examples: {
    wanted: { document: dockerfile\`FROM node:20\`, violations: [] },
    "not wanted": {
      document: dockerfile\`FROM node:20\nUSER u${number}\`,
      violations: [{ message: "the command isn't wanted", path: [1], resource: "Dockerfile" }],
    },
  },
});
`,
    );
  }
}

/**
 * Writes a policy folder with a rule that looks up each pod's service account in all documents, by a Map that is worked
 * out once.
 *
 * @param {string} folder
 */
export function writeCrossDocumentRule(folder) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, "token-that-is-not-there.ts"),
    `import { type Inventory, rule, violation, yaml } from "regoscript";
import { ServiceAccount, Workload } from "regoscript/kubernetes";

/** Whether pods get the token of a service account, by its namespace and name. */
function tokens(inventory: Inventory): ReadonlyMap<string, boolean> {
  const found = new Map<string, boolean>();
  for (const { metadata, automountServiceAccountToken } of inventory.all(ServiceAccount) ?? [])
    found.set(\`\${metadata?.namespace ?? "default"}/\${metadata?.name ?? ""}\`, automountServiceAccountToken ?? true);
  return found;
}

const pod = yaml\`{ apiVersion: v1, kind: Pod, metadata: { name: web }, spec: { serviceAccountName: a, containers: [] } }\`;

export default rule({
  id: "token-that-is-not-there",
  title: "Pod whose service account gives no token",
  severity: "high",
  input: Workload,
  evidence: [ServiceAccount],
  rationale: "The pod can't talk to the API server.",
  remediation: "Declare the service account, and let its token be mounted.",
  references: [],
  *check(workload, { inventory }) {
    const name = \`\${workload.metadata?.namespace ?? "default"}/\${workload.spec.serviceAccountName ?? "default"}\`;
    const mounted = inventory.once(tokens).get(name);
    if (mounted === undefined) yield violation(workload.spec, \`nothing declares \${name}\`);
    if (mounted === false) yield violation(workload.spec, \`no token of \${name} is mounted\`);
  },
  examples: {
    "declared and mounted": {
      document: pod,
      inventory: [yaml\`{ apiVersion: v1, kind: ServiceAccount, metadata: { name: a } }\`],
      violations: [],
    },
    "not declared": {
      document: pod,
      inventory: [yaml\`{ apiVersion: v1, kind: ServiceAccount, metadata: { name: a, namespace: other } }\`],
      violations: [{ message: "nothing declares default/a", path: ["spec"], resource: "Pod web" }],
    },
    "not mounted": {
      document: pod,
      inventory: [
        yaml\`{ apiVersion: v1, kind: ServiceAccount, metadata: { name: a }, automountServiceAccountToken: false }\`,
      ],
      violations: [{ message: "no token of default/a is mounted", path: ["spec"], resource: "Pod web" }],
    },
  },
});
`,
  );
}
