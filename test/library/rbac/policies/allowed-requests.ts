import { rule, violation } from "regoscript";
import { Role, RoleBinding, ruleAllows, ruleAllowsAll, ServiceAccount } from "regoscript/kubernetes";

/** Verb, group and resource of requests. */
const requests = [
  ["get", "", "pods"],
  ["create", "", "pods/exec"],
  ["list", "apps", "deployments"],
  ["get", "apps", "deployments/scale"],
] as const;

export default rule({
  id: "allowed-requests",
  title: "What the rules of a role allow, and all else that is decoded",
  severity: "low",
  input: [Role, RoleBinding],
  evidence: [ServiceAccount],
  rationale: "Says what the library's functions give.",
  remediation: "",
  references: [],

  *check(subject, { inventory }) {
    for (const account of inventory.all(ServiceAccount) ?? []) {
      const names = [...account.secrets, ...account.imagePullSecrets].map((secret) => secret.name ?? "?").join(" ");
      yield violation(subject, `${account.metadata?.name ?? "?"} has ${names}`);
    }
    switch (subject.kind) {
      case "Role":
      case "ClusterRole":
        for (const each of subject.rules) {
          for (const [verb, group, resource] of requests) {
            const how = ruleAllowsAll(each, verb, group, resource) ? "all" : "some";
            if (ruleAllows(each, verb, group, resource)) yield violation(each, `${verb} ${group}/${resource}: ${how}`);
          }
          for (const url of each.nonResourceURLs) yield violation(each, `URL ${url}`);
        }
        for (const selector of subject.aggregationRule?.clusterRoleSelectors ?? [])
          for (const [label, value] of Object.entries(selector.matchLabels))
            yield violation(selector, `takes in ${label}=${value}`);
        break;
      default: {
        for (const { kind, apiGroup, namespace, name } of subject.subjects)
          yield violation(subject, `${kind ?? "?"} ${apiGroup ?? "?"} ${namespace ?? "?"} ${name ?? "?"}`);
        const { kind, apiGroup, name } = subject.roleRef ?? {};
        yield violation(subject, `${kind ?? "?"} ${apiGroup ?? "?"} ${name ?? "?"}`);
      }
    }
  },

  examples: {},
});
