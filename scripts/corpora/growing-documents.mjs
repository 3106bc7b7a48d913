// Documents that grow in one dimension only.
import { template } from "./template.mjs";

const pod = (number) => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: `pod-${number}`, namespace: "shop" },
  spec: { serviceAccountName: "web", hostNetwork: true, containers: [{ name: "web", image: "web:1" }] },
});

const numbers = (count) => Array.from({ length: count }, (_, number) => number);

const yamlPod = (number, spec) =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: pod-${number}\nspec:\n  serviceAccountName: web\n${spec}`;

const deep = (number, levels) =>
  JSON.stringify({ ...pod(number), status: 0 }).replace(/0}$/, `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}}`);

const violatingTemplate = (size, format) => template({ size, roles: 1, broad: 1, format })[0].content;

/** What grows; `size` is the smallest that is measured, `text` gives a file of a size. */
export const dimensions = [
  {
    name: "siblings in JSON, all with a finding",
    file: "template.json",
    size: 8000,
    text: (size) => violatingTemplate(size, "json"),
  },
  {
    name: "siblings in YAML with tags, all with a finding",
    file: "template.yaml",
    size: 3000,
    text: (size) => violatingTemplate(size, "yaml"),
  },
  {
    name: "length of a line, with findings",
    file: "pods.json",
    size: 20_000,
    text: (size) => JSON.stringify({ apiVersion: "v1", kind: "List", items: numbers(size).map(pod) }),
  },
  {
    name: "findings of one document",
    file: "pod.yaml",
    size: 20_000,
    text: (size) =>
      yamlPod(
        0,
        `  containers:\n  - name: web\n    env:\n${numbers(size)
          .map(() => "    - name: AWS_SECRET_ACCESS_KEY\n      value: x\n")
          .join("")}`,
      ),
  },
  {
    name: "containers of one document",
    file: "pod.yaml",
    size: 80_000,
    text: (size) =>
      yamlPod(
        0,
        `  containers:\n${numbers(size)
          .map((number) => `  - name: web-${number}\n    image: web:1\n`)
          .join("")}`,
      ),
  },
  {
    name: "documents of one file",
    file: "pods.yaml",
    size: 12_000,
    text: (size) =>
      numbers(size)
        .map((number) => yamlPod(number, "  hostNetwork: true\n"))
        .join("---\n"),
  },
  {
    name: "lines of block scalars",
    file: "settings.yaml",
    size: 400_000,
    text: (size) =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  file: |\n${"    key = value # and so on\n".repeat(size)}`,
  },
  {
    name: "depth, in 300 documents",
    file: "deep.json",
    size: 100,
    // No document may be deeper than 500. YAML would grow by the indentation of each line too.
    text: (size) =>
      `{"apiVersion":"v1","kind":"List","items":[${numbers(300)
        .map((number) => deep(number, size))
        .join(",")}]}`,
  },
];
