// Generated Rego against the same rules by hand, a document at a time, in OPA and as WASM.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { built, unbuilt } from "./context.mjs";
import { demandSame, textOf } from "./findings.mjs";
import { byHand, writeSameRules } from "./hand/by-hand.mjs";
import { cpuOf, pairs, run, summary } from "./measure.mjs";

const clean = {
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "web", namespace: "shop", labels: { app: "web" } },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: "web" } },
    template: {
      metadata: { labels: { app: "web" } },
      spec: {
        serviceAccountName: "web",
        containers: [
          {
            name: "web",
            image: "registry.example/web:1",
            env: [
              { name: "LOG_LEVEL", value: "info" },
              { name: "REGION", value: "eu-central-1" },
            ],
            ports: [{ containerPort: 8080 }],
          },
        ],
      },
    },
  },
};

const violating = structuredClone(clean);
violating.spec.template.spec.hostNetwork = true;
violating.spec.template.spec.serviceAccountName = "default";
violating.spec.template.spec.containers[0].env[0].name = "AWS_ACCESS_KEY_ID";

const documents = { "that is clean": clean, "that violates three rules": violating };

export async function* rows(context) {
  const output = context.built("same", writeSameRules);
  const rego = join(output, "bundles", "rego");
  const opa = context.engine("opa-1.22");
  for (const [which, document] of Object.entries(documents)) {
    const time = { what: `Rego against by hand, a document ${which}: time in OPA`, unit: "times", goal: 3.5 };
    const allocations = {
      what: `Rego against by hand, a document ${which}: allocations in OPA`,
      unit: "times",
      goal: 3.5,
    };
    if (opa === undefined) {
      yield unbuilt(time, "OPA");
      yield unbuilt(allocations, "OPA");
      continue;
    }
    const input = context.write("input.json", JSON.stringify(document));
    const evaluated = (parameters, query) =>
      JSON.parse(run([opa, "eval", ...parameters, "-i", input, "--format", "json", query]).stdout).result[0]
        .expressions[0].value;
    const ours = evaluated(["-b", rego], "data.regoscript.report.violations").map(textOf);
    const theirs = evaluated(["-d", byHand], "data.hand.violations").map(textOf);
    if (document === violating) demandSame("Rego and by hand", ours, theirs);
    else if (ours.length + theirs.length > 0) throw new Error("a clean document violates something");
    const bench = (parameters, query) => () => {
      const { stdout } = run([opa, "bench", ...parameters, "-i", input, "--format", "json", query]);
      const { N, MemAllocs, Extra } = JSON.parse(stdout);
      return { time: Extra["histogram_timer_rego_query_eval_ns_median"], allocations: MemAllocs / N };
    };
    const measured = [];
    const compare = (one, other) => {
      measured.push({ one, other });
      return one.time / other.time;
    };
    const times = await pairs(
      context.count,
      bench(["-b", rego], "data.regoscript.report"),
      bench(["-d", byHand], "data.hand.violations"),
      compare,
    );
    const [{ one, other }] = measured;
    yield { ...time, ...times, note: `${(one.time / 1000).toFixed(0)} and ${(other.time / 1000).toFixed(0)} µs` };
    yield {
      ...allocations,
      ...summary(measured.map((pair) => pair.one.allocations / pair.other.allocations)),
      note: `${one.allocations.toFixed(0)} and ${other.allocations.toFixed(0)}`,
    };
  }
  yield* webAssembly(context, output);
}

async function* webAssembly(context, output) {
  const { loadEmbeddedOpa } = await built("opa/embedded-opa.js");
  const { default: opaWasm } = await import("@open-policy-agent/opa-wasm");
  const source = readFileSync(join(byHand, "workloads.rego"), "utf8");
  const opa = await loadEmbeddedOpa();
  const theirs = await opaWasm.loadPolicy(
    await opa.buildWasm({ modules: { "workloads.rego": source }, entryPoints: ["hand/violations"] }),
  );
  const ours = await opaWasm.loadPolicy(await wasmOf(join(output, "bundles", "bundle.tar.gz")));
  ours.setData({ regoscript_parameters: {} });
  theirs.setData({});
  const findings = (policy, document) => policy.evaluate(document)[0].result;
  demandSame(
    "WASM and by hand",
    findings(ours, violating).violations.map(textOf),
    findings(theirs, violating).map(textOf),
  );
  const times = context.scaled(5000, 50);
  for (const [which, document] of Object.entries(documents)) {
    const cost = (policy) => () =>
      cpuOf(() => {
        for (let time = 0; time < times; time++) policy.evaluate(document);
      });
    // Node compiles while it runs for the first time.
    await cost(ours)();
    await cost(theirs)();
    yield {
      what: `Rego against by hand, a document ${which}: WASM`,
      unit: "times",
      goal: 1.5,
      ...(await pairs(context.count, cost(ours), cost(theirs))),
    };
  }
}

/** The WASM in a bundle's archive. */
async function wasmOf(archive) {
  const { gunzipSync } = await import("fflate");
  const { parseTar } = await import("nanotar");
  const files = parseTar(gunzipSync(readFileSync(archive)));
  return Buffer.from(files.find(({ name }) => name.endsWith("policy.wasm")).data);
}
