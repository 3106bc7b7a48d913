import { at, rule, violation, yaml } from "regoscript";
import { containers, Workload } from "regoscript/kubernetes";

export default rule({
  id: "allowed-repos",
  title: "Image from another repository",
  severity: "medium",
  input: Workload,
  parameters: { repos: ["registry.example/"] },
  rationale: "Written from what the Gatekeeper library says that its template does.",
  remediation: "",
  references: ["https://open-policy-agent.github.io/gatekeeper-library/website/validation/allowedrepos"],

  *check(workload, { parameters }) {
    for (const container of containers(workload.spec)) {
      const image = container.image ?? "";
      if (!parameters.repos.some((repo) => image.startsWith(repo)))
        yield violation(
          at(container, "image"),
          `container ${container.name} has the image ${image}, from none of the allowed repositories`,
        );
    }
  },

  examples: {
    ours: {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          containers:
            - {name: web, image: registry.example/web}
        `,
      violations: [],
    },
    "an ephemeral container": {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          containers:
            - {name: web, image: registry.example/web}
          ephemeralContainers:
            - {name: debug, image: busybox}
        `,
      violations: [
        {
          message: "container debug has the image busybox, from none of the allowed repositories",
          path: ["spec", "ephemeralContainers", 0, "image"],
          resource: "Pod shop/web",
        },
      ],
    },
  },
});
