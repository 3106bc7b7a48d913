import { inputKind, instance, type Located, member, rule, text, violation } from "regoscript";

interface Selector extends Located {
  matchLabels: Record<string, string>;
}

interface Named extends Located {
  name: string;
}

interface DeploymentSpec extends Located {
  selector?: Selector;
}

interface Deployment extends Located {
  metadata: Named;
  spec: DeploymentSpec;
}

interface ServiceSpec extends Located {
  selector: Record<string, string>;
}

interface Service extends Located {
  spec: ServiceSpec;
}

export const Deployment = inputKind<Deployment>({
  id: "deployment",
  title: "Deployment",
  recognises: ["Deployment"],
  kubernetes: [],
  *find(document) {
    if (text(member(document, "kind")) === "Deployment") yield instance<Deployment>(document, "Deployment");
  },
});

export const Service = inputKind<Service>({
  id: "service",
  title: "Service",
  recognises: ["Service"],
  kubernetes: [],
  *find(document) {
    if (text(member(document, "kind")) === "Service") yield instance<Service>(document, "Service");
  },
});

export default rule({
  id: "conftest-deployment-without-service",
  title: "Deployment has no matching service",
  severity: "high",
  input: Deployment,
  evidence: [Service],
  rationale:
    "Written from conftest's example of combined files: each Deployment is selected by a Service through its label app.",
  remediation: "Add a Service.",
  references: ["https://github.com/open-policy-agent/conftest/tree/v0.71.1/examples/kubernetes/combine"],

  *check(deployment, { inventory }) {
    const app = deployment.spec.selector?.matchLabels["app"];
    const services = inventory.all(Service) ?? [];
    if (app !== undefined && services.some(({ spec }) => spec.selector["app"] === app)) return;
    yield violation(deployment, `Deployment '${deployment.metadata.name}' has no matching service`);
  },

  examples: {},
});
