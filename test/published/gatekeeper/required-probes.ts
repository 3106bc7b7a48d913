import { rule, violation, yaml } from "regoscript";
import { type Container, type Probe, Workload } from "regoscript/kubernetes";

type ProbeType = "tcpSocket" | "httpGet" | "exec" | "grpc";

function probeOf(container: Container, name: "readinessProbe" | "livenessProbe" | "startupProbe"): Probe | undefined {
  switch (name) {
    case "readinessProbe":
      return container.readinessProbe;
    case "livenessProbe":
      return container.livenessProbe;
    case "startupProbe":
      return container.startupProbe;
  }
}

function isOfType(probe: Probe, type: ProbeType): boolean {
  switch (type) {
    case "tcpSocket":
      return probe.tcpSocket !== undefined;
    case "httpGet":
      return probe.httpGet !== undefined;
    case "exec":
      return probe.exec !== undefined;
    case "grpc":
      return probe.grpc !== undefined;
  }
}

export default rule({
  id: "required-probes",
  title: "Container without a required probe",
  severity: "medium",
  input: Workload,
  parameters: {
    probes: ["readinessProbe", "livenessProbe"] as ("readinessProbe" | "livenessProbe" | "startupProbe")[],
    probeTypes: ["tcpSocket", "httpGet", "exec", "grpc"] as ProbeType[],
  },
  rationale: "Written from what the Gatekeeper library says that its template does.",
  remediation: "",
  references: ["https://open-policy-agent.github.io/gatekeeper-library/website/validation/requiredprobes"],

  *check(workload, { parameters }) {
    for (const container of workload.spec.containers)
      for (const name of parameters.probes) {
        const probe = probeOf(container, name);
        if (probe === undefined || !parameters.probeTypes.some((type) => isOfType(probe, type)))
          yield violation(container, `container ${container.name} has no ${name}`);
      }
  },

  examples: {
    both: {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          containers:
            - {name: web, image: web, readinessProbe: {httpGet: {port: http}}, livenessProbe: {tcpSocket: {port: 80}}}
        `,
      violations: [],
    },
    "one of another type": {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          containers:
            - {name: web, image: web, readinessProbe: {exec: {command: ["true"]}}, livenessProbe: {httpGet: {port: 80}}}
        `,
      parameters: { probeTypes: ["httpGet"] },
      violations: [
        { message: "container web has no readinessProbe", path: ["spec", "containers", 0], resource: "Pod shop/web" },
      ],
    },
  },
});
