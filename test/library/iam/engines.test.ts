import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { testAgreement } from "../../language/agreement.ts";
import { amountOf, seedOf } from "../../seed.ts";
import { type Case, iamCases } from "./cases.ts";
import { documentOf, facts } from "./facts.ts";

/** A random case as a document, in which what is empty is absent as in a policy. */
function written({ statements, ...rest }: Case): object {
  const Statement = statements.map((statement) =>
    Object.fromEntries(Object.entries(statement).filter(([, value]) => JSON.stringify(value).length > 2)),
  );
  return JSON.parse(JSON.stringify({ kind: "IamCase", policies: [{ Statement }], ...rest })) as object;
}

const random = fc.sample(iamCases, { seed: seedOf(20_265), numRuns: amountOf(640) }).map(written);
const { expected } = await testAgreement("test/library/iam/policies", [...facts.map(documentOf), ...random], seedOf(1));

test("the model says of the documentation's examples what the documentation says", () => {
  facts.forEach((fact, index) => {
    const found = expected[index]!.filter((finding) => finding.includes('"allowed: '));
    assert.is(found.length, 1, JSON.stringify(fact));
    assert.match(found[0]!, `"allowed: ${fact.allowed}"`, JSON.stringify(fact));
  });
});

test.run();
