import { Random } from "./random.mjs";

/**
 * CustomResourceDefinitions, one a file, of about 1,500 properties each. Descriptions are written in all the ways that
 * generators of CRDs have had: plain and quoted over several lines, literal blocks, folded blocks.
 */
export function customResources({ seed = 1, size = 20 } = {}) {
  const random = new Random(seed);
  return Array.from({ length: size }, (_, number) => ({
    path: `crds/example.io_things${number}.yaml`,
    content: definition(random, number),
  }));
}

function definition(random, number) {
  const schema = { lines: [], left: 1500 };
  properties(random, schema, 14, 5);
  return `---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  annotations:
    controller-gen.kubebuilder.io/version: v0.14.0
  name: things${number}.example.io
spec:
  group: example.io
  names:
    kind: Thing${number}
    listKind: Thing${number}List
    plural: things${number}
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      additionalPrinterColumns:
        - jsonPath: .status.conditions[?(@.type == 'Ready')].status
          name: Ready
          type: string
      schema:
        openAPIV3Schema:
          type: object
          properties:
${schema.lines.join("")}`;
}

function properties(random, schema, indentation, depth) {
  const pad = " ".repeat(indentation - 2);
  for (let index = depth === 5 ? schema.left : 2 + random.below(8); index > 0 && schema.left > 0; index--) {
    schema.left--;
    schema.lines.push(`${pad}field${schema.left}:\n${description(random, pad)}`);
    const kind = random.below(depth > 0 ? 8 : 5);
    if (kind < 3) schema.lines.push(`${pad}  type: string\n`);
    else if (kind === 3) schema.lines.push(`${pad}  format: int32\n${pad}  minimum: 0\n${pad}  type: integer\n`);
    else if (kind === 4) schema.lines.push(`${pad}  pattern: ^[a-z0-9]([-a-z0-9]*[a-z0-9])?$\n${pad}  type: string\n`);
    else {
      schema.lines.push(
        `${pad}  type: object\n${pad}  required:\n${pad}  - field${schema.left}\n${pad}  properties:\n`,
      );
      properties(random, schema, indentation + 4, depth - 1);
    }
  }
}

function description(random, pad) {
  const lines = Array.from({ length: 1 + random.below(5) }, () => random.words(6 + random.below(6)));
  const deeper = `\n${pad}    `;
  switch (random.below(10)) {
    case 0:
      return `${pad}  description: ${random.words(4)}.\n`;
    case 1:
      return `${pad}  description: |-${deeper}${lines.join(deeper)}\n`;
    case 2:
      return `${pad}  description: |-${deeper}${lines.join(`\n${deeper}- `)}\n`;
    case 3:
      return `${pad}  description: 'More info: ${lines.join(deeper)} isn''t.'\n`;
    case 4:
      return `${pad}  description: "Must be \\"${lines.join(deeper)}\\"."\n`;
    case 5:
      return `${pad}  description: >-${deeper}${lines.join(deeper)}\n`;
    default:
      return `${pad}  description: ${lines.join(deeper)}.\n`;
  }
}
