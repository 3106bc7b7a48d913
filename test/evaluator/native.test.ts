import { test } from "uvu";
import * as assert from "uvu/assert";
import { inputKind, instance } from "../../src/authoring/input-kind.ts";
import type { Located } from "../../src/authoring/location.ts";
import { type Rule, rule } from "../../src/authoring/rule.ts";
import { violation } from "../../src/authoring/violation.ts";
import { CompilationError } from "../../src/diagnostics/compilation-error.ts";
import { nativePolicies } from "../../src/evaluator/native.ts";
import { EvaluationError } from "../../src/evaluator/policies.ts";
import type { Manifest } from "../../src/manifest/manifest.ts";
import { loadPolicies, PolicyFolderError } from "../../src/policy-folder.ts";
import { policyFolder } from "./fixtures.ts";

const policies = await loadPolicies(policyFolder);

function gadget(spec: object): object {
  return { kind: "Gadget", metadata: { name: "g" }, spec };
}

test("violations with rule, severity, path, resource and document", () => {
  const report = policies.evaluate([{}, gadget({ actions: "*", parts: [{ name: "p", size: 11 }] })]);
  assert.equal(report, {
    violations: [
      {
        rule: "star-action",
        severity: "low",
        message: "every action is allowed",
        path: ["spec", "actions"],
        resource: "Gadget g",
        document: 1,
      },
      {
        rule: "oversized-part",
        severity: "high",
        message: "part p has size 11",
        path: ["spec", "parts", 0, "size"],
        resource: "Gadget g",
        document: 1,
      },
    ],
    malformed: [],
    undetermined: [],
    unrecognised: [{ path: [], document: 0 }],
    documents: 2,
  });
});

test("the items of a list are documents of their own, with whole paths", () => {
  const { violations } = policies.evaluate([
    { kind: "List", apiVersion: "v1", items: [{}, gadget({ actions: ["*"] })] },
  ]);
  assert.equal(
    violations.map(({ path }) => path),
    [["items", 1, "spec", "actions"]],
  );
});

test("a malformed field stops the rules that read it, and no others", () => {
  const report = policies.evaluate([
    gadget({
      actions: ["*"],
      count: "1",
      parts: [
        { name: "p", size: 11 },
        { name: "q", size: "11" },
      ],
    }),
  ]);
  assert.equal(
    report.violations.map(({ rule, path }) => ({ rule, path })),
    [{ rule: "star-action", path: ["spec", "actions"] }],
  );
  assert.equal(report.malformed, [
    {
      kind: "gadget",
      resource: "Gadget g",
      path: ["spec", "parts", 1, "size"],
      expected: "an integer",
      found: "a string",
      document: 0,
    },
  ]);
  assert.equal(report.unrecognised, []);
});

test("parameters", () => {
  const document = gadget({ parts: [{ name: "p", size: 11 }] });
  const messages = (given: object): number =>
    policies.evaluate([document], { parameters: { "oversized-part": { ...given } } }).violations.length;
  assert.is(messages({}), 1);
  assert.is(messages({ limit: 11 }), 0);
  assert.is(messages({ allowed: ["p"] }), 0);
});

test("any JSON value is a document", () => {
  assert.equal(
    policies.evaluate([null, false, 0, "", [], {}]).unrecognised,
    [0, 1, 2, 3, 4, 5].map((document) => ({ path: [], document })),
  );
});

interface Anything extends Located {
  readonly a?: string;
}

/** A policy set of one rule, written as what the compiler would have made of it. */
function handMade(check: Rule["check"], find?: () => never): ReturnType<typeof nativePolicies> {
  const kind = inputKind<Anything>({
    id: "anything",
    title: "anything",
    recognises: [],
    kubernetes: [],
    *find(document) {
      if (find !== undefined) find();
      yield instance(document, "it");
    },
  });
  const made = rule({
    id: "made",
    title: "",
    severity: "low",
    input: kind,
    rationale: "",
    remediation: "",
    references: [],
    check: check as never,
    examples: {},
  });
  const manifest: Manifest = {
    format: 3,
    generator: "",
    objects: { Anything: { fields: [] } },
    kinds: [
      { id: "anything", title: "", recognises: [], kubernetes: [], object: "Anything", module: "", exportName: "" },
    ],
    rules: [
      {
        id: "made",
        title: "",
        severity: "low",
        kinds: ["anything"],
        reads: [],
        parameters: [],
        rationale: "",
        remediation: "",
        references: [],
        module: "",
      },
    ],
  };
  return nativePolicies(manifest, [made as unknown as Rule]);
}

function evaluationError(run: () => unknown): EvaluationError {
  try {
    run();
  } catch (error) {
    assert.instance(error, EvaluationError);
    return error as EvaluationError;
  }
  throw new Error("passed");
}

test("a rule that throws never passes, even after it yielded", () => {
  const failing = handMade(function* (node) {
    yield violation(node, "m");
    throw new Error("out of luck");
  });
  const error = evaluationError(() => failing.evaluate([{}]));
  assert.is(error.message, "the rule `made` failed: out of luck");
  assert.is(error.document, 0);
});

test("a finder that throws never passes, and the document is named", () => {
  const failing = handMade(
    function* () {},
    () => {
      throw new Error("lost");
    },
  );
  assert.is(evaluationError(() => failing.evaluate([{}])).message, "the finder of `anything` failed: lost");
});

test("a violation at a value that the rule made is an error", () => {
  const failing = handMade(function* () {
    yield violation({} as Located, "m");
  });
  assert.match(evaluationError(() => failing.evaluate([{}])).message, /needs a node of the document/);
});

test("a rule of the manifest without a module is an error", () => {
  assert.throws(() => nativePolicies(policies.manifest, []), /has no module/);
});

async function refusal(folder: string): Promise<unknown> {
  return loadPolicies(folder).then(
    () => undefined,
    (error: unknown) => error,
  );
}

test("a folder that doesn't exist or holds no rules is refused", async () => {
  for (const folder of ["test/evaluator/no-such-folder", "test/evaluator/native.test.ts", "docs"])
    assert.instance(await refusal(folder), PolicyFolderError, folder);
});

test("what the compiler refuses comes with all of its diagnostics", async () => {
  const error = await refusal("test/evaluator/refused-policies");
  assert.instance(error, CompilationError);
  const { diagnostics, sources } = error as CompilationError;
  assert.equal(
    diagnostics.map(({ code }) => code),
    ["RS1002", "RS1012"],
  );
  assert.ok(sources.get(diagnostics[0]!.span.file)?.includes("var wrong"));
});

test.run();
