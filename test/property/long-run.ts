import { parseArgs } from "node:util";
import { compareAll } from "./compare.ts";

const { values } = parseArgs({
  options: {
    documents: { type: "string", default: "100000" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
  },
});
const batchSize = 2000;
const seed = Number(values.seed);
const total = { documents: 0, violations: 0, malformed: 0, unrecognised: 0, divergences: 0 };
const started = Date.now();

for (let batch = 0; batch < Math.ceil(Number(values.documents) / batchSize); batch++) {
  const figures = await compareAll(seed + batch, batchSize);
  total.documents += figures.documents;
  total.violations += figures.violations;
  total.malformed += figures.malformed;
  total.unrecognised += figures.unrecognised;
  total.divergences += figures.divergences.length;
  for (const divergence of figures.divergences) console.log(divergence);
  console.error(
    `${total.documents} documents, ${total.divergences} batches with a divergence, ${Math.round((Date.now() - started) / 1000)} s`,
  );
}
console.log(
  `seed ${seed}: ${total.documents} documents in three engines, ${total.violations} violations, ${total.malformed} malformed, ${total.unrecognised} unrecognised, ${total.divergences} batches with a divergence`,
);
process.exitCode = total.divergences === 0 ? 0 : 1;
