import { matchesPattern, rule, violation } from "regoscript";
import { Workload } from "regoscript/kubernetes";

export default rule({
  id: "rs2015",
  title: "Remedy",
  severity: "low",
  input: Workload,
  rationale: "",
  remediation: "",
  references: [],
  *check(workload) {
    const name = workload.metadata?.name ?? "";
    if (/^[a-z]+(?:[-.][a-z]+)*[-.]?$/u.test(name)) yield violation(workload, "words");
    if (/\b[a-z]+@/u.test(name)) yield violation(workload, "part of an address");
    if (matchesPattern(name, "^.*a.*b") === true) yield violation(workload, "a before b");
  },
  examples: {},
});
