import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Case } from "../conformance/cases.ts";
import { Cluster } from "./cluster.ts";
import { isIsolated, runIsolated } from "./namespace.ts";
import { definitionsOf, type KubernetesObject, objectOf, Resources } from "./objects.ts";
import { inStatus, ofAdmission, type Said, texts } from "./verdicts.ts";

if (!isIsolated) runIsolated(fileURLToPath(import.meta.url));

const { cases, expected, manifest } = await import("../conformance/suite.ts");

interface Subject {
  readonly name: string;
  readonly object: KubernetesObject;
  readonly parameters: Case["parameters"];
  readonly expected: readonly Said[];
}

/**
 * The examples of all rules that can be objects of a cluster, and what `check` says of them that Gatekeeper can say.
 */
const subjects = cases.flatMap((each, index): Subject[] => {
  const object = objectOf(each);
  if (object === undefined || each.name.startsWith("malformed: ")) return [];
  const said = expected[index]!.map((finding) => JSON.parse(finding) as Partial<Said>).flatMap(({ rule, message }) =>
    rule !== undefined && message !== undefined && isAsked(rule, object) ? [{ rule, message }] : [],
  );
  return [{ name: each.name, object, parameters: each.parameters, expected: said }];
});

/** Whether a rule's constraint matches an object. */
function isAsked(rule: string, { apiVersion, kind }: KubernetesObject): boolean {
  const group = apiVersion.includes("/") ? apiVersion.split("/")[0]! : "";
  const inputs = manifest.rules.find(({ id }) => id === rule)!.kinds;
  return manifest.kinds
    .filter(({ id }) => inputs.includes(id))
    .flatMap(({ kubernetes }) => kubernetes)
    .some(({ groups, kinds }) => groups.includes(group) && kinds.includes(kind));
}

const cluster = new Cluster();
const resources = new Resources();

test.before(async () => {
  await cluster.start();
  await resources.discover(cluster);
  const objects = subjects.map(({ object }) => object);
  for (const definition of definitionsOf(objects.filter((object) => !resources.has(object)))) {
    const path = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
    const { status, body } = await cluster.request("POST", path, definition);
    assert.is(status, 201, JSON.stringify(body));
  }
  await cluster.until("all kinds are there", 60, async () => {
    await resources.discover(cluster);
    return objects.every((object) => resources.has(object));
  });
  const namespaces = new Set(objects.flatMap(({ metadata }) => metadata.namespace ?? []));
  for (const name of namespaces) {
    const answer = await cluster.request("POST", "/api/v1/namespaces", { metadata: { name } });
    assert.ok([201, 409].includes(answer.status), JSON.stringify(answer.body));
  }
});
test.after(() => cluster.stop());

test("the README's commands take templates and constraints to a cluster that has none", () => {
  const blocks = readFileSync("README.md", "utf8").match(/^```.*\n[\s\S]*?^```/gm) ?? [];
  const block = blocks.find((text) => /kubectl apply .*bundles\/gatekeeper/.test(text)) ?? "";
  const commands = [...block.matchAll(/^(?:\$ )?(kubectl (?:apply|wait) .*)$/gm)].map(([, command]) => command!);
  assert.ok(commands.length > 0);
  for (const command of commands) cluster.shell(command);
  const rules = manifest.rules.filter(({ kinds }) =>
    manifest.kinds.some(({ id, kubernetes }) => kinds.includes(id) && kubernetes.length > 0),
  );
  const names = cluster.kubectl("get", "constraints", "-o", "jsonpath={.items[*].metadata.name}").split(" ");
  assert.equal(names.sort(), rules.map(({ id }) => id).sort());
});

interface Constraint {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly generation: number };
  readonly status?: {
    readonly auditTimestamp?: string;
    readonly byPod?: readonly { readonly observedGeneration?: number; readonly enforced?: boolean }[];
    readonly violations?: readonly {
      readonly kind: string;
      readonly namespace?: string;
      readonly name: string;
      readonly message: string;
    }[];
  };
}

function constraints(): Constraint[] {
  return (JSON.parse(cluster.kubectl("get", "constraints", "-o", "json")) as { items: Constraint[] }).items;
}

/** Gives the constraints the parameters of a case, and waits until Gatekeeper has seen them. */
async function giveParameters(parameters: Case["parameters"]): Promise<void> {
  for (const { kind, metadata } of constraints()) {
    const patch = JSON.stringify({ spec: { parameters: parameters[metadata.name] ?? null } });
    cluster.kubectl(
      "patch",
      `${kind.toLowerCase()}.constraints.gatekeeper.sh`,
      metadata.name,
      "--type=merge",
      "-p",
      patch,
    );
  }
  await cluster.until("Gatekeeper has seen all constraints", 120, async () =>
    constraints().every(({ metadata, status }) =>
      status?.byPod?.some(
        ({ observedGeneration, enforced }) => enforced === true && observedGeneration === metadata.generation,
      ),
    ),
  );
}

function byParameters(): Map<string, Subject[]> {
  const groups = new Map<string, Subject[]>();
  for (const subject of subjects) {
    const key = JSON.stringify(subject.parameters);
    groups.set(key, [...(groups.get(key) ?? []), subject]);
  }
  return groups;
}

test("the admission webhook says of each example what check says, and the API server takes it", async () => {
  const differences: string[] = [];
  await cluster.admit();
  try {
    for (const group of byParameters().values()) {
      await giveParameters(group[0]!.parameters);
      for (const { name, object, expected: wanted } of group) {
        const answer = await cluster.request("POST", `${resources.listOf(object)}?dryRun=All`, object);
        const said = ofAdmission(answer);
        if (said === undefined) differences.push(`${name}: not taken: ${JSON.stringify(answer.body)}`);
        else if (JSON.stringify(texts(said)) !== JSON.stringify(texts(wanted)))
          differences.push(`${name}\n  check: ${texts(wanted).join("\n  ")}\n  webhook: ${texts(said).join("\n  ")}`);
      }
    }
  } finally {
    await cluster.admitAll();
  }
  assert.is(differences.join("\n"), "");
  const asked = new Set(subjects.flatMap((subject) => subject.expected.map(({ rule }) => rule)));
  const constrained = constraints().map(({ metadata }) => metadata.name);
  assert.equal([...asked].sort(), constrained.sort(), "each constraint finds something in some example");
});

const keyOf = ({ kind, metadata }: KubernetesObject): string =>
  `${kind} ${metadata.namespace ?? "default"} ${metadata.name}`;

/** Groups in which no two objects are one to a cluster. */
function batchesOf(group: readonly Subject[]): Subject[][] {
  const batches: Map<string, Subject>[] = [];
  for (const subject of group) {
    const key = keyOf(subject.object);
    let batch = batches.find((candidate) => !candidate.has(key));
    if (batch === undefined) {
      batch = new Map();
      batches.push(batch);
    }
    batch.set(key, subject);
  }
  return batches.map((batch) => [...batch.values()]);
}

/** Waits until an audit that began after this has gone through all constraints; gives what it found by object. */
async function audit(): Promise<Map<string, Said[]>> {
  const begin = Date.now();
  await cluster.until("an audit has ended", 180, async () =>
    constraints().every(({ status }) => Date.parse(status?.auditTimestamp ?? "") > begin),
  );
  const found = new Map<string, Said[]>();
  for (const { metadata, status } of constraints()) {
    for (const { kind, namespace, name, message } of status?.violations ?? []) {
      const key = `${kind} ${namespace ?? "default"} ${name}`;
      found.set(key, [...(found.get(key) ?? []), { rule: metadata.name, message }]);
    }
  }
  return found;
}

test("the audit says of each example what check says", async () => {
  const differences: string[] = [];
  for (const group of byParameters().values()) {
    await giveParameters(group[0]!.parameters);
    for (const batch of batchesOf(group)) {
      for (const { name, object } of batch) {
        const { status, body } = await cluster.request("POST", resources.listOf(object), object);
        if (status !== 201) differences.push(`${name}: not taken: ${JSON.stringify(body)}`);
      }
      const found = await audit();
      for (const { name, object, expected: wanted } of batch) {
        const key = keyOf(object);
        const said = texts(found.get(key) ?? []);
        const all = texts(wanted.map(({ rule, message }) => ({ rule, message: inStatus(message) })));
        if (JSON.stringify(said) !== JSON.stringify(all))
          differences.push(`${name}\n  check: ${all.join("\n  ")}\n  audit: ${said.join("\n  ")}`);
        found.delete(key);
      }
      for (const key of found.keys()) differences.push(`the audit speaks of ${key}, which isn't an example`);
      for (const { object } of batch)
        await cluster.request("DELETE", `${resources.listOf(object)}/${object.metadata.name}?gracePeriodSeconds=0`);
    }
  }
  assert.is(differences.join("\n"), "");
});

test.run();
