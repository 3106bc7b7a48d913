import type { DecisionVerdict } from "./decisions.ts";
import type { Verdict } from "./report.ts";

/** The member of an input that holds all documents of a run: src/targets/opa/engine.ts reads it. */
const runKey = "regoscript_run";

interface Placed {
  readonly path: Verdict["violations"][number]["path"];
}

/** The documents of a run, each as JSON, as the JSON of one input. */
export function wholeRun(documents: readonly string[]): string {
  return `{"${runKey}":[${documents.join(",")}]}`;
}

/**
 * What is said of each of so many documents, from what is said of all at once: there every path begins with the index
 * of its document.
 */
export function verdictsOfRun(whole: Verdict, count: number): Verdict[] {
  const violations = byDocument(whole.violations, count);
  const malformed = byDocument(whole.malformed, count);
  const undetermined = byDocument(whole.undetermined, count);
  const unrecognised = byDocument(
    whole.unrecognised.map((path) => ({ path })),
    count,
  );
  return violations.map((own, index) => ({
    violations: own,
    malformed: malformed[index]!,
    undetermined: undetermined[index]!,
    unrecognised: unrecognised[index]!.map(({ path }) => path),
  }));
}

/** The same for a decision. */
export function decisionVerdictsOfRun(whole: DecisionVerdict, count: number): DecisionVerdict[] {
  const malformed = byDocument(whole.malformed, count);
  return byDocument(whole.results, count).map((results, index) => ({ results, malformed: malformed[index]! }));
}

/** Each document's entries, with paths inside the document. */
function byDocument<Entry extends Placed>(entries: readonly Entry[], count: number): Entry[][] {
  const own = Array.from({ length: count }, (): Entry[] => []);
  for (const entry of entries) {
    const [index, ...path] = entry.path;
    const list = typeof index === "number" ? own[index] : undefined;
    if (list === undefined)
      throw new TypeError(`a path of a run begins with ${JSON.stringify(index)}, not with a document`);
    list.push({ ...entry, path });
  }
  return own;
}
