import { type Evidence, rule, undetermined, violation, yaml } from "regoscript";
import { Ingress, type IngressSpec, type Metadata } from "regoscript/kubernetes";

function isOther(own: Evidence<Metadata> | undefined, other: Evidence<Metadata> | undefined): boolean {
  return own?.name !== other?.name || own?.namespace !== other?.namespace;
}

function hasHost(spec: Evidence<IngressSpec> | undefined, host: string): boolean {
  return (spec?.rules ?? []).some((each) => each.host === host);
}

export default rule({
  id: "unique-ingress-host",
  title: "Host of two Ingresses",
  severity: "medium",
  input: Ingress,
  evidence: [Ingress],
  rationale: "Written from what the Gatekeeper library says that its template does.",
  remediation: "",
  references: ["https://open-policy-agent.github.io/gatekeeper-library/website/validation/uniqueingresshost"],

  *check(ingress, { inventory }) {
    const all = inventory.all(Ingress);
    if (all === undefined) {
      yield undetermined(ingress, "no Ingresses are known", Ingress);
      return;
    }
    for (const own of ingress.spec?.rules ?? []) {
      const { host } = own;
      if (host === undefined || host === "") continue;
      if (all.some((other) => isOther(ingress.metadata, other.metadata) && hasHost(other.spec, host)))
        yield violation(own, `another Ingress has the host ${host}`);
    }
  },

  examples: {
    "a host of its own": {
      document: yaml`
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: web, namespace: shop}
        spec: {rules: [{host: shop.example}]}
        `,
      inventory: [
        yaml`
          apiVersion: networking.k8s.io/v1
          kind: Ingress
          metadata: {name: log, namespace: shop}
          spec: {rules: [{host: log.example}]}
          `,
      ],
      violations: [],
    },
    "another's host, in another namespace and API group": {
      document: yaml`
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: web, namespace: shop}
        spec: {rules: [{host: a.example}, {host: shop.example}]}
        `,
      inventory: [
        yaml`
          apiVersion: extensions/v1beta1
          kind: Ingress
          metadata: {name: web, namespace: other}
          spec: {rules: [{host: shop.example}]}
          `,
      ],
      violations: [
        {
          message: "another Ingress has the host shop.example",
          path: ["spec", "rules", 1],
          resource: "Ingress shop/web",
        },
      ],
    },
  },
});
