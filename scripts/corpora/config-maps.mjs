import { Random } from "./random.mjs";

/** ConfigMaps, four to a file, whose values are scripts, settings and certificates in literal blocks. */
export function configMaps({ seed = 1, size = 2_000 } = {}) {
  const random = new Random(seed);
  return Array.from({ length: Math.ceil(size / 4) }, (_, file) => ({
    path: `config/${file}.yaml`,
    content: Array.from({ length: 4 }, (_, index) => configMap(random, file * 4 + index)).join("---\n"),
  }));
}

function configMap(random, number) {
  return `apiVersion: v1
kind: ConfigMap
metadata:
  name: config-${number}
data:
  start.sh: |
    #!/bin/sh
${block(random, 15, () => `if [ "$${random.below(9)}" = "${random.words(2)}" ]; then echo '${random.words(3)}'; fi`)}
  application.yaml: |-
    server:
${block(random, 12, () => `  ${random.pick(["port", "host", "path"])}: ${random.below(9000)} # ${random.words(4)}`)}
  ca.crt: |
    -----BEGIN CERTIFICATE-----
${block(random, 18, () => Array.from({ length: 6 }, () => random.below(2 ** 31).toString(36)).join("/"))}
    -----END CERTIFICATE-----
  greeting: "Grüße, ${random.words(2)}\\n"
`;
}

function block(random, most, line) {
  return Array.from({ length: 3 + random.below(most) }, () => (random.chance(0.1) ? "" : `    ${line()}`)).join("\n");
}
