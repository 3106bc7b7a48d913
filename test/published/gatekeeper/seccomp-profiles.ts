import { rule, violation, yaml } from "regoscript";
import { containers, effectiveSeccompProfile, isExemptImage, Workload } from "regoscript/kubernetes";

export default rule({
  id: "seccomp-profiles",
  title: "Seccomp profile that is not allowed",
  severity: "medium",
  input: Workload,
  parameters: {
    allowedProfiles: ["RuntimeDefault"],
    allowedLocalhostFiles: [] as string[],
    exemptImages: [] as string[],
  },
  rationale: "Written from what the Gatekeeper library says that its template does.",
  remediation: "",
  references: ["https://open-policy-agent.github.io/gatekeeper-library/website/validation/seccomp"],

  *check(workload, { parameters }) {
    if (parameters.allowedProfiles.includes("*")) return;
    for (const container of containers(workload.spec)) {
      if (isExemptImage(container.image, parameters.exemptImages)) continue;
      const profile = effectiveSeccompProfile(workload.spec, container);
      const type = profile?.type ?? "not configured";
      const file = profile?.localhostProfile ?? "";
      const isFileAllowed =
        parameters.allowedLocalhostFiles.includes("*") || parameters.allowedLocalhostFiles.includes(file);
      if (!parameters.allowedProfiles.includes(type) || (type === "Localhost" && !isFileAllowed))
        yield violation(
          container,
          `the seccomp profile of container ${container.name} is ${type}${file === "" ? "" : ` ${file}`}`,
        );
    }
  },

  examples: {
    "the pod's": {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          securityContext: {seccompProfile: {type: RuntimeDefault}}
          containers:
            - {name: web, image: web}
        `,
      violations: [],
    },
    "a container's, and none": {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          securityContext: {seccompProfile: {type: RuntimeDefault}}
          containers:
            - {name: a, image: a, securityContext: {seccompProfile: {type: Unconfined}}}
            - {name: b, image: b, securityContext: {seccompProfile: {type: Localhost, localhostProfile: b.json}}}
            - {name: c, image: c, securityContext: {seccompProfile: {type: Localhost, localhostProfile: c.json}}}
        `,
      parameters: { allowedProfiles: ["Localhost", "RuntimeDefault"], allowedLocalhostFiles: ["c.json"] },
      violations: [
        {
          message: "the seccomp profile of container a is Unconfined",
          path: ["spec", "containers", 0],
          resource: "Pod shop/web",
        },
        {
          message: "the seccomp profile of container b is Localhost b.json",
          path: ["spec", "containers", 1],
          resource: "Pod shop/web",
        },
      ],
    },
    "nothing said": {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          containers:
            - {name: web, image: web}
        `,
      violations: [
        {
          message: "the seccomp profile of container web is not configured",
          path: ["spec", "containers", 0],
          resource: "Pod shop/web",
        },
      ],
    },
  },
});
