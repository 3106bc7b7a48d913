import { rule, undetermined, violation, yaml } from "regoscript";
import { Ingress } from "./kinds.ts";

export default rule({
  id: "shared-host",
  title: "Host of two Ingresses",
  severity: "high",
  input: Ingress,
  evidence: [Ingress],
  rationale: "Looks at resources that are served by one of two API groups.",
  remediation: "",
  references: [],

  *check(ingress, { inventory, request }) {
    if (request?.operation === "DELETE") {
      yield violation(ingress, "an Ingress goes");
      return;
    }
    const all = inventory.all(Ingress);
    if (all === undefined) {
      yield undetermined(ingress, "there are no Ingresses", Ingress);
      return;
    }
    const { name } = ingress.metadata;
    for (const own of ingress.rules)
      for (const other of all)
        if (other.metadata.name !== name && other.rules.some(({ host }) => host !== undefined && host === own.host))
          yield violation(own, `${other.metadata.name ?? "?"} has the host ${own.host ?? ""} too`);
  },

  examples: {
    "a host of its own": {
      document: yaml`
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: a, namespace: shop}
        spec: {rules: [{host: a.example}]}
        `,
      violations: [],
    },
    "a host that another has": {
      document: yaml`
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: a, namespace: shop}
        spec: {rules: [{host: a.example}, {host: b.example}]}
        `,
      inventory: [
        yaml`
          apiVersion: extensions/v1beta1
          kind: Ingress
          metadata: {name: b, namespace: shop}
          spec: {rules: [{host: b.example}]}
          `,
      ],
      violations: [{ message: "b has the host b.example too", path: ["spec", "rules", 1], resource: "Ingress shop/a" }],
    },
    "a review that doesn't say the kind of its object": {
      document: yaml`
        apiVersion: admission.k8s.io/v1
        kind: AdmissionReview
        request:
          uid: "1"
          operation: DELETE
          oldObject:
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata: {name: a, namespace: shop}
            spec: {rules: [{host: a.example}]}
        `,
      violations: [{ message: "an Ingress goes", path: ["request", "oldObject"], resource: "Ingress shop/a" }],
    },
  },
});
