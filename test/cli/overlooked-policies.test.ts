import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { linkPackage, regoscript, withFiles } from "./run.ts";

const rule = (id: string): string => `import { rule, violation, yaml } from "regoscript";
import { Resource } from "regoscript/kubernetes";
export default rule({
  id: "${id}",
  title: "t", severity: "high", input: Resource, rationale: "r", remediation: "m", references: ["https://example.com/"],
  *check(resource) {
    if (resource.kind === "Pod") yield violation(resource, "a pod");
  },
  examples: {
    pod: {
      document: yaml\`{apiVersion: v1, kind: Pod, metadata: {name: p}}\`,
      violations: [{ message: "a pod", path: [], resource: "Pod p" }],
    },
    other: { document: yaml\`{apiVersion: v1, kind: Other, metadata: {name: p}}\`, violations: [] },
  },
});
`;

const files = {
  "policies/taken.ts": rule("taken"),
  // What isn't a policy of the folder, and isn't expected to be one.
  "policies/taken.js": rule("taken"),
  "policies/out/taken.mjs": rule("taken"),
  "policies/other.test.ts": rule("other"),
  "policies/other.d.mts": rule("other"),
  "policies/node_modules/package/other.mts": rule("other"),
  "policies/.git/other.mts": rule("other"),
  "policies/eslint.config.js": "export default [];\n",
  "policies/scripts/list.mjs": 'import { loadPolicies } from "regoscript";\n',
  "policies/helper.mts": "export const rule = (name: string) => name;\n",
  // What its author takes for one.
  "policies/module.mts": rule("module"),
  "policies/common.cts": rule("common"),
  "policies/component.tsx": rule("component"),
  "policies/script.js": rule("script"),
  "policies/capital.TS": rule("capital"),
  "policies/.draft/one.ts": rule("one"),
  "policies/.draft/two.ts": rule("two"),
  "policies/.three.ts": rule("three"),
  "pod.yaml": "{apiVersion: v1, kind: Pod, metadata: {name: p}}\n",
};

test("files that hold policies and are left out for their names are told, whether policies are kept or not", () => {
  withFiles(files, (folder) => {
    const policies = join(folder, "policies");
    linkPackage(folder);
    const environment = { REGOSCRIPT_CACHE: join(folder, "cache") };
    const expected = [
      [".draft/one.ts", "`.draft` is hidden: rename it to `draft`"],
      [".three.ts", "`.three.ts` is hidden: rename it to `three.ts`"],
      ["capital.TS", "rename it to capital.ts"],
      ["common.cts", "rename it to common.ts"],
      ["component.tsx", "rename it to component.ts"],
      ["module.mts", "rename it to module.ts"],
      ["script.js", "rename it to script.ts"],
    ].map(([file, remedy]) => `warning: ${join(policies, file!)} holds a policy and is left out; ${remedy}\n`);
    const check = ["check", join(folder, "pod.yaml"), "--policies", policies];
    for (const [parameters, code] of [
      [check, 1],
      [check, 1],
      [["test", policies], 0],
      [["build", policies, "--output", join(folder, "built")], 0],
    ] as const) {
      const run = regoscript(parameters, { environment });
      assert.is(run.stderr, expected.join(""), parameters[0]);
      assert.is(run.code, code, run.stdout);
    }
    assert.is(readdirSync(environment.REGOSCRIPT_CACHE).length, 2);
  });
});

test("a folder with nothing but such files: they are told, and that there are no rules", () => {
  withFiles({ "policies/module.mts": rule("module"), "pod.yaml": files["pod.yaml"] }, (folder) => {
    const { code, stderr } = regoscript(["check", join(folder, "pod.yaml"), "--policies", join(folder, "policies")]);
    assert.is(code, 2);
    assert.match(stderr, /^warning: .*module\.mts holds a policy and is left out; rename it to module\.ts\nerror: /);
  });
});

test.run();
