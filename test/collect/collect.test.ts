import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { tables } from "../../src/collect/tables.ts";
import { type Run, regoscript, withFiles } from "../cli/run.ts";
import { type Answers, FakePrograms } from "./fake-programs.ts";

const json = (value: unknown): string => `${JSON.stringify(value, null, 4)}\n`;
const list = (...items: readonly unknown[]): string => json({ apiVersion: "v1", kind: "List", items });

const arn = "arn:aws:eks:eu-west-1:111122223333:cluster/prod";
const endpoint = "https://A1.gr7.eu-west-1.eks.amazonaws.com";
const [admin, viewer] = ["arn:aws:iam::111122223333:role/admin", "arn:aws:iam::111122223333:role/teams/viewer"];
const entry = (principalArn: string): string => json({ accessEntry: { clusterName: "prod", principalArn } });
const policies = (principalArn: string): string =>
  json({ clusterName: "prod", principalArn, associatedAccessPolicies: [] });

const aws: Answers = {
  "eks describe-cluster --name prod": json({ cluster: { name: "prod", arn, endpoint } }),
  "iam get-account-authorization-details": json({ RoleDetailList: [] }),
  "iam list-open-id-connect-providers": json({
    OpenIDConnectProviderList: [{ Arn: "arn:aws:iam::111122223333:oidc-provider/a" }],
  }),
  "iam get-open-id-connect-provider --open-id-connect-provider-arn arn:aws:iam::111122223333:oidc-provider/a": json({
    Url: "a",
  }),
  "eks list-access-entries --cluster-name prod": json({ accessEntries: [admin, viewer] }),
  [`eks describe-access-entry --cluster-name prod --principal-arn ${admin}`]: entry(admin),
  [`eks describe-access-entry --cluster-name prod --principal-arn ${viewer}`]: entry(viewer),
  [`eks list-associated-access-policies --cluster-name prod --principal-arn ${admin}`]: policies(admin),
  [`eks list-associated-access-policies --cluster-name prod --principal-arn ${viewer}`]: policies(viewer),
  "eks list-pod-identity-associations": json({ associations: [{ associationId: "a-1", namespace: "shop" }] }),
  "eks describe-pod-identity-association --cluster-name prod --association-id a-1": json({
    association: { associationId: "a-1" },
  }),
  "eks list-identity-provider-configs": json({ identityProviderConfigs: [] }),
  "eks list-nodegroups": json({ nodegroups: ["blue"] }),
  "eks describe-nodegroup --cluster-name prod --nodegroup-name blue": json({ nodegroup: { nodegroupName: "blue" } }),
  "eks list-fargate-profiles": json({ fargateProfileNames: [] }),
  "eks list-addons": json({ addons: ["vpc-cni"] }),
  "eks describe-addon --cluster-name prod --addon-name vpc-cni": json({ addon: { addonName: "vpc-cni" } }),
  "eks list-capabilities": json({ capabilities: [] }),
  "ec2 describe-launch-template-versions --versions $Latest $Default": json({ LaunchTemplateVersions: [] }),
  "ec2 describe-instances": json({ Reservations: [] }),
  "ec2 get-instance-metadata-defaults": json({ AccountLevel: { HttpTokens: "required" } }),
};

const role = { apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRole", metadata: { name: "view" } };
const kubectl: Answers = {
  "config view --minify --output jsonpath={.clusters[0].cluster.server}": endpoint,
  "get clusterroles,clusterrolebindings,roles,rolebindings --all-namespaces --output json": list(role),
  "get namespaces": list({ kind: "Namespace" }, { kind: "Namespace" }),
  "get serviceaccounts": list(),
  "get configmap aws-auth --namespace kube-system --ignore-not-found --output json": "",
  "get pods,": list(),
  "get secrets --all-namespaces --no-headers":
    "shop     web-tls   kubernetes.io/tls   2   3d\nops      token     Opaque              1   9h\n",
  "get ec2nodeclasses.karpenter.k8s.aws": { error: 'error: the server doesn\'t have a resource type "ec2nodeclasses"' },
  "get nodeclasses.eks.amazonaws.com": list(),
};

interface Tried {
  readonly folder: string;
  readonly programs: FakePrograms;
  readonly collect: (...options: readonly string[]) => Run;
}

/** Runs the command line with programs that answer; each try has a folder of its own. */
function trying(answers: { readonly aws?: Answers; readonly kubectl?: Answers }, use: (tried: Tried) => void): void {
  withFiles({}, (folder) => {
    const bin = join(folder, "bin");
    mkdirSync(bin);
    const programs = new FakePrograms(bin, {
      aws: { ...aws, ...answers.aws },
      kubectl: { ...kubectl, ...answers.kubectl },
    });
    const { environment } = programs;
    const collect = (...options: readonly string[]): Run =>
      regoscript(["collect", "--cluster", "prod", "--to", join(folder, "to"), ...options], { environment });
    use({ folder: join(folder, "to"), programs, collect });
  });
}

const clusterFolder = join("111122223333", "eu-west-1", "prod");
const filesIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .sort();
const read = (...parts: readonly string[]): string => readFileSync(join(...parts), "utf8");
const record = (folder: string): { of: string; tables: Record<string, Record<string, unknown>> } =>
  JSON.parse(read(folder, "collection.json")) as never;

test("a run asks for each table and says what is complete", () =>
  trying({}, ({ folder, programs, collect }) => {
    const { code, stdout, stderr } = collect("--run");
    assert.is(code, 0, stdout + stderr);
    const cluster = join(folder, clusterFolder);
    const wanted = tables.filter(({ of }) => of === "cluster").map(({ id }) => `${id}.json`);
    assert.equal(filesIn(cluster), [...wanted, "collection.json"].sort());
    assert.equal(filesIn(join(folder, "111122223333")), ["collection.json", "iam.json", "oidc-providers.json"]);
    assert.is(read(cluster, "access-entries.json"), entry(admin) + policies(admin) + entry(viewer) + policies(viewer));
    const { of, tables: records } = record(cluster);
    assert.is(of, arn);
    assert.ok(Object.values(records).every(({ status }) => status === "complete"));
    const counts = Object.fromEntries(Object.entries(records).map(([id, { entries }]) => [id, entries]));
    assert.equal([counts["access-entries"], counts["rbac"], counts["namespaces"], counts["aws-auth"]], [2, 1, 2, 0]);
    assert.equal([counts["secrets"], counts["karpenter-node-classes"], counts["cluster"]], [2, 0, undefined]);
    const asked = programs.calls().filter((call) => call.startsWith("aws ") && !call.includes("--region eu-west-1"));
    assert.equal(asked, ["aws eks describe-cluster --name prod --output json"]);
    assert.match(stdout, /✓ access-entries +access entries and their policies: 2\n/);
    assert.match(stdout, /\n21 of 21 tables are complete in .*prod\n/);
  }));

test("of Secrets there are namespaces, names and types, and only a table is asked for", () =>
  trying({}, ({ folder, programs, collect }) => {
    collect("--run", "--only", "secrets");
    const { items } = JSON.parse(read(folder, clusterFolder, "secrets.json")) as { items: unknown[] };
    assert.equal(items, [
      { apiVersion: "v1", kind: "Secret", metadata: { namespace: "shop", name: "web-tls" }, type: "kubernetes.io/tls" },
      { apiVersion: "v1", kind: "Secret", metadata: { namespace: "ops", name: "token" }, type: "Opaque" },
    ]);
    const asked = programs.calls().filter((call) => call.includes("secrets"));
    assert.equal(asked, ["kubectl get secrets --all-namespaces --no-headers"]);
    assert.is(statSync(join(folder, clusterFolder, "secrets.json")).mode & 0o777, 0o600);
  }));

test("the script that is printed makes the same files", () =>
  trying({}, ({ folder, programs, collect }) => {
    assert.is(collect("--run").code, 0);
    const script = regoscript(["collect", "--cluster", "prod", "--to", `${folder}-of it's script`]);
    assert.is(script.code, 0, script.stderr);
    const ran = spawnSync("bash", ["-c", script.stdout], {
      encoding: "utf8",
      env: { ...process.env, ...programs.environment },
    });
    assert.is(ran.stderr, 'error: the server doesn\'t have a resource type "ec2nodeclasses"\n');
    for (const place of ["111122223333", clusterFolder]) {
      const [one, other] = [join(folder, place), join(`${folder}-of it's script`, place)];
      assert.equal(
        filesIn(other),
        filesIn(one).filter((file) => file !== "collection.json"),
      );
      for (const file of filesIn(other)) {
        const [made, printed] = [read(one, file), read(other, file)];
        if (file === "secrets.json") assert.equal(JSON.parse(printed), JSON.parse(made));
        else assert.is(printed, made, file);
      }
    }
  }));

test("what is refused or fails is recorded, and asked for again", () => {
  const refusal =
    "An error occurred (AccessDenied) when calling the GetAccountAuthorizationDetails operation: User is not authorized";
  const forbidden = 'Error from server (Forbidden): pods is forbidden: User "x" cannot list resource "pods"';
  const answers = {
    aws: { "iam get-account": { error: refusal }, "iam get-account-authorization-details": { error: refusal } },
    kubectl: { "get pods,": { error: forbidden }, "get namespaces": "no JSON" },
  };
  trying(answers, ({ folder, programs, collect }) => {
    const { code, stdout } = collect("--run");
    assert.is(code, 2);
    assert.match(stdout, /✗ iam +.*: refused: An error occurred \(AccessDenied\)/);
    assert.match(stdout, /\n18 of 21 tables are complete/);
    const { tables: records } = record(join(folder, clusterFolder));
    assert.equal([records["workloads"]!["status"], records["workloads"]!["message"]], ["refused", forbidden]);
    assert.is(records["namespaces"]!["status"], "failed");
    assert.not.ok(filesIn(join(folder, clusterFolder)).includes("namespaces.json"));

    programs.answer({ aws, kubectl });
    const again = collect("--run");
    assert.is(again.code, 0, again.stdout);
    const asked = programs.calls().filter((call) => !/describe-cluster|config view/.test(call));
    assert.is(asked.length, 3, asked.join("\n"));
    assert.match(again.stdout, /= rbac +roles and bindings: kept, of 20/);
    programs.answer({ aws, kubectl });
    assert.is(collect("--run", "--again").code, 0);
    assert.ok(programs.calls().length > 20);
  });
});

test("a thing that is listed and can't be described makes its table fail", () =>
  trying(
    { aws: { [`eks describe-access-entry --cluster-name prod --principal-arn ${viewer}`]: { error: "Throttled" } } },
    ({ folder, collect }) => {
      assert.is(collect("--run").code, 2);
      assert.is(record(join(folder, clusterFolder)).tables["access-entries"]!["message"], "Throttled");
      assert.not.ok(filesIn(join(folder, clusterFolder)).includes("access-entries.json"));
    },
  ));

test("kubectl that talks to another cluster is asked for nothing", () =>
  trying(
    {
      kubectl: {
        "config view": "https://other",
        "config view --minify --output jsonpath={.clusters[0].cluster.server}": "https://other",
      },
    },
    ({ folder, programs, collect }) => {
      const { code, stdout } = collect("--run", "--context", "staging");
      assert.is(code, 2);
      assert.is(
        stdout.match(/kubectl isn't asked: kubectl talks to https:\/\/other, and the cluster is https:\/\/A1/g)?.length,
        1,
      );
      assert.match(stdout, /✗ rbac +roles and bindings: not asked\n/);
      assert.equal(
        programs.calls().filter((call) => call.startsWith("kubectl get")),
        [],
      );
      assert.ok(programs.calls().some((call) => call.includes("--context staging")));
      assert.not.ok(filesIn(join(folder, clusterFolder)).includes("rbac.json"));
    },
  ));

test("a cluster that can't be described ends the run", () =>
  trying(
    { aws: { "eks describe-cluster --name prod": { error: "No cluster found for name: prod." } } },
    ({ collect }) => {
      const { code, stderr } = collect("--run");
      assert.is(code, 2);
      assert.match(
        stderr,
        /error: aws eks describe-cluster --name prod --output json: No cluster found for name: prod\./,
      );
    },
  ));

test("a folder of another cluster is refused", () =>
  trying({}, ({ folder, collect }) => {
    collect("--run", "--only", "cluster");
    const file = join(folder, clusterFolder, "collection.json");
    writeFileSync(file, read(file).replace(arn, `${arn}-2`));
    const { code, stderr } = collect("--run", "--only", "cluster");
    assert.is(code, 2);
    assert.match(stderr, /holds what was collected of .*prod-2, not of/);
    writeFileSync(file, "[]");
    assert.match(collect("--run", "--only", "cluster").stderr, /isn't the record of a collection/);
  }));

test("misused, it says how", () => {
  const said = (...options: readonly string[]): string => regoscript(["collect", ...options]).stderr;
  assert.match(said("--to", "x"), /required option '--cluster/);
  assert.match(said("--cluster", "../x", "--to", "x"), /is no name of an EKS cluster/);
  assert.match(
    said("--cluster", "x", "--to", "x", "--only", "rback"),
    /there is no table rback; did you mean `rbac`\?/,
  );
  const { stderr, code } = regoscript(["collect", "--cluster", "x", "--to", "x", "--run"], {
    environment: { PATH: "/nowhere" },
  });
  assert.is(code, 2);
  assert.match(stderr, /`aws` can't be started/);
});

test.run();
