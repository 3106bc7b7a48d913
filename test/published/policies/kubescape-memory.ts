import { rule, violation } from "regoscript";
import { compareQuantities } from "regoscript/kubernetes";
import { placeOfSpec, Template } from "./kinds.ts";

function exceeds(given: string, least: readonly string[], most: readonly string[]): boolean {
  return (
    least.some((limit) => compareQuantities(given, limit) === -1) ||
    most.some((limit) => compareQuantities(given, limit) === 1)
  );
}

export default rule({
  id: "kubescape-memory",
  title: "Memory limit or request is missing, or out of bounds",
  severity: "medium",
  input: Template,
  parameters: {
    requestMin: [] as string[],
    requestMax: [] as string[],
    limitMin: [] as string[],
    limitMax: [] as string[],
  },
  rationale: "Written from the description of kubescape's rule resources-memory-limit-and-request.",
  remediation: "Set memory requests and limits within the bounds.",
  references: ["https://github.com/kubescape/regolibrary/tree/v2.0.1/rules/resources-memory-limit-and-request"],

  *check({ kind, metadata, spec }, { parameters }) {
    const where = kind === "Pod" ? "" : ` in ${kind}: ${metadata?.name ?? ""}`;
    const gap = kind === "Pod" ? " " : "   ";
    for (const [index, container] of spec.containers.entries()) {
      const place = `${placeOfSpec(kind)}.containers[${index}].resources`;
      const limit = container.resources?.limits["memory"];
      const request = container.resources?.requests["memory"];
      if (limit === undefined)
        yield violation(
          container,
          `Container: ${container.name}${where}${gap}does not have memory-limit or request: ${place}.limits.memory=YOUR_VALUE`,
        );
      else if (exceeds(limit, parameters.limitMin, parameters.limitMax))
        yield violation(
          container,
          `Container: ${container.name}${where} exceeds memory-limit${kind === "Pod" ? " " : ""}: ${place}.limits.memory`,
        );
      if (request === undefined)
        yield violation(
          container,
          `Container: ${container.name}${where}${gap}does not have memory-limit or request: ${place}.requests.memory=YOUR_VALUE`,
        );
      else if (exceeds(request, parameters.requestMin, parameters.requestMax))
        yield violation(
          container,
          `Container: ${container.name}${where} exceeds memory request: ${place}.requests.memory`,
        );
    }
  },

  examples: {},
});
