import { test } from "uvu";
import * as assert from "uvu/assert";
import { loadSource } from "../../src/policy-folder.ts";
import { amountOf, seedOf } from "../seed.ts";
import { emptyTally, Oracle, type Part, type Tally } from "./oracle.ts";
import { parts } from "./parts.ts";
import { things } from "./things.ts";

const seed = seedOf(20261127);

function tallyOf(oracle: Oracle, all: Iterable<Part>): Tally {
  const tally = emptyTally();
  for (const part of all) oracle.compare(part, tally);
  return tally;
}

/** That enough was compared to find a fault, and none was found. */
function assertRight({ wrong, completions, surely, undetermined, conditional }: Tally, documents: number): void {
  assert.equal(wrong, []);
  assert.ok(completions > 4 * documents, `${completions} completions`);
  assert.ok(conditional > documents / 50, `${conditional} in some settings`);
  assert.ok(surely > documents / 5 && undetermined > documents / 5, `${surely} surely, ${undetermined} undetermined`);
}

const pack = new Oracle(await loadSource("policies"));
const constructs = new Oracle(await loadSource("test/unknown/policies"));

test("the pack over templates and plans: what is surely so is so in every completion, what is so in any is possible", () => {
  const count = amountOf(5000);
  const tally = tallyOf(pack, parts(seed, count));
  assertRight(tally, count);
  assert.equal([...tally.rules].sort(), [
    "administrator-policy-attached",
    "anyone-may-assume",
    "authentication-mode-config-map",
    "authentication-not-logged",
    "broad-irsa-trust",
    "cluster-admin-access-entry",
    "cluster-creator-is-admin",
    "credentials-in-user-data",
    "iam-user-has-cluster-access",
    "imds-hop-limit-too-high",
    "imdsv1-allowed",
    "malformed-access-policy-arn",
    "pod-identity-trust-incomplete",
    "public-api-endpoint",
    "read-only-access-policy-can-execute",
    "refused-access-entry",
    "refused-access-policy-association",
    "refused-pod-identity-association",
    "secret-reading-access-policy",
    "session-chooses-identity",
    "takeover-access-policy",
    "unsafe-oidc-prefix",
    "user-with-long-lived-keys",
    "weak-account-imds-default",
    "wildcard-iam-permissions",
  ]);
});

test("a line for each construct, over things with holes", () => {
  const count = amountOf(1600);
  assertRight(tallyOf(constructs, things(seed + 1, count)), count);
});

test.run();
