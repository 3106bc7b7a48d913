// How the cost of `check` grows with each dimension of a document.
import { join } from "node:path";
import { dimensions } from "../corpora/growing-documents.mjs";
import { growth, run } from "./measure.mjs";

export async function* rows(context) {
  for (const { name, file, size, text } of dimensions) {
    const cost = (current) =>
      run(context.check(context.file(join("growing", name, String(current), file), () => text(current)))).milliseconds;
    const measured = await growth(context.count, context.scaled(size, 10), cost);
    yield { what: `growth of check: ${name}`, unit: "exponent", goal: 1.1, ...measured };
  }
}
