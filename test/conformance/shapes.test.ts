import { join } from "node:path";
import { test } from "uvu";
import { testAgreement } from "../language/agreement.ts";
import { sampleOf, seedOf } from "../seed.ts";
import { documents, documentsOf, rowCount, shapeFolder } from "./shape-policy.ts";

// One at a time: all of them together are more than the embedded OPA's stack holds.
for (const row of sampleOf([...Array(rowCount).keys()], seedOf(1)))
  await testAgreement(join(shapeFolder([row]), "policies"), [...documents, ...documentsOf(row)], seedOf(1));
test.run();
