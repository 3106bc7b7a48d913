import { at, matchesPattern, rule, violation, yaml } from "regoscript";
import { Resource } from "regoscript/kubernetes";

export default rule({
  id: "required-labels",
  title: "Required label is missing, or has another value",
  severity: "medium",
  input: Resource,
  parameters: {
    labels: [{ key: "owner" }] as { key: string; allowedRegex?: string }[],
    message: undefined as string | undefined,
  },
  rationale: "Written from what the Gatekeeper library says that its template does.",
  remediation: "",
  references: ["https://open-policy-agent.github.io/gatekeeper-library/website/validation/requiredlabels"],

  *check({ metadata }, { parameters }) {
    for (const { key, allowedRegex } of parameters.labels) {
      const value = metadata.labels[key];
      if (value === undefined)
        yield violation(at(metadata, "labels"), parameters.message ?? `the label ${key} is missing`);
      else if (allowedRegex !== undefined && allowedRegex !== "" && !matchesPattern(value, allowedRegex))
        yield violation(
          at(metadata, "labels", key),
          parameters.message ?? `the label ${key} is ${value}, not ${allowedRegex}`,
        );
    }
  },

  examples: {
    "an owner": {
      document: yaml`
        apiVersion: v1
        kind: Namespace
        metadata: {name: shop, labels: {owner: a.team}}
        `,
      violations: [],
    },
    "of another form": {
      document: yaml`
        apiVersion: v1
        kind: Namespace
        metadata: {name: shop, labels: {owner: a.team}}
        `,
      parameters: { labels: [{ key: "owner", allowedRegex: "^[a-z]+[.]example$" }, { key: "cost" }] },
      violations: [
        {
          message: "the label owner is a.team, not ^[a-z]+[.]example$",
          path: ["metadata", "labels", "owner"],
          resource: "Namespace shop",
        },
        { message: "the label cost is missing", path: ["metadata", "labels"], resource: "Namespace shop" },
      ],
    },
    "a message of its own": {
      document: yaml`
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: shop}
        `,
      parameters: { message: "say who owns it" },
      violations: [{ message: "say who owns it", path: ["metadata", "labels"], resource: "Deployment shop/web" }],
    },
  },
});
