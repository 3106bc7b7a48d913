import { test } from "uvu";
import * as assert from "uvu/assert";
import { withoutSecrets } from "../../src/text/secrets.ts";

// Made for this test; AWS's own examples have the same form.
const key = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

for (const [line, shown] of [
  [`AWS_SECRET_ACCESS_KEY: ${key}`, `AWS_SECRET_ACCESS_KEY: ${"*".repeat(40)}`],
  ["  AWS_SECRET_ACCESS_KEY: 'short'", "  AWS_SECRET_ACCESS_KEY: '*****'"],
  [
    `{"AccessKey":{"UserName":"bob","SecretAccessKey":"${key}"}}`,
    `{"AccessKey":{"UserName":"bob","SecretAccessKey":"${"*".repeat(40)}"}}`,
  ],
  ["RUN aws configure set aws_secret_access_key abc/def+1", "RUN aws configure set aws_secret_access_key *********"],
  ["ENV AWS_ACCESS_KEY_ID=AKIAQWERTYUIOPASDFGH", "ENV AWS_ACCESS_KEY_ID=AKIA****************"],
  ["export DB_PASSWORD=hunter2;", "export DB_PASSWORD=*******;"],
  [`  value: ${key}1`, `  value: ${"*".repeat(41)}`],
] as const)
  test(`hidden: ${line}`, () => assert.is(withoutSecrets(line), shown));

for (const line of [
  "        - name: AWS_SECRET_ACCESS_KEY",
  "      valueFrom: {secretKeyRef: {name: keys, key: id}}",
  "  policyArn: arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryReadOnly",
  "  image: 111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/web@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  '  "oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE:sub": "system:serviceaccount:shop:web"',
  "  AWS_SECRET_ACCESS_KEY: $(cat /run/secrets/key)",
])
  test(`shown: ${line}`, () => assert.is(withoutSecrets(line), line));

test.run();
