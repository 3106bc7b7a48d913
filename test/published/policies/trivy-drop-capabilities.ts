import { rule, sorted, upperCase, violation } from "regoscript";
import { Template } from "./kinds.ts";

export default rule({
  id: "trivy-drop-capabilities",
  title: "Container capabilities must only include NET_BIND_SERVICE",
  severity: "low",
  input: Template,
  rationale:
    "Written from the description of trivy's check KSV106: containers must drop ALL capabilities and may add back one.",
  remediation: "Drop ALL and add NET_BIND_SERVICE at most.",
  references: ["https://avd.aquasec.com/misconfig/ksv106"],

  *check({ spec }) {
    for (const container of [...spec.containers, ...spec.initContainers]) {
      const capabilities = container.securityContext?.capabilities;
      if (capabilities === undefined || !capabilities.drop.some((name) => upperCase(name) === "ALL")) {
        yield violation(container, `container should drop all (${container.name})`);
        continue;
      }
      if (capabilities.add.some((name) => name !== "NET_BIND_SERVICE"))
        yield violation(capabilities, `container should not add stuff (${sorted(capabilities.add).join(" ")})`);
    }
  },

  examples: {},
});
