import { test } from "uvu";
import * as assert from "uvu/assert";
import { testAgreement } from "../language/agreement.ts";

const contexts = [
  undefined,
  {},
  { runAsUser: 0, runAsNonRoot: false, seccompProfile: { type: "RuntimeDefault" } },
  { runAsUser: 5, runAsGroup: 7, runAsNonRoot: true, seLinuxOptions: { level: "s0" } },
  { appArmorProfile: { type: "Localhost", localhostProfile: "a" }, seccompProfile: {} },
  { appArmorProfile: { type: "Unconfined" }, runAsUser: "0" },
];
const own = [
  { allowPrivilegeEscalation: false },
  { allowPrivilegeEscalation: false, privileged: true },
  { allowPrivilegeEscalation: false, capabilities: { add: ["SYS_ADMIN"] } },
  { allowPrivilegeEscalation: false, capabilities: { add: ["CHOWN"] } },
  { allowPrivilegeEscalation: true },
];
const amounts: unknown[] = ["500m", 0.5, 2, "1.0001", 1.5e-7, "x", true];
const annotations = { "container.apparmor.security.beta.kubernetes.io/a": "runtime/default" };

const pod = (spec: object, metadata: object = {}): object => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "p", ...metadata },
  spec,
});

const documents = [
  ...contexts.flatMap((ofPod, index) =>
    contexts.map((ofContainer, other) =>
      pod(
        { securityContext: ofPod, containers: [{ name: "a", securityContext: ofContainer }] },
        (index + other) % 2 === 0 ? { annotations } : {},
      ),
    ),
  ),
  ...own.map((securityContext) => pod({ containers: [], initContainers: [{ name: "i", securityContext }] })),
  ...amounts.map((cpu) =>
    pod({
      containers: [
        { name: "a", resources: { requests: { cpu } } },
        { name: "b", resources: { requests: { cpu: "1500m" } } },
      ],
    }),
  ),
  ...[8080, "http", 0.5, [], undefined].map((port) =>
    pod({ containers: [{ name: "a", readinessProbe: { httpGet: { port } } }] }),
  ),
  {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "d", annotations },
    spec: {
      template: {
        metadata: { annotations: { "container.apparmor.security.beta.kubernetes.io/b": "unconfined" } },
        spec: { containers: [{ name: "a" }, { name: "b" }], volumes: [{ name: "v", hostPath: { path: "/" } }] },
      },
    },
  },
];

const { expected } = await testAgreement("test/library/policies", documents);

function messages(document: object): string[] {
  const index = documents.findIndex((one) => JSON.stringify(one) === JSON.stringify(document));
  return expected[index]!.flatMap((finding) => (JSON.parse(finding) as { message?: string }).message ?? []);
}

test("a container's settings count before its pod's, each as a whole", () => {
  const [, , first, second] = contexts;
  const both = pod({ securityContext: first, containers: [{ name: "a", securityContext: second }] });
  assert.ok(messages(both).includes("a: 5 7 true RuntimeDefault - s0 true"), messages(both).join());
  const reverse = pod({ securityContext: second, containers: [{ name: "a", securityContext: first }] });
  assert.ok(messages(reverse).includes("a: 0 7 false RuntimeDefault - s0 true"), messages(reverse).join());
});

test("whether privileges may be gained", () => {
  const gains = own.map((securityContext) => {
    const [message = ""] = messages(pod({ containers: [], initContainers: [{ name: "i", securityContext }] }));
    return (
      message.endsWith("true") ||
      messages(pod({ containers: [], initContainers: [{ name: "i", securityContext }] })).some(
        (one) => one.startsWith("i:") && one.endsWith("true"),
      )
    );
  });
  assert.equal(gains, [false, true, true, false, true]);
});

test("AppArmor by the pod's own annotations, those of a workload's template", () => {
  const found = messages(documents.at(-1)!);
  assert.ok(
    found.includes("a: -1 -1 false - - - true") && found.includes("b: -1 -1 false - unconfined - true"),
    found.join(),
  );
  assert.ok(found.includes("path / of v"));
});

test("quantities of numbers and texts, their sum, whole units and thousandths", () => {
  const said = amounts.map((cpu) => {
    const found = messages(
      pod({
        containers: [
          { name: "a", resources: { requests: { cpu } } },
          { name: "b", resources: { requests: { cpu: "1500m" } } },
        ],
      }),
    );
    return [found.find((one) => one.startsWith("a: cpu")), found.find((one) => one.startsWith("all:"))];
  });
  assert.equal(said, [
    ["a: cpu 500 1", "all: 2"],
    ["a: cpu 500 1", "all: 2"],
    ["a: cpu 2000 2", "all: 3.5"],
    ["a: cpu 1001 2", "all: 2.5001"],
    // 150 billionths.
    ["a: cpu 1 1", "all: 1.50000015"],
    ["a: cpu -1 -1", "all: unknown"],
    ["a: cpu -1 -1", "all: unknown"],
  ]);
});

test.run();
