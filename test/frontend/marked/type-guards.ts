import { rule, violation } from "regoscript";
import { Workload } from "regoscript/kubernetes";

interface Wide {
  readonly name: string;
  readonly note?: string;
}

function isComplete(wide: Wide): wide is Required<Wide> { // RS1013
  return wide.name !== "";
}

function hasNote(wide: Wide): wide is Wide & { readonly note: string } {
  return wide.note !== undefined;
}

function isText(value: string | number): value is string {
  return typeof value === "string";
}

function isShortText(value: string | number): value is string { // RS1013
  return typeof value === "string" && value.length < 3;
}

function isThere(wide: Wide | undefined): wide is Wide {
  if (wide === undefined) return false;
  return true;
}

/** TypeScript believes a type guard; here its test must show what it claims, and that nothing of it is left otherwise. */
export default rule({
  id: "type-guards",
  title: "Fixture",
  severity: "low",
  input: Workload,
  rationale: "",
  remediation: "",
  references: [],

  *check(workload) {
    const wide: Wide = { name: workload.kind };
    const values: (string | number)[] = [workload.kind, 1];
    const claimed = values.filter((value): value is string => value !== ""); // RS1013
    const tested = values.filter((value): value is string => typeof value === "string");
    const inferred = values.filter((value) => typeof value === "string");
    if (isComplete(wide) || hasNote(wide) || isText(1) || isShortText(1) || isThere(wide)) yield violation(workload, `${claimed.length} ${tested.length} ${inferred.join()}`);
  },

  examples: {},
});
