import { at, rule, violation } from "regoscript";
import { Template } from "./kinds.ts";

const annotation = "seccomp.security.alpha.kubernetes.io/pod";
const allowed = new Set(["RuntimeDefault", "Localhost"]);

export default rule({
  id: "trivy-default-seccomp",
  title: "Runtime/Default Seccomp profile not set",
  severity: "low",
  input: Template,
  rationale:
    "Written from the description of trivy's check KSV030: pod or container must require the default profile; the container's setting counts, and before Kubernetes 1.19 an annotation did.",
  remediation: "Set securityContext.seccompProfile.type to RuntimeDefault.",
  references: ["https://avd.aquasec.com/misconfig/ksv030"],

  *check({ podMetadata, spec }) {
    const annotated = podMetadata?.annotations[annotation];
    if (annotated !== undefined) {
      if (annotated !== "runtime/default") yield violation(spec, `${annotation} should be set to 'runtime/default'`);
      return;
    }
    for (const container of [...spec.containers, ...spec.initContainers]) {
      const type = container.securityContext?.seccompProfile?.type ?? spec.securityContext?.seccompProfile?.type;
      if (allowed.has(type ?? "")) continue;
      yield violation(
        at(container, "securityContext"),
        `Either Pod or Container should set 'securityContext.seccompProfile.type' to 'RuntimeDefault' (${container.name})`,
      );
    }
  },

  examples: {},
});
