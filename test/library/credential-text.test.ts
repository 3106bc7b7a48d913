import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Example } from "../../src/authoring/rule.ts";
import { credentialsIn, isPlaceholder } from "../../src/library/aws/index.ts";
import { loadSource } from "../../src/policy-folder.ts";

const test = suite("library: credentials in texts");

const id = "AKIA0001000200030004";
const secret = "0001000200030004000500060007000800090010";
const ofId = "an access key id (AKIA…)";

const texts: readonly (readonly [text: string, holds: string | undefined])[] = [
  ["", undefined],
  [id, ofId],
  [id.replace("AKIA", "ASIA"), "an access key id (ASIA…)"],
  [`https://${id}:x@host/`, ofId],
  [`"a${id}", ${id}0, ${id.slice(1)}`, undefined],
  [`AKIAIOSFODNN7EXAMPLE ${id}`, ofId],
  ["AKIAIOSFODNN7EXAMPLE", undefined],
  ["AROA0001000200030004", undefined],
  [`aws_access_key_id=${id}`, "aws_access_key_id"],
  [
    `[default]\n  aws_secret_access_key   =   ${secret}\naws_session_token:${secret}==\n`,
    "aws_secret_access_key and aws_session_token",
  ],
  [`export AWS_SECRET_ACCESS_KEY='${secret}'; AWS_ACCESS_KEY=${id}`, "AWS_ACCESS_KEY and AWS_SECRET_ACCESS_KEY"],
  [`{"AWS_ACCESS_KEY_ID":"${id}","AWS_SECRET_ACCESS_KEY":"${secret}"}`, "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"],
  [`docker run -e TF_VAR_AWS_SECRET_KEY=${secret} image`, "AWS_SECRET_KEY"],
  [`aws configure set aws_secret_access_key ${secret} --profile x`, "aws_secret_access_key"],
  [`aws configure set profile.x.aws_secret_access_key '${secret}'`, "aws_secret_access_key"],
  [`aws configure get aws_secret_access_key ${secret}`, undefined],
  ["aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", undefined],
  [
    `aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\naws_secret_access_key = ${secret}`,
    "aws_secret_access_key",
  ],
  [
    "AWS_SECRET_ACCESS_KEY=$KEY AWS_SECRET_ACCESS_KEY=$(cat /run/secrets/key) AWS_SECRET_KEY=`cat 00010002000300040005`",
    undefined,
  ],
  ["AWS_SECRET_ACCESS_KEY: {{ .Values.secretAccessKeyOfUploads }}", undefined],
  ["AWS_SECRET_ACCESS_KEY=<your secret> AWS_ACCESS_KEY_ID=your-access-key-id-here AWS_SECRET_KEY=short", undefined],
  [`AWS_SECRET_ACCESS_KEY_FILE=/${secret}\naws_secret_access_key\n${secret}`, undefined],
  ["AWS_SECRET_ACCESS_KEY=arn:aws:secretsmanager:eu-central-1:111122223333:secret:abc", undefined],
];

for (const [text, holds] of texts) {
  test(`${JSON.stringify(text)}: ${holds}`, () => {
    assert.is(credentialsIn(text), holds);
  });
}

test("placeholders", () => {
  for (const value of ["", " ", "$KEY", "${KEY}", "<key>", "{{ key }}", "%KEY%", "ENC[AES256_GCM,data:x]"])
    assert.ok(isPlaceholder(value), value);
  for (const value of ["x", id, "/key", "a$b"]) assert.not(isPlaceholder(value), value);
});

/** Letters and digits in a row that are long enough for a credential, or are part of one of AWS's examples. */
const credential = /[A-Z0-9/+]{16}|A[KS]IA[A-Z0-9]|wJalr|(?:0001){2}/;

test("no finding shows a credential", async () => {
  const { rules } = await loadSource("policies");
  const asked = rules.filter(({ id }) => id.includes("credentials"));
  assert.ok(asked.length >= 2);
  for (const { id, examples } of asked) {
    const given = Object.values(examples) as Example[];
    assert.ok(
      given.some(({ document }) => credential.test(document.text)),
      id,
    );
    for (const { message } of given.flatMap(({ violations }) => violations))
      assert.not.match(message.replaceAll(/AWS_[A-Z_]+/g, ""), credential, id);
  }
});

test.run();
