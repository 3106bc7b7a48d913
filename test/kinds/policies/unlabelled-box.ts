import { rule, violation, yaml } from "regoscript";
import { Box } from "./kinds.ts";

export default rule({
  id: "unlabelled-box",
  title: "Box without a label",
  severity: "low",
  input: Box,
  rationale: "Its finder gives some instances field by field, and others not.",
  remediation: "",
  references: [],

  *check(box) {
    if (box.label === undefined) yield violation(box, "has no label");
  },

  examples: {
    "a box": {
      document: yaml`{kind: Box, box: {}}`,
      violations: [{ message: "has no label", path: ["box"], resource: "the box" }],
    },
    "a box that is no object": {
      document: yaml`{kind: Box, box: [1]}`,
      violations: [],
      malformed: [{ resource: "the box", path: ["box"], expected: "an object", found: "an array" }],
    },
    "a crate that is no object": {
      document: yaml`{kind: Crate, box: [1]}`,
      violations: [{ message: "has no label", path: ["box"], resource: "the crate" }],
    },
    "a box with a label": { document: yaml`{kind: Box, box: {label: a}}`, violations: [] },
  },
});
