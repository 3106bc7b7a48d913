import { rule, violation, yaml } from "regoscript";
import { containers, effectiveSeLinuxOptions, isExemptImage, Workload } from "regoscript/kubernetes";

/** Whether an option isn't set or is as allowed. */
function fits(given: string | undefined, allowed: string | undefined): boolean {
  return given === undefined || given === allowed;
}

export default rule({
  id: "selinux-options",
  title: "SELinux options that are not allowed",
  severity: "medium",
  input: Workload,
  parameters: {
    allowedSELinuxOptions: [] as { level?: string; role?: string; type?: string; user?: string }[],
    exemptImages: [] as string[],
  },
  rationale: "Written from what the Gatekeeper library says that its template does.",
  remediation: "",
  references: ["https://open-policy-agent.github.io/gatekeeper-library/website/validation/selinux"],

  *check(workload, { parameters }) {
    for (const container of containers(workload.spec)) {
      if (isExemptImage(container.image, parameters.exemptImages)) continue;
      const options = effectiveSeLinuxOptions(workload.spec, container);
      if (options === undefined) continue;
      const isAllowed = parameters.allowedSELinuxOptions.some(
        ({ level, role, type, user }) =>
          fits(options.level, level) &&
          fits(options.role, role) &&
          fits(options.type, type) &&
          fits(options.user, user),
      );
      if (!isAllowed)
        yield violation(container, `container ${container.name} has SELinux options that are not allowed`);
    }
  },

  examples: {
    none: {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          containers:
            - {name: web, image: web}
        `,
      violations: [],
    },
    "one that is allowed, one that is not": {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          securityContext: {seLinuxOptions: {level: "s0", type: a_t}}
          containers:
            - {name: a, image: a}
            - {name: b, image: b, securityContext: {seLinuxOptions: {level: s1, type: a_t}}}
        `,
      parameters: { allowedSELinuxOptions: [{ level: "s0", type: "a_t" }, { role: "object_r" }] },
      violations: [
        {
          message: "container b has SELinux options that are not allowed",
          path: ["spec", "containers", 1],
          resource: "Pod shop/web",
        },
      ],
    },
  },
});
