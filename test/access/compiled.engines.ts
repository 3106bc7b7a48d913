import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { engine } from "../engines/locate.ts";
import { amountOf, seedOf } from "../seed.ts";
import { authorized, type Verdict } from "./authorizer.ts";
import { bundle, native } from "./compiled.ts";
import { clusterRun } from "./runs.ts";
import { type World, worldOf } from "./worlds.ts";

const seed = seedOf(20_264);

for (const name of ["opa-1.22", "opa-1.3"])
  test(`${name} answers both decisions as Node does`, () => {
    const folder = mkdtempSync(join(tmpdir(), "regoscript-access-"));
    try {
      for (let number = 0; number < amountOf(64); number++) {
        const { documents, questions } = clusterRun(seed * 1000 + number, 6);
        const data = join(folder, "data.json");
        writeFileSync(data, JSON.stringify({ inventory: { documents }, questions }));
        for (const id of ["access", "who"]) {
          const query = `[report | some question in data.questions; report := data.regoscript.decisions.${id}.report with input as question]`;
          const { stdout, stderr } = spawnSync(
            engine(name).binary,
            ["eval", "--bundle", bundle, "--data", data, "--format", "raw", query],
            { encoding: "utf8", maxBuffer: 2 ** 28 },
          );
          assert.is(stderr, "");
          const reports = JSON.parse(stdout) as { readonly results: readonly { readonly value: unknown }[] }[];
          const expected = native.decide(id, questions, { inventory: native.inventoryOf(documents) });
          assert.equal(
            reports.map(({ results }) => results.map(({ value }) => value)),
            expected.results.map(({ value }) => [value]),
            `seed ${seed * 1000 + number}: ${id}`,
          );
        }
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

/** The roles and bindings that every cluster has, as the decisions know them. */
const defaults: Pick<World, "roles" | "bindings"> = {
  roles: (
    [
      ["cluster-admin", "*", "*", "*", "*"],
      ["system:basic-user", "create", "authorization.k8s.io", "selfsubjectaccessreviews,selfsubjectrulesreviews", ""],
      ["self-reviews", "create", "authentication.k8s.io", "selfsubjectreviews", ""],
      ["system:discovery", "get", "", "", "/api,/api/*,/apis,/apis/*,/openapi,/openapi/*"],
      ["system:public-info-viewer", "get", "", "", "/healthz,/livez,/readyz,/version,/version/"],
    ] as const
  ).map(([name, verbs, group, resources, urls]) => ({
    kind: "ClusterRole",
    metadata: { name, labels: {} },
    rules: [
      {
        verbs: [verbs],
        apiGroups: resources === "" ? [] : [group],
        resources: resources.split(",").filter(Boolean),
        resourceNames: [],
        nonResourceURLs: urls.split(",").filter(Boolean),
      },
    ],
  })),
  bindings: [
    ["cluster-admin", "system:masters"],
    ["system:basic-user", "system:authenticated"],
    ["self-reviews", "system:authenticated"],
    ["system:discovery", "system:authenticated"],
    ["system:public-info-viewer", "system:authenticated"],
  ].map(([name = "", group = ""]) => ({
    kind: "ClusterRoleBinding",
    metadata: { name },
    roleRef: { kind: "ClusterRole", name },
    subjects: [{ kind: "Group", name: group }],
  })),
};

test("of users of the cluster the decision says what the real authorizer says", () => {
  const worlds = Array.from({ length: amountOf(640) }, (_, number): World => {
    const { roles, bindings, asked } = worldOf(seed * 10_000 + number, 40);
    return { roles: [...roles, ...defaults.roles], bindings: [...bindings, ...defaults.bindings], asked };
  });
  const real = authorized(
    worlds.map(({ roles, bindings, asked }) => ({
      roles,
      bindings,
      // The API server adds groups before it asks.
      asked: asked.map((one) => ({ ...one, groups: [...one.groups, ...addedGroups(one.user)] })),
    })),
  );
  let allowed = 0;
  for (const [number, { roles, bindings, asked }] of worlds.entries()) {
    const documents = [...roles, ...bindings].map((one) => ({ apiVersion: "rbac.authorization.k8s.io/v1", ...one }));
    const questions = asked.map(({ user, groups, subresource, resource, path, ...rest }) => ({
      apiVersion: "regoscript.dev/v1",
      kind: "AccessQuestion",
      ...rest,
      principal: user,
      groups,
      resource: subresource === "" ? resource : `${resource}/${subresource}`,
      url: path,
      complete: ["role", "role-binding"],
    }));
    const { results } = native.decide("access", questions, { inventory: native.inventoryOf(documents) });
    for (const [at, { value }] of results.entries()) {
      const { verdict } = value as { readonly verdict: string };
      const expected = (real[number]![at] as Verdict).allowed;
      if (expected) allowed++;
      assert.is(
        verdict,
        expected ? "allow" : "deny",
        `seed ${seed * 10_000 + number}: ${JSON.stringify(questions[at])}`,
      );
    }
  }
  console.log(`${worlds.length * 40} requests, of which the authorizer allows ${allowed}`);
  assert.ok(allowed > worlds.length * 8, `${allowed}`);
});

function addedGroups(user: string): string[] {
  const [, namespace] = /^system:serviceaccount:([^:]*):[^:]*$/.exec(user) ?? [];
  const ofAccounts = namespace === undefined ? [] : ["system:serviceaccounts", `system:serviceaccounts:${namespace}`];
  return [...ofAccounts, "system:authenticated"];
}

test.run();
