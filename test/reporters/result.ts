import type { Place, RunResult } from "../../src/reporters/run-result.ts";

const place: Place = {
  file: "pod\u001b[2J.yaml",
  line: 12,
  column: 5,
  endLine: 12,
  endColumn: 9,
  source: { text: "    web: \u001b]8;;x", skipped: 0, cut: false },
};

/** A run in which everything was found that can be found. */
export const everything: RunResult = {
  manifest: {
    format: 3,
    generator: "regoscript 1.2.3",
    objects: {},
    kinds: [],
    rules: [
      {
        id: "a-rule",
        title: "A rule",
        severity: "high",
        kinds: ["thing"],
        reads: [],
        parameters: [],
        rationale: "why",
        remediation: "Do it otherwise.",
        references: [],
        module: "policies/a-rule.ts",
      },
    ],
  },
  files: 2,
  documents: 3,
  violations: [
    {
      rule: "a-rule",
      severity: "high",
      message: "something \u001b[31mred",
      path: ["spec", "containers", 0],
      resource: "Pod shop/web",
      place,
    },
  ],
  malformed: [
    { kind: "thing", resource: "Pod shop/web", path: ["spec"], expected: "an object", found: "a string", place },
  ],
  undetermined: [
    {
      rule: "a-rule",
      severity: "high",
      message: "who knows",
      path: [],
      resource: "Pod shop/web",
      missing: "evidence",
      collect: "kubectl get all",
      place,
    },
  ],
  problems: [{ file: "broken.yaml", line: 3, column: 1, message: "missed comma", remedy: "correct it" }],
  failures: [{ file: "deep.yaml", line: 1, message: "the rule failed" }],
  unrecognised: [{ file: "other.yaml", line: 1, path: [], description: "v1 Secret", concernsAccess: true }],
  unrendered: [{ what: "chart", file: "charts/web" }],
};

/** A run in which nothing was found. */
export const nothing: RunResult = {
  ...everything,
  violations: [],
  malformed: [],
  undetermined: [],
  problems: [],
  failures: [],
  unrecognised: [],
  unrendered: [],
};
