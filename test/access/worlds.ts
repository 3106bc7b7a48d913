import { random } from "../language/things.ts";

/** Rules as a role has them. */
export interface RuleDocument {
  readonly verbs: readonly string[];
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames: readonly string[];
  readonly nonResourceURLs: readonly string[];
}

export interface RoleDocument {
  readonly kind: "Role" | "ClusterRole";
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels: Record<string, string> };
  readonly rules: readonly RuleDocument[];
  readonly aggregationRule?: { readonly clusterRoleSelectors: readonly SelectorDocument[] };
}

export interface SelectorDocument {
  readonly matchLabels: Record<string, string>;
  readonly matchExpressions: readonly [];
}

export interface BindingDocument {
  readonly kind: "RoleBinding" | "ClusterRoleBinding";
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly roleRef: { readonly kind: string; readonly name: string };
  readonly subjects: readonly { readonly kind: string; readonly name: string; readonly namespace?: string }[];
}

/** A question to the authorizer: who asks for what. */
export interface Asked {
  readonly user: string;
  readonly groups: readonly string[];
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly subresource: string;
  readonly namespace: string;
  readonly name: string;
  readonly path: string;
}

/** What a cluster has, and what it is asked. */
export interface World {
  readonly roles: readonly RoleDocument[];
  readonly bindings: readonly BindingDocument[];
  readonly asked: readonly Asked[];
}

const namespaces = ["a", "b", "kube-system"];
const names = ["x", "y", "z"];
const users = [
  "alice",
  "bob",
  "system:serviceaccount:a:x",
  "system:serviceaccount:b:x",
  "system:serviceaccount:",
  "",
  "*",
];
const groups = ["dev", "ops", "system:serviceaccounts", "system:serviceaccounts:a", "system:masters", "*", ""];
const verbs = ["get", "list", "create", "deletecollection", "impersonate", "bind", "*", "", "GET"];
const apiGroups = ["", "apps", "batch", "*", "Apps"];
const patterns = [
  "pods",
  "pods/exec",
  "secrets",
  "namespaces",
  "*",
  "*/exec",
  "pods/*",
  "*/*",
  "*/",
  "exec",
  "/exec",
  "",
];
const urls = ["/healthz", "/api", "/api/*", "/api*", "/api**", "*", "/apis/x", "/", "/**", "", "/a*pi"];
const paths = ["/healthz", "/api", "/api/", "/api/v1", "/apis", "/apix", "/", "*", "/api*", "/a"];
const labels = ["p", "q", "r"];

/** A world that a seed decides, with as many questions as asked for. */
export function worldOf(seed: number, count: number): World {
  const next = random(seed);
  const isTrue = (share: number): boolean => next() < share;
  const below = (limit: number): number => Math.floor(next() * limit);
  const pick = <Item>(items: readonly Item[]): Item => items[below(items.length)]!;
  const some = <Item>(items: readonly Item[], most: number): Item[] =>
    Array.from({ length: isTrue(0.05) ? 0 : 1 + below(most) }, () => pick(items));

  const rulesOf = (): RuleDocument[] =>
    Array.from({ length: isTrue(0.1) ? 0 : 1 + below(3) }, () => ({
      verbs: some(verbs, 3),
      apiGroups: some(apiGroups, 2),
      resources: some(patterns, 3),
      resourceNames: isTrue(0.3) ? some([...names, "", "*"], 2) : [],
      nonResourceURLs: isTrue(0.4) ? some(urls, 2) : [],
    }));
  const labelsOf = (): Record<string, string> =>
    Object.fromEntries(labels.filter(() => isTrue(0.3)).map((label) => [label, pick(["1", "2"])]));
  const selectorOf = (): SelectorDocument => ({
    matchLabels: isTrue(0.08)
      ? {}
      : { [pick(labels)]: pick(["1", "2"]), ...(isTrue(0.2) ? { [pick(labels)]: "1" } : {}) },
    matchExpressions: [],
  });

  const roles: RoleDocument[] = [];
  for (const name of names) {
    if (isTrue(0.85)) roles.push({ kind: "ClusterRole", metadata: { name, labels: labelsOf() }, rules: rulesOf() });
    for (const namespace of namespaces)
      if (isTrue(0.85))
        roles.push({ kind: "Role", metadata: { name, namespace, labels: labelsOf() }, rules: rulesOf() });
  }
  for (const name of ["u", "v", "w"])
    if (isTrue(0.7))
      roles.push({
        kind: "ClusterRole",
        metadata: { name, labels: labelsOf() },
        rules: isTrue(0.2) ? rulesOf() : [],
        aggregationRule: { clusterRoleSelectors: Array.from({ length: 1 + below(2) }, selectorOf) },
      });

  const bindings = Array.from({ length: 2 + below(6) }, (_, number): BindingDocument => {
    const isWide = isTrue(0.45);
    const kind = isWide || isTrue(0.5) ? "ClusterRole" : "Role";
    return {
      kind: isWide ? "ClusterRoleBinding" : "RoleBinding",
      metadata: isWide ? { name: `n${number}` } : { name: `n${number}`, namespace: pick(namespaces) },
      roleRef: {
        kind: isTrue(0.05) ? pick(["role", "", "Role", "Group"]) : kind,
        name: kind === "ClusterRole" ? pick([...names, "u", "v", "w", "missing"]) : pick([...names, "missing"]),
      },
      subjects: Array.from({ length: isTrue(0.08) ? 0 : 1 + below(3) }, () => {
        const subject = isTrue(0.05) ? pick(["user", "", "serviceaccount"]) : pick(["User", "Group", "ServiceAccount"]);
        const name = subject === "User" ? pick(users) : subject === "Group" ? pick(groups) : pick([...names, "alice"]);
        const namespace = isTrue(0.6) ? { namespace: pick(["", ...namespaces]) } : {};
        return { kind: subject, name, ...namespace };
      }),
    };
  });

  const anything = (): Asked => ({
    user: pick(users),
    groups: some(groups, 2),
    ...(isTrue(0.15)
      ? { verb: pick(verbs), group: "", resource: "", subresource: "", namespace: "", name: "", path: pick(paths) }
      : {
          verb: pick(verbs),
          group: pick(apiGroups),
          resource: pick(["pods", "secrets", "namespaces", "exec", "*", ""]),
          subresource: pick(["", "", "exec", "log", "*"]),
          namespace: pick([...namespaces, "", "*"]),
          name: pick([...names, "", ""]),
          path: "",
        }),
  });

  /** What a binding gives, or would if the kind of its role were one. */
  const roleOf = ({ roleRef, metadata }: BindingDocument): RoleDocument | undefined =>
    roles.find(
      (role) =>
        role.kind === (roleRef.kind === "Role" ? "Role" : "ClusterRole") &&
        role.metadata.name === roleRef.name &&
        (role.kind === "ClusterRole" || role.metadata.namespace === metadata.namespace),
    );
  /** Those that give anybody anything. */
  const useful = bindings.filter((binding) => binding.subjects.length > 0 && roleOf(binding) !== undefined);

  /** What a rule of a binding allows, with something changed at times. */
  const aimed = (): Asked => {
    const start = anything();
    const keeps = (): boolean => isTrue(0.96);
    const binding = pick(useful.length > 0 && keeps() ? useful : bindings);
    const subject = binding.subjects.length === 0 ? undefined : pick(binding.subjects);
    const role = roleOf(binding);
    // Of a role that is aggregated the rules stand elsewhere.
    const rules = [
      ...(role?.rules ?? []),
      ...(role?.aggregationRule === undefined ? [] : roles.flatMap((one) => one.rules)),
    ];
    if (subject === undefined || rules.length === 0) return start;
    const rule = pick(rules);
    const accountNamespace = subject.namespace || (binding.metadata.namespace ?? pick(["", "a"]));
    const account = `system:serviceaccount:${accountNamespace}:${subject.name}`;
    // A kind that isn't one is taken for what it looks like.
    const isUser = subject.kind === "User" || (subject.kind !== "ServiceAccount" && isTrue(0.7));
    const who = !keeps()
      ? {}
      : subject.kind === "Group"
        ? { groups: [...start.groups, subject.name] }
        : { user: isUser ? subject.name : account };
    const verb = keeps() && rule.verbs.length > 0 ? pick(rule.verbs) : start.verb;
    if (rule.nonResourceURLs.length > 0 && binding.kind === "ClusterRoleBinding" && isTrue(0.5)) {
      const path = pick(rule.nonResourceURLs).replace(/\*+$/u, () => pick(["", "/x", "x", "*"]));
      return {
        ...start,
        ...who,
        verb,
        group: "",
        resource: "",
        subresource: "",
        namespace: "",
        name: "",
        path: path || "/",
      };
    }
    const [resource = "", subresource = ""] = (
      keeps() && rule.resources.length > 0 ? pick(rule.resources) : "pods"
    ).split("/");
    return {
      ...start,
      ...who,
      verb,
      group: keeps() && rule.apiGroups.length > 0 ? pick(rule.apiGroups) : start.group,
      resource: resource === "*" && isTrue(0.7) ? "pods" : resource,
      subresource: subresource === "*" && isTrue(0.5) ? "log" : subresource,
      namespace: keeps() && binding.metadata.namespace !== undefined ? binding.metadata.namespace : start.namespace,
      name: rule.resourceNames.length > 0 && keeps() ? pick(rule.resourceNames) : start.name,
      path: "",
    };
  };

  return { roles, bindings, asked: Array.from({ length: count }, () => (isTrue(0.85) ? aimed() : anything())) };
}
