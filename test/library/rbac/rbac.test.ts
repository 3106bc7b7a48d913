import { test } from "uvu";
import * as assert from "uvu/assert";
import { testAgreement } from "../../language/agreement.ts";

const rbac = { apiVersion: "rbac.authorization.k8s.io/v1" };
const role = (...rules: readonly object[]): object => ({
  ...rbac,
  kind: "ClusterRole",
  metadata: { name: "r" },
  rules,
});

/** A rule, and what it allows. */
const rows: readonly (readonly [rule: object, allows: readonly string[]])[] = [
  [{ apiGroups: [""], resources: ["pods"], verbs: ["get"] }, ["get /pods: all"]],
  [{ apiGroups: [""], resources: ["pods"], verbs: ["get"], resourceNames: ["a"] }, ["get /pods: some"]],
  [{ apiGroups: [""], resources: ["pods"], verbs: ["*"] }, ["get /pods: all"]],
  [{ apiGroups: [""], resources: ["pods/*"], verbs: ["*"] }, []],
  [{ apiGroups: [""], resources: ["pods/exec"], verbs: ["create"] }, ["create /pods/exec: all"]],
  [{ apiGroups: ["*"], resources: ["*/scale"], verbs: ["get"] }, ["get apps/deployments/scale: all"]],
  [{ apiGroups: [""], resources: ["*"], verbs: ["create", "get"] }, ["create /pods/exec: all", "get /pods: all"]],
  [{ resources: ["*"], verbs: ["*"] }, []],
  [{ apiGroups: [""], resources: ["pods"], verbs: ["GET"] }, []],
  [{ nonResourceURLs: ["/metrics"], verbs: ["get"] }, ["URL /metrics"]],
];

const documents = [
  ...rows.map(([rule]) => role(rule)),
  {
    ...rbac,
    kind: "ClusterRole",
    metadata: { name: "all", labels: { a: "b" } },
    rules: null,
    aggregationRule: { clusterRoleSelectors: [{ matchLabels: { a: "b" } }] },
  },
  {
    ...rbac,
    kind: "RoleBinding",
    metadata: { name: "b", namespace: "shop" },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "view" },
    subjects: [{ kind: "ServiceAccount", name: "web", namespace: "shop" }, { kind: "User" }],
  },
  {
    apiVersion: "v1",
    kind: "List",
    items: [
      role(),
      {
        apiVersion: "v1",
        kind: "ServiceAccount",
        metadata: { name: "web" },
        secrets: [{ name: "token" }],
        imagePullSecrets: [{ name: "registry" }, {}],
      },
    ],
  },
  { apiVersion: "v1", kind: "Role", rules: [{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }] },
];

const { expected } = await testAgreement("test/library/rbac/policies", documents);
const messages = expected.map((findings) =>
  findings.flatMap((finding) => {
    const { message } = JSON.parse(finding) as { message?: string };
    return message === undefined ? [] : [message];
  }),
);

test("a rule allows what the API server's authorizer says", () => {
  assert.equal(
    messages.slice(0, rows.length),
    rows.map(([, allows]) => allows),
  );
});

test("bindings, aggregation and service accounts are read whole, in their own API group alone", () => {
  assert.equal(messages.slice(rows.length), [
    ["takes in a=b"],
    ["ClusterRole rbac.authorization.k8s.io view", "ServiceAccount ? shop web", "User ? ? ?"],
    ["web has token registry ?"],
    [],
  ]);
});

test.run();
