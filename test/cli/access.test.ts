import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Run, regoscript, withFiles } from "./run.ts";

const cluster = "test/access/prod";
const access = (...parameters: string[]): Run => regoscript(["access", ...parameters, cluster]);
const production = ["-n", "production"];

test("what is allowed: each step with its place, other ways, and what is hidden; exit code 0", () => {
  const { code, stdout } = access("role/deployer", "get", "secrets", ...production);
  assert.is(code, 0);
  const lines = stdout.split("\n").map((line) => line.replace(/ {2,}/g, "  "));
  assert.equal(lines, [
    "allow  role/deployer may get secrets in production (cluster prod)",
    "",
    "  1  an access entry makes it user arn:aws:sts::111122223333:assumed-role/deployer/{{SessionName}}; groups deployers, system:authenticated  test/access/prod/entry-deployer.json:2:3",
    "  2  AmazonEKSEditPolicy holds in production  test/access/prod/policies-deployer.json:5:5",
    "  3  AmazonEKSEditPolicy allows get on secrets  published",
    "  also  RoleBinding production/secret-readers gives ClusterRole secret-reader to group deployers in production  test/access/prod/rbac.yaml:23:5",
    "  note  aws-auth maps it too to system:masters; the access entry hides that",
    "",
  ]);
});

test("a principal is named by its ARN, with or without a path, by a session, or as people name a service account", () => {
  for (const name of [
    "arn:aws:iam::111122223333:role/deployer",
    "arn:aws:iam::111122223333:role/other/path/deployer",
    "arn:aws:sts::111122223333:assumed-role/deployer/jo",
    "role/teams/deployer",
    "production/external-secrets",
    "system:serviceaccount:production:external-secrets",
  ])
    assert.is(access(name, "get", "secrets", ...production).code, 0, name);
  for (const [name, message] of [
    ["role/nobody", "neither an access entry nor aws-auth names role/nobody; give its ARN"],
    ["arn:aws:s3:::bucket", "arn:aws:s3:::bucket is no ARN of an IAM principal"],
    ["a/b/c", "a/b/c is no principal"],
  ] as const) {
    const { code, stderr } = access(name, "get", "secrets");
    assert.is(code, 2);
    assert.match(stderr, message);
  }
});

test("no is said only where everything is known; else what would tell", () => {
  const asked = ["role/deployer", "list", "nodes"];
  const unknown = access(...asked);
  assert.is(unknown.code, 2);
  assert.match(unknown.stdout, /^undetermined {2}whether role\/deployer may list nodes/);
  assert.match(unknown.stdout, "\n    kubectl get roles,clusterroles --all-namespaces -o yaml\n");
  const known = access(...asked, "--assume-complete");
  assert.is(known.code, 1);
  assert.match(known.stdout, /^deny {2}role\/deployer may not list nodes .*: nothing gives it\n/);
});

test("a file that can't be read may hold anything, so that nothing is denied", () => {
  const folder = mkdtempSync(join(tmpdir(), "regoscript-"));
  try {
    cpSync(cluster, folder, { recursive: true });
    writeFileSync(join(folder, "broken.yaml"), "a: [");
    const { code, stdout, stderr } = regoscript(["access", "alice", "get", "pods", "--assume-complete", folder]);
    assert.is(code, 2);
    assert.match(stdout, /^undetermined/);
    assert.match(stderr, "unreadable: ");
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("what is malformed may say anything too", () => {
  const folder = mkdtempSync(join(tmpdir(), "regoscript-"));
  try {
    cpSync(cluster, folder, { recursive: true });
    const binding = { apiVersion: "rbac.authorization.k8s.io/v1", kind: "RoleBinding", subjects: "alice" };
    writeFileSync(join(folder, "malformed.json"), JSON.stringify(binding));
    const { code, stderr } = regoscript(["access", "alice", "get", "pods", "--assume-complete", folder]);
    assert.is(code, 2);
    assert.is(stderr, "malformed: 1 of the kind role-binding; they are left out, so that nothing is denied\n");
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("resources have their own group and may be named short, with a name and a subresource", () => {
  const question = (...parameters: string[]): Record<string, unknown> =>
    (JSON.parse(access("alice", ...parameters, "--format", "json").stdout) as { question: Record<string, unknown> })
      .question;
  const fields = (one: Record<string, unknown>): unknown[] => [
    one["group"],
    one["resource"],
    one["namespace"],
    one["name"],
    one["url"],
  ];
  assert.equal(fields(question("get", "deploy/web", "-n", "shop")), ["apps", "deployments", "shop", "web", ""]);
  assert.equal(fields(question("get", "widgets.example.com/a")), ["example.com", "widgets", "", "a", ""]);
  assert.equal(fields(question("create", "pods/web", "--subresource", "exec", "-n", "shop")), [
    "",
    "pods/exec",
    "shop",
    "web",
    "",
  ]);
  assert.equal(fields(question("get", "ns/shop")), ["", "namespaces", "shop", "shop", ""]);
  assert.equal(fields(question("get", "/metrics")), ["", "", "", "", "/metrics"]);
  assert.is(access("alice", "get", "/metrics", "-n", "shop").code, 2);
});

test("as JSON each step has its file, line and path", () => {
  const { code, stdout } = access("production/external-secrets", "get", "secrets", ...production, "--format", "json");
  assert.is(code, 0);
  const { verdict, chains } = JSON.parse(stdout) as { verdict: string; chains: { steps: unknown[] }[] };
  assert.is(verdict, "allow");
  assert.equal(chains[0]!.steps, [
    {
      kind: "role-binding",
      resource: "RoleBinding production/secret-readers",
      basis: "declared",
      file: "test/access/prod/rbac.yaml",
      line: 25,
      column: 5,
      path: ["subjects", 1],
    },
    {
      kind: "role",
      resource: "ClusterRole secret-reader",
      basis: "declared",
      file: "test/access/prod/rbac.yaml",
      line: 9,
      column: 5,
      path: ["rules", 1],
    },
  ]);
});

test("--who names principals, users and groups, and says whether there may be more", () => {
  const { code, stdout } = access("--who", "get", "secrets", ...production, "--assume-complete");
  assert.is(code, 0);
  assert.match(stdout, /^5 may get secrets in production \(cluster prod\)\n/);
  for (const name of [
    "arn:aws:iam::111122223333:role/ci",
    "arn:aws:iam::111122223333:role/teams/deployer",
    "group deployers",
  ])
    assert.match(stdout, `\n  ${name}\n`);
  assert.not.match(stdout, "undetermined");
  assert.match(access("--who", "get", "secrets", ...production).stdout, "undetermined  whether there are more");
  assert.is(access("--who", "get").code, 2);
});

test("two clusters aren't put together", () => {
  const { code, stderr } = regoscript(["access", "alice", "get", "pods", cluster, "test/access/other-cluster.json"]);
  assert.is(code, 2);
  assert.match(stderr, /the files describe 2 clusters \(.*prod.*\); name those of one/);
});

/** What `collect` leaves of the cluster in test/access/prod, without policies of its own. */
function collected(
  tables: { readonly [id: string]: object },
  without: readonly string[] = [],
): { [file: string]: string } {
  const role = {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRole",
    metadata: { name: "reader" },
    rules: [],
  };
  const files: { [file: string]: string } = {
    "collection.json": JSON.stringify({
      apiVersion: "regoscript.dev/v1",
      kind: "Collection",
      of: "arn:aws:eks:eu-west-1:111122223333:cluster/prod",
      tables,
    }),
    "cluster.json": JSON.stringify({
      cluster: {
        name: "prod",
        arn: "arn:aws:eks:eu-west-1:111122223333:cluster/prod",
        version: "1.34",
        accessConfig: { authenticationMode: "API" },
        resourcesVpcConfig: {},
      },
    }),
    "access-entries.json": JSON.stringify({
      accessEntry: {
        principalArn: "arn:aws:iam::111122223333:role/a",
        type: "STANDARD",
        kubernetesGroups: [],
        username: "a",
      },
    }),
    "rbac.json": JSON.stringify({ apiVersion: "v1", kind: "List", items: [role] }),
  };
  return Object.fromEntries(Object.entries(files).filter(([file]) => !without.includes(file)));
}

test("what was collected is complete where its record says so and its file is there", () => {
  const complete = { status: "complete", entries: 1 };
  const nothing = { status: "complete", entries: 0 };
  const tables = { cluster: complete, "access-entries": complete, rbac: complete, "aws-auth": nothing };
  const code = (files: { readonly [file: string]: string }): number | null =>
    withFiles(files, (folder) => regoscript(["access", "role/a", "get", "secrets", "-n", "shop", folder]).code);
  assert.is(code(collected(tables)), 1);
  assert.is(code(collected(tables, ["collection.json"])), 2);
  assert.is(code(collected(tables, ["rbac.json"])), 2);
  assert.is(code(collected({ ...tables, rbac: { status: "refused" } })), 2);
  assert.is(code(collected({ ...tables, "access-entries": { status: "failed" } })), 2);
  // In the mode API nothing hangs on aws-auth.
  assert.is(code(collected({ ...tables, "aws-auth": { status: "failed" } })), 1);
  const other = collected(tables)["collection.json"]!.replace("cluster/prod", "cluster/staging");
  withFiles({ ...collected(tables), "other/collection.json": other }, (folder) => {
    const { code, stderr } = regoscript(["access", "role/a", "get", "secrets", folder]);
    assert.is(code, 2);
    assert.match(stderr, /the files were collected of 2 clusters \(.*cluster\/prod, .*cluster\/staging\)/);
  });
});

test.run();
