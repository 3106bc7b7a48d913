import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Inventory } from "../../src/authoring/index.ts";
import { type Answer, accessPolicies, answerOf, modelOf, type Request } from "../../src/library/access/index.ts";

/** What a run has of each input kind, as decoded. */
interface Tables {
  readonly [kind: string]: readonly object[];
}

function inventoryOf(tables: Tables): Inventory {
  const inventory: Inventory = {
    all: (({ id }: { id: string }) => tables[id]) as Inventory["all"],
    find: () => undefined,
    once: (work) => work(inventory),
  };
  return inventory;
}

const everyTable = [
  "cluster",
  "access-entry",
  "access-policy-association",
  "aws-auth-mapping",
  "aws-auth-account",
  "role",
  "role-binding",
];

const role = "arn:aws:iam::111122223333:role/deployer";
const session = "arn:aws:sts::111122223333:assumed-role/deployer/jo@x";
const user = "arn:aws:iam::111122223333:user/team/jo";

const get = (resource: string, namespace: string, more: Partial<Request> = {}): Request => ({
  verb: "get",
  group: "",
  resource,
  namespace,
  name: "",
  url: "",
  ...more,
});

function ask(tables: Tables, principal: string, request: Request, complete: readonly string[] = everyTable): Answer {
  return answerOf(modelOf(inventoryOf(tables)), { principal, groups: [] }, request, complete);
}

const cluster = (authenticationMode: string, more: object = {}): Tables => ({
  cluster: [{ name: "prod", version: "1.34", authenticationMode, ...more }],
});
const entry = (principal: string, more: object = {}): object => ({
  arn: principal,
  type: "STANDARD",
  groups: [],
  ...more,
});
const policy = (name: string, principal = role, namespaces?: string[]): object => ({
  principal,
  policyArn: `arn:aws:eks::aws:cluster-access-policy/${name}`,
  scope: namespaces === undefined ? "cluster" : "namespace",
  namespaces: namespaces ?? [],
});
const withPolicy = (name: string, namespaces?: string[]): Tables => ({
  ...cluster("API"),
  "access-entry": [entry(role)],
  "access-policy-association": [policy(name, role, namespaces)],
});
const item = (arn: string, more: object = {}): object => ({ arn, roleArn: arn, groups: [], ...more });

/** Whom the API server says somebody is. */
const whom = ({ username, groups, source }: Answer): unknown[] => [source, username, groups];

test("which table counts is the authentication mode's, and an entry hides aws-auth wholly", () => {
  const both: Tables = {
    "access-entry": [entry(role)],
    "aws-auth-mapping": [item(role, { username: "admin", groups: ["system:masters"] })],
  };
  const request = get("secrets", "shop");
  assert.is(ask({ ...cluster("API"), ...both }, role, request).verdict, "deny");
  const hidden = ask({ ...cluster("API_AND_CONFIG_MAP"), ...both }, role, request);
  assert.is(hidden.verdict, "deny");
  assert.equal(hidden.notes, ["aws-auth maps it too to system:masters; the access entry hides that"]);
  const mapped: Tables = { "aws-auth-mapping": both["aws-auth-mapping"]! };
  assert.is(ask({ ...cluster("CONFIG_MAP"), ...mapped }, role, request).verdict, "allow");
  assert.is(ask({ ...cluster("API_AND_CONFIG_MAP"), ...mapped }, role, request).verdict, "allow");
  assert.is(ask({ ...cluster("API"), ...mapped }, role, request).verdict, "deny");
});

test("in the mode CONFIG_MAP whoever created the cluster may be anybody", () => {
  const { verdict, because } = ask(cluster("CONFIG_MAP"), role, get("pods", "shop"));
  assert.is(verdict, "undetermined");
  assert.match(because[0]!, "whoever created the cluster is its administrator");
  const without = cluster("CONFIG_MAP", { bootstrapClusterCreatorAdminPermissions: false });
  assert.is(ask(without, role, get("pods", "shop")).verdict, "deny");
});

test("principals are compared by partition, account and name, and never by path", () => {
  const tables: Tables = {
    ...cluster("API"),
    "access-entry": [entry("arn:aws:iam::111122223333:role/path/to/deployer")],
    "access-policy-association": [policy("AmazonEKSViewPolicy", "arn:aws:iam::111122223333:role/path/to/deployer")],
  };
  assert.is(ask(tables, session, get("pods", "shop")).verdict, "allow");
  assert.is(ask(tables, role, get("pods", "shop")).verdict, "allow");
  assert.is(ask(tables, role.replace("aws:", "aws-cn:"), get("pods", "shop")).verdict, "deny");
  assert.is(ask(tables, role.replace("1111", "2222"), get("pods", "shop")).verdict, "deny");
  assert.is(ask(tables, role.replace("role/", "user/"), get("pods", "shop")).verdict, "deny");
  assert.is(ask(tables, "arn:aws:iam::111122223333:root", get("pods", "shop")).verdict, "deny");
});

const nodes = "system:nodes";
const authenticated = "system:authenticated";

/** The table of usernames and groups: entries, then aws-auth, then users of the cluster. */
const names: readonly (readonly [string, Tables, string, unknown[]])[] = [
  [
    "an entry's user is its ARN",
    { ...cluster("API"), "access-entry": [entry(user)] },
    user,
    ["access entry", user, [authenticated]],
  ],
  [
    "or what the entry says",
    { ...cluster("API"), "access-entry": [entry(user, { username: "jo", groups: ["dev"] })] },
    user,
    ["access entry", "jo", ["dev", authenticated]],
  ],
  [
    "an entry's role is its session",
    { ...cluster("API"), "access-entry": [entry(role)] },
    session,
    ["access entry", "arn:aws:sts::111122223333:assumed-role/deployer/jo-x", [authenticated]],
  ],
  [
    "of which the name isn't known",
    { ...cluster("API"), "access-entry": [entry(role)] },
    role,
    ["access entry", "arn:aws:sts::111122223333:assumed-role/deployer/{{SessionName}}", [authenticated]],
  ],
  [
    "nodes of Auto Mode are named by the session",
    { ...cluster("API"), "access-entry": [entry(role, { type: "EC2" })] },
    session.replace("jo@x", "i-0abc"),
    ["access entry", "system:node:i-0abc", [nodes, authenticated]],
  ],
  [
    "other nodes by their DNS name",
    { ...cluster("API"), "access-entry": [entry(role, { type: "EC2_LINUX" })] },
    session,
    ["access entry", "system:node:{{EC2PrivateDNSName}}", [nodes, authenticated]],
  ],
  [
    "Windows too",
    { ...cluster("API"), "access-entry": [entry(role, { type: "EC2_WINDOWS" })] },
    session,
    ["access entry", "system:node:{{EC2PrivateDNSName}}", [nodes, authenticated]],
  ],
  [
    "Fargate by the session",
    { ...cluster("API"), "access-entry": [entry(role, { type: "FARGATE_LINUX" })] },
    session,
    ["access entry", "system:node:jo-x", [nodes, authenticated]],
  ],
  [
    "hybrid nodes by the session",
    { ...cluster("API"), "access-entry": [entry(role, { type: "HYBRID_LINUX" })] },
    session,
    ["access entry", "system:node:jo-x", [nodes, authenticated]],
  ],
  [
    "aws-auth without a username gives an empty one",
    { ...cluster("CONFIG_MAP"), "aws-auth-mapping": [item(role, { groups: ["dev"] })] },
    role,
    ["aws-auth", "", ["dev", authenticated]],
  ],
  [
    "its templates are filled, in groups too",
    {
      ...cluster("CONFIG_MAP"),
      "aws-auth-mapping": [
        item(role, { username: "{{AccountID}}:{{SessionNameRaw}}", groups: ["team-{{SessionName}}"] }),
      ],
    },
    session,
    ["aws-auth", "111122223333:jo@x", ["team-jo-x", authenticated]],
  ],
  [
    "the ARN is compared in any case",
    { ...cluster("CONFIG_MAP"), "aws-auth-mapping": [item(role.toUpperCase(), { username: "a" })] },
    role,
    ["aws-auth", "a", [authenticated]],
  ],
  [
    "with a path it is nobody's",
    { ...cluster("CONFIG_MAP"), "aws-auth-mapping": [item(role.replace("role/", "role/path/"))] },
    role,
    ["none", "", []],
  ],
  [
    "of a session it is nobody's",
    { ...cluster("CONFIG_MAP"), "aws-auth-mapping": [item(session)] },
    session,
    ["none", "", []],
  ],
  [
    "of two the last counts",
    {
      ...cluster("CONFIG_MAP"),
      "aws-auth-mapping": [item(role, { username: "a" }), item(role.toUpperCase(), { username: "b" })],
    },
    role,
    ["aws-auth", "b", [authenticated]],
  ],
  [
    "mapRoles counts before mapUsers",
    {
      ...cluster("CONFIG_MAP"),
      "aws-auth-mapping": [item(role, { username: "a" }), { arn: role, username: "b", groups: [] }],
    },
    role,
    ["aws-auth", "a", [authenticated]],
  ],
  [
    "an account's principals are called as their ARNs",
    { ...cluster("CONFIG_MAP"), "aws-auth-account": [{ account: "111122223333" }] },
    session,
    ["aws-auth", role, [authenticated]],
  ],
  [
    "users of it too",
    { ...cluster("CONFIG_MAP"), "aws-auth-account": [{ account: "111122223333" }] },
    user,
    ["aws-auth", user, [authenticated]],
  ],
  [
    "a service account has two groups",
    {},
    "system:serviceaccount:shop:web",
    [
      "user",
      "system:serviceaccount:shop:web",
      ["system:serviceaccounts", "system:serviceaccounts:shop", authenticated],
    ],
  ],
  [
    "who says nothing is anonymous",
    cluster("API"),
    "system:anonymous",
    ["user", "system:anonymous", ["system:unauthenticated"]],
  ],
];

for (const [name, tables, principal, expected] of names)
  test(`names: ${name}`, () => assert.equal(whom(ask(tables, principal, get("pods", "shop"))), expected));

test("what AWS doesn't publish of an entry's type is a doubt", () => {
  for (const type of ["EC2_LINUX", "EC2_WINDOWS", "FARGATE_LINUX", "HYBRID_LINUX", "HYPERPOD_LINUX"]) {
    const { verdict, because } = ask(
      { ...cluster("API"), "access-entry": [entry(role, { type })] },
      role,
      get("pods", "a"),
    );
    assert.is(verdict, "undetermined", type);
    assert.ok(
      because.some((reason) => reason.includes(`type ${type}`)),
      type,
    );
  }
  const { because } = ask(
    { ...cluster("API"), "access-entry": [entry(role, { type: "EC2" })] },
    role,
    get("pods", "a"),
  );
  assert.equal(because, ["a node may do more, by the API server's authorizer for nodes, which isn't looked at"]);
});

test("who may assume a role chooses the session's name, and so whom a binding names", () => {
  const bound = (kind: string, name: string): Tables => ({
    role: [
      {
        kind: "ClusterRole",
        metadata: { name: "r", labels: {} },
        rules: [{ verbs: ["get"], apiGroups: [""], resources: ["pods"], resourceNames: [], nonResourceURLs: [] }],
      },
    ],
    "role-binding": [
      {
        kind: "ClusterRoleBinding",
        metadata: { name: "b", labels: {} },
        roleRef: { kind: "ClusterRole", name: "r" },
        subjects: [{ kind, name }],
      },
    ],
  });
  const verdict = (mapping: object, kind: string, name: string): string =>
    ask(
      {
        ...cluster("CONFIG_MAP", { bootstrapClusterCreatorAdminPermissions: false }),
        "aws-auth-mapping": [item(role, mapping)],
        ...bound(kind, name),
      },
      role,
      get("pods", "a"),
    ).verdict;
  const anyGroup = { username: "x", groups: ["{{SessionName}}"] };
  assert.is(verdict(anyGroup, "Group", "dev"), "allow");
  // A session's name has no colon.
  assert.is(verdict(anyGroup, "Group", "a:b"), "deny");
  assert.is(verdict({ groups: ["a:{{SessionName}}"] }, "Group", "a:b"), "deny");
  assert.is(verdict({ groups: ["a:{{SessionName}}"] }, "Group", "a:bc"), "allow");
  assert.is(verdict({ username: "{{SessionName}}" }, "User", "alice"), "allow");
  assert.is(verdict({ username: "system:{{SessionName}}" }, "User", "system:alice"), "deny");
  assert.is(verdict({ username: "{{SessionName}}{{SessionName}}" }, "User", "alicealice"), "undetermined");
  const ofEntry = ask(
    { ...cluster("API"), "access-entry": [entry(role)], ...bound("User", session.replace("jo@x", "alice")) },
    role,
    get("pods", "a"),
  );
  assert.is(ofEntry.verdict, "allow");
  assert.is(ofEntry.chains[0]!.steps[0]!.basis, "derived");
});

/** Access policies: what each allows and doesn't. */
const policies: readonly (readonly [string, string[] | undefined, Request, Answer["verdict"]])[] = [
  ["AmazonEKSClusterAdminPolicy", undefined, get("anything", "", { group: "example.com", verb: "bind" }), "allow"],
  ["AmazonEKSClusterAdminPolicy", undefined, get("", "", { url: "/metrics" }), "allow"],
  ["AmazonEKSClusterAdminPolicy", ["*"], get("secrets", "kube-system"), "allow"],
  ["AmazonEKSClusterAdminPolicy", ["*"], get("nodes", ""), "deny"],
  ["AmazonEKSClusterAdminPolicy", ["*"], get("", "", { url: "/metrics" }), "deny"],
  ["AmazonEKSAdminViewPolicy", undefined, get("secrets", "shop"), "allow"],
  // Reading everything includes the kubelet's interface, by which commands run.
  ["AmazonEKSAdminViewPolicy", undefined, get("nodes/proxy", ""), "allow"],
  ["AmazonEKSAdminViewPolicy", undefined, get("pods", "shop", { verb: "create" }), "deny"],
  ["AmazonEKSAdminViewPolicy", undefined, get("", "", { url: "/metrics" }), "deny"],
  [
    "AmazonEKSAdminPolicy",
    undefined,
    get("rolebindings", "shop", { group: "rbac.authorization.k8s.io", verb: "create" }),
    "allow",
  ],
  [
    "AmazonEKSAdminPolicy",
    undefined,
    get("roles", "shop", { group: "rbac.authorization.k8s.io", verb: "bind" }),
    "deny",
  ],
  [
    "AmazonEKSAdminPolicy",
    undefined,
    get("localsubjectaccessreviews", "shop", { group: "authorization.k8s.io", verb: "create" }),
    "allow",
  ],
  ["AmazonEKSAdminPolicy", undefined, get("nodes", ""), "deny"],
  ["AmazonEKSEditPolicy", undefined, get("serviceaccounts", "shop", { verb: "impersonate" }), "allow"],
  ["AmazonEKSEditPolicy", undefined, get("pods/exec", "shop", { verb: "create" }), "allow"],
  ["AmazonEKSEditPolicy", undefined, get("serviceaccounts/token", "shop", { verb: "create" }), "deny"],
  ["AmazonEKSEditPolicy", undefined, get("pods/eviction", "shop", { verb: "create" }), "deny"],
  ["AmazonEKSEditPolicy", undefined, get("leases", "shop", { group: "coordination.k8s.io", verb: "create" }), "deny"],
  ["AmazonEKSEditPolicy", ["dev-*"], get("secrets", "dev-1"), "allow"],
  ["AmazonEKSEditPolicy", ["dev-*"], get("secrets", "prod"), "deny"],
  ["AmazonEKSEditPolicy", ["dev-*"], get("secrets", ""), "deny"],
  ["AmazonEKSEditPolicy", ["dev-*"], get("namespaces", "dev-1", { name: "dev-1" }), "allow"],
  ["AmazonEKSEditPolicy", ["dev-?"], get("secrets", "dev-1"), "undetermined"],
  ["AmazonEKSEditPolicy", ["dev-?"], get("nodes", "dev-1"), "deny"],
  ["AmazonEKSViewPolicy", undefined, get("pods/log", "shop"), "allow"],
  ["AmazonEKSViewPolicy", undefined, get("secrets", "shop"), "deny"],
  ["AmazonEKSViewPolicy", undefined, get("widgets", "shop", { group: "example.com" }), "deny"],
  ["AmazonEKSSecretReaderPolicy", undefined, get("secrets", "shop", { verb: "list" }), "allow"],
  ["AmazonEKSSecretReaderPolicy", undefined, get("secrets", "shop", { verb: "update" }), "deny"],
  ["AmazonEKSSecretAdminPolicy", undefined, get("secrets", "shop", { verb: "update" }), "allow"],
  ["AmazonEKSPodIdentityPolicy", undefined, get("pods", "", { verb: "list" }), "allow"],
  ["AmazonEKSHybridPolicy", undefined, get("nodes", "", { verb: "list" }), "allow"],
  ["AWSBackupFullAccessPolicyForBackup", undefined, get("secrets", "shop"), "allow"],
  ["AWSBackupFullAccessPolicyForBackup", undefined, get("secrets", "shop", { verb: "watch" }), "deny"],
  [
    "AWSBackupFullAccessPolicyForRestore",
    undefined,
    get("clusterroles", "", { group: "rbac.authorization.k8s.io", verb: "escalate" }),
    "allow",
  ],
  [
    "AWSBackupFullAccessPolicyForRestore",
    undefined,
    get("clusterrolebindings", "", { group: "rbac.authorization.k8s.io", verb: "create" }),
    "allow",
  ],
  ["AmazonEKSACKPolicy", undefined, get("roles", "shop", { group: "iam.services.k8s.aws", verb: "create" }), "allow"],
  [
    "AmazonEKSACKPolicy",
    undefined,
    get("leases", "shop", { group: "coordination.k8s.io", verb: "update", name: "x" }),
    "undetermined",
  ],
  ["AmazonEKSACKPolicy", undefined, get("secrets", "shop"), "deny"],
  ["AmazonEKSArgoCDClusterPolicy", undefined, get("", "", { url: "/apis/apps" }), "allow"],
  [
    "AmazonEKSArgoCDClusterPolicy",
    undefined,
    get("customresourcedefinitions", "", { group: "apiextensions.k8s.io", name: "x" }),
    "undetermined",
  ],
  [
    "AmazonEKSArgoCDPolicy",
    undefined,
    get("applications", "argocd", { group: "argoproj.io", verb: "delete" }),
    "allow",
  ],
  ["AmazonEKSKROPolicy", undefined, get("webapps", "shop", { group: "kro.run", verb: "create" }), "allow"],
  ["AmazonEKSAutoNodePolicy", undefined, get("pods", "shop"), "undetermined"],
  ["AmazonEKSComputePolicy", undefined, get("pods", "shop"), "undetermined"],
  ["AmazonEKSEventPolicy", undefined, get("pods", "shop"), "undetermined"],
  ["AmazonEKSOfTomorrowPolicy", undefined, get("pods", "shop"), "undetermined"],
];

for (const [name, namespaces, request, expected] of policies) {
  const where = namespaces === undefined ? "the cluster" : namespaces.join();
  test(`${name} on ${where}: ${request.verb} ${request.resource}${request.url} in "${request.namespace}" is ${expected}`, () => {
    const { verdict, because } = ask(withPolicy(name, namespaces), role, request);
    assert.is(verdict, expected, because.join("; "));
  });
}

test("Admin holds Edit, which holds View", () => {
  const rulesOf = (name: string): string[] =>
    accessPolicies
      .find(({ key }) => key === `AccessPolicy ${name}`)!
      .parts.flatMap(({ rules }) => rules.map((rule) => JSON.stringify(rule)));
  const [view, edit, admin] = ["View", "Edit", "Admin"].map((name) => rulesOf(`AmazonEKS${name}Policy`));
  assert.equal([view!.length, edit!.length, admin!.length], [10, 20, 22]);
  assert.equal(edit!.slice(0, 10), view);
  assert.equal(admin!.slice(0, 20), edit);
});

test("several policies are put together, each in its own scope, and with RBAC", () => {
  const tables: Tables = {
    ...cluster("API"),
    "access-entry": [entry(role, { groups: ["dev"] })],
    "access-policy-association": [
      policy("AmazonEKSViewPolicy", role, ["a"]),
      policy("AmazonEKSSecretReaderPolicy", role, ["b"]),
    ],
    role: [
      {
        kind: "ClusterRole",
        metadata: { name: "r", labels: {} },
        rules: [{ verbs: ["get"], apiGroups: [""], resources: ["nodes"], resourceNames: [], nonResourceURLs: [] }],
      },
    ],
    "role-binding": [
      {
        kind: "ClusterRoleBinding",
        metadata: { name: "b", labels: {} },
        roleRef: { kind: "ClusterRole", name: "r" },
        subjects: [{ kind: "Group", name: "dev" }],
      },
    ],
  };
  const verdicts = [get("pods", "a"), get("secrets", "a"), get("secrets", "b"), get("nodes", "")].map(
    (one) => ask(tables, role, one).verdict,
  );
  assert.equal(verdicts, ["allow", "deny", "allow", "allow"]);
});

test("whoever is somebody else by impersonation has none of the policies", () => {
  const tables: Tables = {
    ...withPolicy("AmazonEKSClusterAdminPolicy"),
    "access-entry": [entry(role, { username: "deployer" })],
  };
  assert.is(ask(tables, role, get("pods", "a")).verdict, "allow");
  // As `--as deployer` makes somebody.
  assert.is(ask(tables, "deployer", get("pods", "a")).verdict, "deny");
});

test("requests without credentials: only health URLs from 1.32 on", () => {
  const at = (version: string | undefined, url: string): string =>
    ask({ cluster: [{ authenticationMode: "API", version }] }, "system:anonymous", get("", "", { url })).verdict;
  assert.equal(
    ["1.31", "1.32", undefined].map((version) => at(version, "/version")),
    ["allow", "deny", "undetermined"],
  );
  assert.equal(
    ["1.31", "1.32", undefined].map((version) => at(version, "/healthz")),
    ["allow", "allow", "allow"],
  );
  assert.is(at("1.31", "/metrics"), "deny");
});

test("without all tables nothing is denied, and the commands that would tell are named", () => {
  const { verdict, collect } = ask({}, role, get("pods", "a"), []);
  assert.is(verdict, "undetermined");
  assert.equal(collect, [
    "aws eks describe-cluster",
    "aws eks list-access-entries, and for each principal aws eks describe-access-entry",
    "aws eks list-associated-access-policies for each principal",
    "kubectl get configmap aws-auth -n kube-system -o yaml",
  ]);
  assert.equal(ask(cluster("API"), "alice", get("pods", "a"), []).collect, [
    "kubectl get rolebindings,clusterrolebindings --all-namespaces -o yaml",
    "kubectl get roles,clusterroles --all-namespaces -o yaml",
  ]);
  const mapped: Tables = {
    ...cluster("API_AND_CONFIG_MAP"),
    "aws-auth-mapping": [item(role, { groups: ["dev"] })],
  };
  assert.is(ask(mapped, role, get("pods", "a")).verdict, "deny");
  for (const table of everyTable.slice(1)) {
    const others = everyTable.filter((one) => one !== table);
    assert.is(ask(mapped, role, get("pods", "a"), others).verdict, "undetermined", table);
  }
  const withView = withPolicy("AmazonEKSViewPolicy");
  assert.is(ask(withView, role, get("pods", "a"), []).verdict, "allow");
  assert.is(ask(withView, role, get("secrets", "a"), ["role"]).verdict, "undetermined");
});

test("aws-auth allows only where no access entry can hide it", () => {
  const tables: Tables = {
    ...cluster("API_AND_CONFIG_MAP"),
    "aws-auth-mapping": [item(role, { groups: ["system:masters"] })],
  };
  assert.is(ask(tables, role, get("pods", "a"), []).verdict, "undetermined");
  assert.is(ask(tables, role, get("pods", "a"), ["access-entry"]).verdict, "allow");
  const { verdict, because } = ask({ "aws-auth-mapping": tables["aws-auth-mapping"]! }, role, get("pods", "a"), [
    "access-entry",
  ]);
  assert.is(verdict, "undetermined");
  assert.equal(because, ["whether aws-auth counts depends on the authentication mode"]);
});

test("an association says that there is an entry, whose name and groups aren't known", () => {
  const tables: Tables = { ...cluster("API"), "access-policy-association": [policy("AmazonEKSViewPolicy")] };
  assert.is(ask(tables, role, get("pods", "a"), []).verdict, "allow");
  const { verdict, because } = ask(tables, role, get("secrets", "a"));
  assert.is(verdict, "undetermined");
  assert.match(because[0]!, "isn't there");
});

test("an entry or a policy of which it isn't known whose it is may be anybody's", () => {
  const known: Tables = { ...cluster("API"), "access-entry": [entry(role)] };
  assert.is(ask(known, role, get("pods", "a")).verdict, "deny");
  const unknowns: Tables[] = [
    { "access-entry": [entry(role), { type: "STANDARD", groups: [] }] },
    { "access-policy-association": [{ policyArn: "x", scope: "cluster", namespaces: [] }] },
  ];
  for (const unknown of unknowns) {
    const { verdict, because } = ask({ ...known, ...unknown }, role, get("pods", "a"));
    assert.is(verdict, "undetermined");
    assert.equal(because, ["of an access entry or its policy it isn't known whose it is"]);
  }
});

test("default roles count where the run has none of their names", () => {
  const reviews = get("selfsubjectreviews", "", { group: "authentication.k8s.io", verb: "create" });
  assert.is(ask({}, "alice", reviews, []).verdict, "allow");
  assert.is(ask({}, "system:anonymous", get("", "", { url: "/livez" }), []).verdict, "allow");
  const bound = (name: string): Tables => ({
    "role-binding": [
      {
        kind: "ClusterRoleBinding",
        metadata: { name: "b" },
        roleRef: { kind: "ClusterRole", name },
        subjects: [{ kind: "User", name: "alice" }],
      },
    ],
  });
  assert.is(ask(bound("cluster-admin"), "alice", get("pods", "a")).verdict, "allow");
  assert.is(ask(bound("edit"), "alice", get("pods", "a")).verdict, "undetermined");
  assert.is(ask(bound("gone"), "alice", get("pods", "a")).verdict, "deny");
  const own = { role: [{ kind: "ClusterRole", metadata: { name: "edit", labels: {} }, rules: [] }] };
  assert.is(ask({ ...bound("edit"), ...own }, "alice", get("pods", "a")).verdict, "deny");
});

test.run();
