import { rule, violation, yaml } from "regoscript";
import { Ingress } from "regoscript/kubernetes";

export default rule({
  id: "https-only",
  title: "Ingress without TLS",
  severity: "medium",
  input: Ingress,
  parameters: { tlsOptional: false },
  rationale: "Written from what the Gatekeeper library says that its template does.",
  remediation: "",
  references: ["https://open-policy-agent.github.io/gatekeeper-library/website/validation/httpsonly"],

  *check(ingress, { parameters }) {
    const { metadata, spec } = ingress;
    if ((spec?.tls ?? []).length === 0 && !parameters.tlsOptional)
      yield violation(ingress, `the Ingress ${metadata?.name ?? "?"} has no certificate`);
    if (metadata?.annotations["kubernetes.io/ingress.allow-http"] !== "false")
      yield violation(ingress, `the Ingress ${metadata?.name ?? "?"} lets HTTP through`);
  },

  examples: {
    "with a certificate": {
      document: yaml`
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: web, namespace: shop, annotations: {kubernetes.io/ingress.allow-http: "false"}}
        spec: {tls: [{hosts: [shop.example], secretName: shop}]}
        `,
      violations: [],
    },
    without: {
      document: yaml`
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: web, namespace: shop}
        spec: {rules: [{host: shop.example}]}
        `,
      violations: [
        { message: "the Ingress web has no certificate", path: [], resource: "Ingress shop/web" },
        { message: "the Ingress web lets HTTP through", path: [], resource: "Ingress shop/web" },
      ],
    },
    "a certificate that need not be": {
      document: yaml`
        apiVersion: extensions/v1beta1
        kind: Ingress
        metadata: {name: web, namespace: shop, annotations: {kubernetes.io/ingress.allow-http: "false"}}
        spec: {}
        `,
      parameters: { tlsOptional: true },
      violations: [],
    },
  },
});
