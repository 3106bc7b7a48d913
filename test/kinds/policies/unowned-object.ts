import { at, rule, violation, yaml } from "regoscript";
import { Anything } from "./kinds.ts";

export default rule({
  id: "unowned-object",
  title: "Object without an owner",
  severity: "high",
  input: Anything,
  rationale: "Looks at objects of all kinds.",
  remediation: "",
  references: [],

  *check({ metadata }) {
    if (metadata.labels["owner"] === undefined) yield violation(at(metadata, "labels"), "the object has no owner");
  },

  examples: {
    "a Secret": {
      document: yaml`
        apiVersion: v1
        kind: Secret
        metadata: {name: key, namespace: shop}
        `,
      violations: [{ message: "the object has no owner", path: ["metadata", "labels"], resource: "Secret shop/key" }],
    },
    "a Deployment with an owner": {
      document: yaml`
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: shop, labels: {owner: shop}}
        `,
      violations: [],
    },
  },
});
