// `check` on whole corpora, against reading the same files alone.
import { violationsOf } from "./findings.mjs";
import { pairs, run } from "./measure.mjs";

const corpora = [
  ["manifests", 10_000, "manifests", "js-yaml", 1],
  ["customResources", 40, "CRDs", "js-yaml", 1],
  ["configMaps", 2000, "ConfigMaps with blocks", "js-yaml", 1],
  ["account", 2000, "an account dump", "JSON.parse", 3],
  ["plan", 5000, "a plan on one line", "JSON.parse", 3],
  ["template", 2000, "a template", "JSON.parse", 3],
];

/** Without a document that a rule is about, `check` of definitions alone would end with exit code 2. */
const pod = "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {serviceAccountName: a, containers: []}}\n";

export async function* rows(context) {
  const recognised = context.write("pod.yaml", pod);
  for (const [name, size, shown, parser, goal] of corpora) {
    const folder = context.corpus(name, context.scaled(size));
    let found;
    const check = () => {
      const { milliseconds, stdout } = run(context.check(folder, recognised));
      found = violationsOf(stdout).length;
      return milliseconds;
    };
    const parse = () => run(context.script("parse-files.mjs", folder)).milliseconds;
    const measured = await pairs(context.count, check, parse);
    yield { what: `check of ${shown} against ${parser}`, unit: "times", goal, ...measured, note: `${found} findings` };
  }
}
