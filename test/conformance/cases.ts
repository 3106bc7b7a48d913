import { Raw } from "../../src/authoring/raw.ts";
import { expand } from "../../src/documents/expand.ts";
import { parseExamples } from "../../src/examples/parse.ts";
import type { LoadedSource } from "../../src/policy-folder.ts";
import { wrapped } from "./wrapped.ts";

/** A document that every engine is asked about, with all rules. */
export interface Case {
  readonly name: string;
  readonly document: unknown;
  /** As a user has it, where that is not JSON or YAML. */
  readonly dockerfile: string | undefined;
  readonly parameters: { readonly [rule: string]: { readonly [name: string]: unknown } };
}

/** All examples of all rules, one thing in each place of each wrapper, and documents that fit no interface. */
export function conformanceCases({ rules }: LoadedSource): Case[] {
  const examples = rules.flatMap((rule) =>
    parseExamples(rule.id, rule.examples).map(
      (example): Case => ({
        name: `${rule.id}: ${example.name}`,
        document: example.document,
        dockerfile: example.format === "dockerfile" ? example.text : undefined,
        parameters: example.parameters === undefined ? {} : { [rule.id]: example.parameters },
      }),
    ),
  );
  const plain = (name: string, document: unknown): Case => ({ name, document, dockerfile: undefined, parameters: {} });
  return [
    ...examples,
    ...wrapped.map(({ name, document }) => plain(`wrapped: ${name}`, document)),
    ...malformed.map(([name, document]) => plain(`malformed: ${name}`, document)),
  ];
}

const pod = (spec: unknown): unknown => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "malformed", namespace: "shop" },
  spec,
});

/** Cases below that are well formed after all, or malformed where no rule looks. */
export const wellFormed = new Set(
  [
    "deployment of another group",
    "list of pods without kinds",
    "empty object",
    "aws-auth whose map is empty text",
    "aws-auth with text for groups",
    "container without a name",
    "labels that are null, and data",
    "labels that are a list",
    "label that is a number",
  ].map((name) => `malformed: ${name}`),
);

/** Documents with a value of the wrong type in each kind of place. */
const malformed: readonly (readonly [string, unknown])[] = [
  ["specification that is a list", pod([])],
  ["no specification", { apiVersion: "v1", kind: "Pod", metadata: { name: "malformed" } }],
  ["containers that are an object", pod({ containers: { web: {} } })],
  ["container that is a string", pod({ containers: ["web"] })],
  ["null container", pod({ containers: [null] })],
  ["container without a name", pod({ containers: [{ image: "web" }] })],
  ["name that is a number of seven digits", pod({ containers: [{ name: 1000680000 }] })],
  ["variables that are a mapping", pod({ containers: [{ name: "web", env: { AWS_ACCESS_KEY_ID: "x" } }] })],
  ["value that is a boolean", pod({ containers: [{ name: "web", env: [{ name: "A", value: true }] }] })],
  ["host network as text", pod({ hostNetwork: "true", containers: [] })],
  [
    "labels that are null, and data",
    {
      apiVersion: "v1",
      kind: "List",
      items: [
        {
          ...(pod({ hostNetwork: true, containers: [] }) as object),
          metadata: { name: "a", labels: { a: null }, annotations: { "kubernetes.io/config.mirror": null } },
        },
        { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "a" }, data: { a: null, AWS_ACCESS_KEY_ID: "x" } },
      ],
    },
  ],
  [
    "labels that are a list",
    { ...(pod({ containers: [] }) as object), metadata: { name: "malformed", labels: ["a"] } },
  ],
  [
    "label that is a number",
    { ...(pod({ containers: [] }) as object), metadata: { name: "malformed", labels: { a: 1 } } },
  ],
  [
    "deployment of another group",
    {
      apiVersion: "serving.knative.dev/v1",
      kind: "Deployment",
      metadata: { name: "malformed" },
      spec: { template: "x" },
    },
  ],
  [
    "deployment whose template is text",
    { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "malformed" }, spec: { template: "x" } },
  ],
  [
    "config map whose data are a list",
    { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "malformed" }, data: ["AWS_ACCESS_KEY_ID"] },
  ],
  [
    "aws-auth that isn't a list",
    {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "aws-auth", namespace: "kube-system" },
      data: { mapRoles: "rolearn: x" },
    },
  ],
  [
    "aws-auth whose map is empty text",
    {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "aws-auth", namespace: "kube-system" },
      data: { mapRoles: "", mapUsers: "# nobody\n" },
    },
  ],
  [
    "aws-auth with text for groups",
    {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "aws-auth", namespace: "kube-system" },
      data: { mapRoles: "- groups: system:masters" },
    },
  ],
  ["policy without an effect", { Statement: [{ Action: "*", Resource: "*" }] }],
  ["policy with an unknown effect", { Statement: { Effect: "allow", Action: "*", Resource: "*" } }],
  ["principal that is a number", { Statement: [{ Effect: "Allow", Principal: 5, Action: "sts:AssumeRole" }] }],
  [
    "condition that is a list",
    {
      Statement: [{ Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole", Condition: ["StringEquals"] }],
    },
  ],
  [
    "condition value that is a list in a list",
    {
      Statement: [
        {
          Effect: "Allow",
          Principal: { AWS: "*" },
          Action: "sts:AssumeRole",
          Condition: { StringEquals: { a: [["b"]] } },
        },
      ],
    },
  ],
  [
    "trust policy that isn't JSON",
    {
      apiVersion: "iam.services.k8s.aws/v1alpha1",
      kind: "Role",
      metadata: { name: "malformed" },
      spec: { assumeRolePolicyDocument: "{" },
    },
  ],
  ["policy document that is a hexadecimal number", { PolicyVersion: { VersionId: "v1", Document: "0x10" } }],
  ["policy document with a comma too many", { PolicyVersion: { VersionId: "v1", Document: '{"Statement": [],}' } }],
  [
    "hop limit that is text",
    {
      apiVersion: "karpenter.k8s.aws/v1",
      kind: "EC2NodeClass",
      metadata: { name: "malformed" },
      spec: { metadataOptions: { httpPutResponseHopLimit: "2" } },
    },
  ],
  [
    "hop limit that is a fraction",
    {
      apiVersion: "karpenter.k8s.aws/v1",
      kind: "EC2NodeClass",
      metadata: { name: "malformed" },
      spec: { metadataOptions: { httpPutResponseHopLimit: 1.5 } },
    },
  ],
  [
    "condition value that is null",
    {
      Statement: [
        {
          Effect: "Allow",
          Principal: { AWS: "*" },
          Action: "sts:AssumeRole",
          Condition: { StringEquals: { a: null } },
        },
      ],
    },
  ],
  [
    "statement that is null",
    { Statement: [null, { Effect: "Allow", Principal: { AWS: null }, Action: "sts:AssumeRole" }] },
  ],
  [
    "condition value known only at deployment",
    {
      Statement: [
        {
          Effect: "Allow",
          Principal: { AWS: "*" },
          Action: "sts:AssumeRole",
          Condition: { StringEquals: { a: [{ Ref: "b" }] } },
        },
      ],
    },
  ],
  [
    "list of pods without kinds",
    {
      apiVersion: "v1",
      kind: "PodList",
      items: [
        { metadata: { name: "a" }, spec: { containers: [{ name: "web", env: [{ name: "AWS_ACCESS_KEY_ID" }] }] } },
      ],
    },
  ],
  ["empty object", {}],
];

/** The group of an object's `apiVersion`, its kind and name, if it can be in a cluster. */
export function clusterObject(
  document: unknown,
): { readonly group: string; readonly kind: string; readonly key: string } | undefined {
  const [only] = expand(new Raw(document, undefined));
  if (only?.value !== document || typeof document !== "object" || document === null) return undefined;
  const { apiVersion, kind, metadata } = document as {
    apiVersion?: unknown;
    kind?: unknown;
    metadata?: { name?: unknown; namespace?: unknown };
  };
  if (typeof apiVersion !== "string" || typeof kind !== "string" || typeof metadata?.name !== "string")
    return undefined;
  const group = apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
  return {
    group,
    kind,
    key: `${kind}/${typeof metadata.namespace === "string" ? metadata.namespace : ""}/${metadata.name}`,
  };
}
