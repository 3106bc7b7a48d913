import { at, rule, violation, yaml } from "regoscript";
import { containers, isExemptImage, parseImage, Workload } from "regoscript/kubernetes";

export default rule({
  id: "disallowed-tags",
  title: "Image with a tag that is not allowed",
  severity: "medium",
  input: Workload,
  parameters: { tags: ["latest"], exemptImages: [] as string[] },
  rationale: "Written from what the Gatekeeper library says that its template does.",
  remediation: "",
  references: ["https://open-policy-agent.github.io/gatekeeper-library/website/validation/disallowedtags"],

  *check(workload, { parameters }) {
    for (const container of containers(workload.spec)) {
      if (container.image === undefined || isExemptImage(container.image, parameters.exemptImages)) continue;
      const { tag, digest } = parseImage(container.image);
      if (tag === undefined && digest === undefined)
        yield violation(at(container, "image"), `container ${container.name} names no tag: ${container.image}`);
      else if (tag !== undefined && parameters.tags.includes(tag))
        yield violation(at(container, "image"), `container ${container.name} has the tag ${tag}`);
    }
  },

  examples: {
    "a version and a digest": {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          containers:
            - {name: web, image: "web:1.2"}
            - {name: log, image: "log@sha256:0123"}
        `,
      violations: [],
    },
    "none, and the latest": {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          containers:
            - {name: a, image: "registry.example:5000/a"}
            - {name: b, image: "b:latest"}
            - {name: c, image: "c:latest"}
        `,
      parameters: { exemptImages: ["c:latest"] },
      violations: [
        {
          message: "container a names no tag: registry.example:5000/a",
          path: ["spec", "containers", 0, "image"],
          resource: "Pod shop/web",
        },
        {
          message: "container b has the tag latest",
          path: ["spec", "containers", 1, "image"],
          resource: "Pod shop/web",
        },
      ],
    },
  },
});
