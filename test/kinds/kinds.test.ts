import { load } from "js-yaml";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { buildOutputs, examplesOf } from "../../src/compile.ts";
import { testAgreement } from "../language/agreement.ts";

const rbac = { apiVersion: "rbac.authorization.k8s.io/v1", metadata: { name: "a" } };
const role = { ...rbac, kind: "Role", rules: [{ verbs: ["get"] }, { verbs: ["*"] }] };
const binding = { ...rbac, kind: "ClusterRoleBinding", roleRef: { name: "cluster-admin" } };
const ingress = { apiVersion: "extensions/v1beta1", kind: "Ingress", metadata: { name: "a" } };

const documents = [
  role,
  binding,
  { ...binding, roleRef: { name: "view" } },
  { ...binding, metadata: { name: "a", namespace: "kube-system" } },
  { kind: "Inventory", bindings: 11 },
  { kind: "Inventory", bindings: 10 },
  { apiVersion: "v1", kind: "List", items: [role, binding, role] },
  // Each malformed in what only one of the input kinds has.
  { ...role, rules: [{ verbs: "*" }, { verbs: ["*"] }] },
  { ...binding, roleRef: {} },
  { kind: "Inventory", bindings: "11" },
  { ...ingress, spec: { rules: [{ host: "a" }] } },
  { ...ingress, spec: { rules: [{ host: 1 }] } },
  { apiVersion: "v1", kind: "Secret", metadata: { labels: { owner: "a" } } },
  { kind: "Other" },
  ...["Box", "Crate"].flatMap((kind) =>
    [[], [1], "a", 1, null, {}, { label: "a" }, { label: 1 }].map((box) => ({ kind, box })),
  ),
];

const { source, expected } = await testAgreement("test/kinds/policies", documents);

test("a rule of several input kinds is asked about each, and stopped by what is malformed in any", () => {
  const found = expected.map((findings) => {
    const own = findings.filter((finding) => /several-kinds|"malformed":"(role|binding|inventory-file)"/.test(finding));
    return own.map((finding) => {
      const { message, malformed } = JSON.parse(finding) as { message?: string; malformed?: string };
      return message ?? `malformed ${malformed ?? ""}`;
    });
  });
  assert.equal(found, [
    ["Role a gives all verbs"],
    ["a gives cluster-admin"],
    [],
    [],
    ["the inventory has 11 bindings"],
    [],
    ["Role a gives all verbs", "Role a gives all verbs", "a gives cluster-admin"],
    ["malformed role"],
    ["malformed binding"],
    ["malformed inventory-file"],
    [],
    [],
    [],
    [],
    ...Array.from({ length: 16 }, () => []),
  ]);
});

test("Gatekeeper: kinds together, alternatives, and a suite for each rule with all its examples", async () => {
  const files = new Map(
    (await buildOutputs(source.result, examplesOf(source.rules))).map(({ path, content }) => [path, content]),
  );
  const read = (path: string): unknown => load(String(files.get(`bundles/${path}`)));
  const { spec } = read("gatekeeper/constraints/several-kinds.yaml") as { spec: { match: { kinds: object[] } } };
  assert.equal(spec.match.kinds, [
    { apiGroups: ["rbac.authorization.k8s.io"], kinds: ["RoleBinding", "ClusterRoleBinding"] },
    { apiGroups: ["rbac.authorization.k8s.io"], kinds: ["Role", "ClusterRole"] },
  ]);
  const { metadata } = read("gatekeeper/templates/shared-host.yaml") as {
    metadata: { annotations: { [name: string]: string } };
  };
  const versions = ["v1", "v1beta1"];
  assert.equal(JSON.parse(metadata.annotations["metadata.gatekeeper.sh/requires-sync-data"]!), [
    [
      { groups: ["networking.k8s.io"], versions, kinds: ["Ingress"] },
      { groups: ["extensions"], versions, kinds: ["Ingress"] },
    ],
  ]);
  const kept = read("gatekeeper/sync-set.yaml") as { spec: { gvks: object[] } };
  assert.equal(kept.spec.gvks, [{ group: "networking.k8s.io", version: "v1", kind: "Ingress" }]);
  const cases = ["several-kinds", "shared-host", "unowned-object"].map((rule) => {
    const suite = read(`gatekeeper-tests/${rule}/suite.yaml`) as { tests: { cases: object[] }[] };
    return suite.tests.flatMap((one) => one.cases).length;
  });
  // One is about what is in no cluster.
  assert.equal(cases, [3, 3, 2]);
});

test.run();
