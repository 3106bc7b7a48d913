import { rule, violation, yaml } from "regoscript";
import { containers, effectiveAppArmorProfile, isExemptImage, Workload } from "regoscript/kubernetes";

export default rule({
  id: "apparmor-profiles",
  title: "AppArmor profile that is not allowed",
  severity: "medium",
  input: Workload,
  parameters: { allowedProfiles: ["runtime/default"], exemptImages: [] as string[] },
  rationale: "Written from what the Gatekeeper library says that its template does.",
  remediation: "",
  references: ["https://open-policy-agent.github.io/gatekeeper-library/website/validation/apparmor"],

  *check(workload, { parameters }) {
    for (const container of containers(workload.spec)) {
      if (isExemptImage(container.image, parameters.exemptImages)) continue;
      const profile =
        effectiveAppArmorProfile(workload.spec, container, workload.podMetadata?.annotations ?? {}) ??
        "runtime/default";
      if (!parameters.allowedProfiles.includes(profile))
        yield violation(container, `the AppArmor profile of container ${container.name} is ${profile}`);
    }
  },

  examples: {
    "by default": {
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
    "an annotation, a field of the container, one of the pod": {
      document: yaml`
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: shop}
        spec:
          template:
            metadata: {annotations: {container.apparmor.security.beta.kubernetes.io/a: unconfined}}
            spec:
              containers:
                - {name: a, image: a}
                - {name: b, image: b, securityContext: {appArmorProfile: {type: Localhost, localhostProfile: b}}}
                - {name: c, image: c, securityContext: {appArmorProfile: {type: RuntimeDefault}}}
        `,
      parameters: { allowedProfiles: ["runtime/default", "localhost/c"] },
      violations: [
        {
          message: "the AppArmor profile of container a is unconfined",
          path: ["spec", "template", "spec", "containers", 0],
          resource: "Deployment shop/web",
        },
        {
          message: "the AppArmor profile of container b is localhost/b",
          path: ["spec", "template", "spec", "containers", 1],
          resource: "Deployment shop/web",
        },
      ],
    },
  },
});
