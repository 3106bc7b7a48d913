import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { packVersion } from "../../src/pack-version.ts";
import { labels } from "../../src/targets/gatekeeper/metadata.ts";
import { withFiles } from "../cli/run.ts";

interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly labels?: { readonly [name: string]: string } };
  readonly resources?: readonly string[];
}

const bundles = "bundles";
/** What `kubectl apply -R -f`, Argo CD and Flux read in a folder. */
const manifests = readdirSync(bundles, { recursive: true, encoding: "utf8" }).filter((file) =>
  /\.(ya?ml|json)$/.test(file),
);
const read = (file: string): KubernetesObject => load(readFileSync(join(bundles, file), "utf8")) as KubernetesObject;

test("whoever applies the bundles' folder creates policies and nothing else", () => {
  const kinds = new Set(
    manifests
      .filter((file) => !["manifest.json", "program.json"].includes(file))
      .map((file) => {
        const { apiVersion, kind } = read(file);
        return apiVersion.startsWith("constraints.gatekeeper.sh/") ? "Constraint" : `${apiVersion} ${kind}`;
      }),
  );
  assert.equal([...kinds].sort(), [
    "Constraint",
    "kustomize.config.k8s.io/v1beta1 Kustomization",
    "templates.gatekeeper.sh/v1 ConstraintTemplate",
    // No cluster has this kind: gator alone reads it.
    "test.gatekeeper.sh/v1alpha1 Suite",
  ]);
  const constraints = manifests.filter((file) => read(file).apiVersion?.startsWith("constraints.gatekeeper.sh/"));
  assert.ok(constraints.length >= 8);
  for (const file of constraints) assert.match(file, /^gatekeeper\/constraints\//);
});

test("the kustomization lists every object, and each has labels to select and prune by", () => {
  const objects = manifests.filter((file) => file.startsWith("gatekeeper/") && !file.endsWith("/kustomization.yaml"));
  const { resources = [] } = read("gatekeeper/kustomization.yaml");
  assert.equal([...resources].sort(), objects.map((file) => file.slice("gatekeeper/".length)).sort());
  const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
  for (const file of objects)
    assert.equal(
      read(file).metadata.labels,
      { "app.kubernetes.io/managed-by": "regoscript", "app.kubernetes.io/version": version },
      file,
    );
});

type Named = KubernetesObject & { readonly metadata: { readonly name: string } };

/** What an AdmissionReview is about. */
interface Reviewed {
  readonly object?: Named | null;
  readonly oldObject?: Named | null;
}

test("examples are objects that an API server takes: names, and pods with containers that have an image", () => {
  const objects = readdirSync(join(bundles, "gatekeeper-tests"), { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".object"),
  );
  assert.ok(objects.length >= 20);
  let containers = 0;
  const look = (value: unknown, file: string): void => {
    if (typeof value !== "object" || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      look(inner, file);
      if (key !== "containers" && key !== "initContainers") continue;
      assert.ok(Array.isArray(inner) && inner.length > 0, file);
      for (const container of inner as { name?: unknown; image?: unknown }[]) {
        containers++;
        assert.match(String(container.name), /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, file);
        assert.type(container.image, "string", `${file}: a container without an image`);
      }
    }
  };
  for (const file of objects) {
    const given = read(join("gatekeeper-tests", file)) as Named & { readonly request?: Reviewed };
    const object = given.request?.object ?? given.request?.oldObject ?? given;
    assert.match(object.metadata.name, /^[a-z0-9]([-.:a-z0-9]*[a-z0-9])?$/, file);
    look(object, file);
  }
  assert.ok(containers >= 10);
});

test("a version is a valid label: that of the nearest package.json, if it has one", () => {
  const manifest = { format: 3, generator: "", objects: {}, kinds: [], rules: [] } as const;
  const valid = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
  assert.match(labels({ ...manifest, version: "1.2.3-rc.1+build.5" })["app.kubernetes.io/version"] ?? "", valid);
  assert.equal(labels(manifest), { "app.kubernetes.io/managed-by": "regoscript" });
  withFiles(
    {
      "package.json": '{ "version": "1.0.0" }',
      "inner/package.json": '{ "version": "2.0.0" }',
      "broken/package.json": "{",
      "odd/package.json": '{ "version": "latest" }',
      "inner/policies/rule.ts": "",
    },
    (folder) => {
      assert.is(packVersion(join(folder, "inner/policies")), "2.0.0");
      assert.is(packVersion(join(folder, "policies")), "1.0.0");
      assert.is(packVersion(join(folder, "broken")), undefined);
      assert.is(packVersion(join(folder, "odd")), undefined);
    },
  );
});

test.run();
