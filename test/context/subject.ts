import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildOutputs, examplesOf } from "../../src/compile.ts";
import { loadBundle } from "../../src/evaluator/wasm.ts";
import { loadSource } from "../../src/policy-folder.ts";
import { nativeOf } from "../native-policies.ts";
import { writeFiles } from "../write-files.ts";

const source = await loadSource("test/context/policies");
export const { rules, decisions } = source;
const { result } = source;
/** The policies as their functions, and as WASM. */
export const native = nativeOf({ result, rules, decisions });
export const examples = examplesOf(rules);
const outputs = await buildOutputs(result, examples);
/** Where all outputs are, until the process ends. */
export const folder = mkdtempSync(join(tmpdir(), "regoscript-context-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
writeFiles(folder, outputs);
export const wasm = await loadBundle(join(folder, "bundles/bundle.tar.gz"));
/** The modules of the Rego bundle by their paths. */
export const modules = Object.fromEntries(
  outputs
    .filter(({ path }) => path.startsWith("bundles/rego/") && path.endsWith(".rego"))
    .map(({ path, content }) => [path, String(content)]),
);

/** Runs of some pods, service accounts, lists of them, and documents that fit no interface. */
export function randomRun(next: () => number): unknown[] {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(next() * items.length)]!;
  const metadata = (): unknown =>
    pick([{ name: pick(["a", "b", "c", "ü", "z𝒳"]), namespace: pick(["shop", "other"]) }, { name: pick(["a", "b"]) }]);
  const account = (): unknown => ({
    apiVersion: "v1",
    kind: "ServiceAccount",
    metadata: metadata(),
    automountServiceAccountToken: pick([true, false, null, "yes"]),
  });
  const pod = (): unknown => ({
    apiVersion: "v1",
    kind: "Pod",
    metadata: metadata(),
    spec: { serviceAccountName: pick(["a", "b", "ü", "default", undefined]), containers: [] },
  });
  const documents = [
    pod,
    pod,
    account,
    () => ({ apiVersion: "v1", kind: "List", items: [account(), pod(), account()] }),
    () => ({ apiVersion: "v1", kind: "ServiceAccountList", items: pick([[], [{ metadata: metadata() }]]) }),
  ];
  const run = Array.from({ length: 1 + Math.floor(next() * 4) }, () => pick(documents)());
  return JSON.parse(JSON.stringify(run)) as unknown[];
}

/** AdmissionReviews of a pod, as the API server sends them and as nobody should. */
export function randomReview(next: () => number): unknown {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(next() * items.length)]!;
  const pod = (): unknown => ({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "web", namespace: "shop" },
    spec: { serviceAccountName: pick(["a", "b", "ü", undefined]), containers: [] },
  });
  const request = {
    uid: "1",
    operation: pick(["CREATE", "UPDATE", "UPDATE", "UPDATE", "DELETE", "", undefined, 5]),
    userInfo: pick([
      { username: "eve", groups: ["dev"] },
      { username: "system:anonymous" },
      { username: "root", groups: ["system:masters"] },
      { username: 5, groups: ["dev", null, 5] },
      { groups: "dev" },
      {},
      null,
    ]),
    object: pick([pod, pod, pod, () => null, () => undefined])(),
    oldObject: pick([pod, pod, () => null, () => ({}), () => undefined, () => "text"])(),
    namespaceObject: pick([
      { metadata: { labels: { frozen: "true" } } },
      { metadata: { labels: null } },
      {},
      null,
      undefined,
    ]),
  };
  const review = {
    apiVersion: pick(["admission.k8s.io/v1", "admission.k8s.io/v1", "admission.k8s.io/v1", "v1"]),
    kind: "AdmissionReview",
    request: pick([request, request, request, null]),
  };
  return JSON.parse(JSON.stringify(review)) as unknown;
}
