import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Evidence } from "../../src/authoring/index.ts";
import { doubtsOf, type Request, ruleSetsOf } from "../../src/library/access/index.ts";
import type { Role } from "../../src/library/kubernetes/index.ts";
import { random } from "../language/things.ts";
import { seedOf } from "../seed.ts";
import { chainsFor, modelOf } from "./authorizer.ts";
import { afterController } from "./controller.ts";
import type { Asked, BindingDocument, RoleDocument, RuleDocument, World } from "./worlds.ts";

const rule = (verbs: string[], resources: string[], more: Partial<RuleDocument> = {}): RuleDocument => ({
  verbs,
  apiGroups: [""],
  resources,
  resourceNames: [],
  nonResourceURLs: [],
  ...more,
});
const role = (name: string, rules: RuleDocument[], namespace?: string): RoleDocument =>
  namespace === undefined
    ? { kind: "ClusterRole", metadata: { name, labels: {} }, rules }
    : { kind: "Role", metadata: { name, namespace, labels: {} }, rules };
const binding = (
  to: { kind: string; name: string; namespace?: string },
  roleRef: { kind: string; name: string },
  namespace?: string,
): BindingDocument => ({
  kind: namespace === undefined ? "ClusterRoleBinding" : "RoleBinding",
  metadata: namespace === undefined ? { name: "b" } : { name: "b", namespace },
  roleRef,
  subjects: [to],
});
const alice = { kind: "User", name: "alice" };
const clusterRole = { kind: "ClusterRole", name: "r" };
const asks = (verb: string, resource: string, more: Partial<Asked> = {}): Asked => ({
  user: "alice",
  groups: [],
  verb,
  group: "",
  resource,
  subresource: "",
  namespace: "shop",
  name: "",
  path: "",
  ...more,
});
const path = (url: string): Asked => asks("get", "", { namespace: "", path: url });

function isAllowed(rules: RuleDocument[], bound: BindingDocument, asked: Asked): boolean {
  return chainsFor(modelOf({ roles: [role("r", rules)], bindings: [bound], asked: [] }), asked).length > 0;
}

const wide = binding(alice, clusterRole);
const inShop = binding(alice, clusterRole, "shop");
const urls = (...nonResourceURLs: string[]): RuleDocument[] => [rule(["get"], [], { nonResourceURLs })];
const account = "system:serviceaccount:shop:web";

/** What Kubernetes says of RBAC, a line each. */
const facts: readonly (readonly [string, RuleDocument[], BindingDocument, Asked, boolean])[] = [
  ["verbs are compared as they are written", [rule(["GET"], ["pods"])], wide, asks("get", "pods"), false],
  ["* is every verb", [rule(["*"], ["pods"])], wide, asks("impersonate", "pods"), true],
  ["groups are compared", [rule(["get"], ["pods"])], wide, asks("get", "pods", { group: "apps" }), false],
  [
    "a rule without apiGroups is about no resource",
    [rule(["*"], ["*"], { apiGroups: [] })],
    wide,
    asks("get", "pods"),
    false,
  ],
  ["* covers subresources", [rule(["get"], ["*"])], wide, asks("get", "pods", { subresource: "exec" }), true],
  [
    "pods doesn't cover pods/exec",
    [rule(["get"], ["pods"])],
    wide,
    asks("get", "pods", { subresource: "exec" }),
    false,
  ],
  ["pods/* covers nothing", [rule(["get"], ["pods/*"])], wide, asks("get", "pods", { subresource: "exec" }), false],
  [
    "*/scale is the subresource of all",
    [rule(["get"], ["*/scale"])],
    wide,
    asks("get", "x", { subresource: "scale" }),
    true,
  ],
  ["*/scale isn't the resource", [rule(["get"], ["*/scale"])], wide, asks("get", "scale"), false],
  [
    "resourceNames name objects",
    [rule(["get"], ["pods"], { resourceNames: ["a"] })],
    wide,
    asks("get", "pods", { name: "a" }),
    true,
  ],
  [
    "and no others",
    [rule(["get"], ["pods"], { resourceNames: ["a"] })],
    wide,
    asks("get", "pods", { name: "b" }),
    false,
  ],
  ["create has no name", [rule(["create"], ["pods"], { resourceNames: ["a"] })], wide, asks("create", "pods"), false],
  [
    "a plain list has none either",
    [rule(["list"], ["pods"], { resourceNames: ["a"] })],
    wide,
    asks("list", "pods"),
    false,
  ],
  ["a URL that is equal", urls("/healthz"), wide, path("/healthz"), true],
  ["a star at the end", urls("/api/*"), wide, path("/api/v1"), true],
  ["which doesn't cover the path before it", urls("/api/*"), wide, path("/api"), false],
  ["nor stops at a slash", urls("/api*"), wide, path("/apifoo"), true],
  ["several stars count as one", urls("/api**"), wide, path("/api/v1"), true],
  ["a star elsewhere is none", urls("/a*/v1"), wide, path("/api/v1"), false],
  ["* is every URL", urls("*"), wide, path("/anything"), true],
  ["rules of resources aren't about URLs", [rule(["*"], ["*"], { apiGroups: ["*"] })], wide, path("/api"), false],
  ["a RoleBinding gives no URL", urls("*"), inShop, path("/api"), false],
  ["a RoleBinding gives its namespace", [rule(["get"], ["pods"])], inShop, asks("get", "pods"), true],
  ["and no other", [rule(["get"], ["pods"])], inShop, asks("get", "pods", { namespace: "other" }), false],
  ["nor what is in none", [rule(["get"], ["nodes"])], inShop, asks("get", "nodes", { namespace: "" }), false],
  ["but its own namespace", [rule(["get"], ["namespaces"])], inShop, asks("get", "namespaces", { name: "shop" }), true],
  ["a ClusterRoleBinding gives all namespaces", [rule(["get"], ["pods"])], wide, asks("get", "pods"), true],
  [
    "names of users are no patterns",
    [rule(["get"], ["pods"])],
    binding({ kind: "User", name: "*" }, clusterRole),
    asks("get", "pods"),
    false,
  ],
  [
    "a group",
    [rule(["get"], ["pods"])],
    binding({ kind: "Group", name: "g" }, clusterRole),
    asks("get", "pods", { groups: ["g"] }),
    true,
  ],
  [
    "a service account",
    [rule(["get"], ["pods"])],
    binding({ kind: "ServiceAccount", name: "web", namespace: "shop" }, clusterRole),
    asks("get", "pods", { user: account }),
    true,
  ],
  [
    "by its user name",
    [rule(["get"], ["pods"])],
    binding({ kind: "User", name: account }, clusterRole),
    asks("get", "pods", { user: account }),
    true,
  ],
  [
    "without a namespace one of the binding's",
    [rule(["get"], ["pods"])],
    binding({ kind: "ServiceAccount", name: "web" }, clusterRole, "shop"),
    asks("get", "pods", { user: account }),
    true,
  ],
  [
    "and for the whole cluster nobody",
    [rule(["get"], ["pods"])],
    binding({ kind: "ServiceAccount", name: "web" }, clusterRole),
    asks("get", "pods", { user: "system:serviceaccount::web" }),
    false,
  ],
  [
    "kinds of subjects are written exactly",
    [rule(["get"], ["pods"])],
    binding({ kind: "user", name: "alice" }, clusterRole),
    asks("get", "pods"),
    false,
  ],
  [
    "a role that is missing gives nothing",
    [rule(["get"], ["pods"])],
    binding(alice, { kind: "ClusterRole", name: "gone" }),
    asks("get", "pods"),
    false,
  ],
  [
    "a Role can't be given to the whole cluster",
    [rule(["get"], ["pods"])],
    binding(alice, { kind: "Role", name: "r" }),
    asks("get", "pods"),
    false,
  ],
  [
    "an unknown kind of role gives nothing",
    [rule(["get"], ["pods"])],
    binding(alice, { kind: "role", name: "r" }),
    asks("get", "pods"),
    false,
  ],
];

for (const [name, rules, bound, asked, expected] of facts)
  test(`RBAC: ${name}`, () => assert.is(isAllowed(rules, bound, asked), expected));

test("a Role is one of the binding's namespace", () => {
  const roles = [role("r", [rule(["get"], ["pods"])], "other")];
  const world = (namespace: string): World => ({
    roles,
    bindings: [binding(alice, { kind: "Role", name: "r" }, namespace)],
    asked: [],
  });
  assert.is(chainsFor(modelOf(world("shop")), asks("get", "pods")).length, 0);
  assert.is(chainsFor(modelOf(world("other")), asks("get", "pods", { namespace: "other" })).length, 1);
});

test("a chain names the subject of the binding and the rule of the role", () => {
  const rules = [rule(["list"], ["pods"]), rule(["get"], ["pods"])];
  const bound: BindingDocument = { ...inShop, subjects: [{ kind: "Group", name: "g" }, alice] };
  const [chain] = chainsFor(modelOf({ roles: [role("r", rules)], bindings: [bound], asked: [] }), asks("get", "pods"));
  assert.equal(chain, {
    subject: "user alice",
    ruleSet: "ClusterRole r",
    isClusterWide: false,
    namespace: "shop",
    steps: [
      {
        kind: "role-binding",
        resource: "RoleBinding shop/b",
        position: 0,
        field: "subjects",
        item: 1,
        basis: "declared",
      },
      { kind: "role", resource: "ClusterRole r", position: 0, field: "rules", item: 1, basis: "declared" },
    ],
  });
});

const request: Request = { verb: "get", group: "", resource: "pods", namespace: "shop", name: "", url: "" };

test("a role that isn't there is a doubt, unless all roles are", () => {
  const index = modelOf({ roles: [], bindings: [inShop], asked: [] });
  assert.equal(doubtsOf(index, ["user alice"], request, false), [
    "RoleBinding shop/b gives ClusterRole r, which isn't among what was given",
  ]);
  assert.equal(doubtsOf(index, ["user alice"], request, true), []);
  assert.equal(doubtsOf(index, ["user bob"], request, false), []);
});

test("of a role that is given twice nothing is known", () => {
  const roles = [role("r", [rule(["get"], ["pods"])]), role("r", [])];
  const index = modelOf({ roles, bindings: [wide], asked: [] });
  assert.is(chainsFor(index, asks("get", "pods")).length, 0);
  assert.equal(doubtsOf(index, ["user alice"], request, true), [
    "ClusterRole r is given more than once, with different content",
  ]);
});

/** ClusterRoles that select each other by labels, some of them in circles, each with a rule of its own. */
function selectingRoles(seed: number): RoleDocument[] {
  const next = random(seed);
  const label = (): Record<string, string> => ({ [`l${Math.floor(next() * 6)}`]: "1" });
  return Array.from({ length: 9 }, (_, number): RoleDocument => {
    const plain = {
      kind: "ClusterRole" as const,
      metadata: { name: `r${number}`, labels: { ...(next() < 0.7 ? label() : {}), ...(next() < 0.4 ? label() : {}) } },
      rules: [rule([`v${number}`], ["pods"])],
    };
    if (next() < 0.35) return plain;
    const clusterRoleSelectors = Array.from({ length: 1 + Math.floor(next() * 2) }, () => ({
      matchLabels: next() < 0.05 ? {} : { ...label(), ...(next() < 0.2 ? label() : {}) },
      matchExpressions: [] as const,
    }));
    return { ...plain, aggregationRule: { clusterRoleSelectors } };
  });
}

test("a role that is aggregated has the rules that the controller arrives at", () => {
  const seed = seedOf(20_262);
  let aggregated = 0;
  for (let world = 0; world < 400; world++) {
    const roles = selectingRoles(seed * 1000 + world);
    const expected = afterController(roles);
    for (const [index, { key, parts, incomplete }] of ruleSetsOf(roles as unknown as Evidence<Role>[]).entries()) {
      assert.ok(incomplete.every(({ reason }) => reason.includes("that Kubernetes brings along")));
      const verbs = (rules: readonly RuleDocument[]): string[] => rules.flatMap((one) => one.verbs).sort();
      assert.equal(
        verbs(parts.flatMap((part) => part.rules as RuleDocument[])),
        verbs(expected[index]!.rules),
        `seed ${seed * 1000 + world}: ${key}`,
      );
      if (roles[index]!.aggregationRule !== undefined && parts.length > 1) aggregated++;
    }
  }
  assert.ok(aggregated > 400, `${aggregated}`);
});

test("a role that may select Kubernetes' own roles isn't known whole without them", () => {
  const aggregated = (matchLabels: Record<string, string>): RoleDocument => ({
    ...role("all", []),
    aggregationRule: { clusterRoleSelectors: [{ matchLabels, matchExpressions: [] }] },
  });
  const gaps = (...roles: RoleDocument[]): number =>
    ruleSetsOf(roles as unknown as Evidence<Role>[])[0]!.incomplete.length;
  assert.is(gaps(aggregated({})), 1);
  assert.is(gaps(aggregated({ "rbac.authorization.k8s.io/aggregate-to-view": "true" })), 1);
  assert.is(gaps(aggregated({ own: "true" })), 0);
  assert.is(gaps(aggregated({}), role("cluster-admin", [])), 0);
});

test("of an object of a cluster the rules stand as the controller wrote them", () => {
  const manifest = { ...role("r", [rule(["get"], ["pods"])]), aggregationRule: { clusterRoleSelectors: [] } };
  const live = { ...manifest, metadata: { ...manifest.metadata, uid: "1" } };
  const rulesOf = (one: RoleDocument): number =>
    ruleSetsOf([one] as unknown as Evidence<Role>[]).flatMap(({ parts }) => parts.flatMap(({ rules }) => rules)).length;
  assert.is(rulesOf(manifest), 0);
  assert.is(rulesOf(live), 1);
});

test.run();
