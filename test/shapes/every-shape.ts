/** A kind of value that an interface can ask for: its TypeScript type, and the type of what a decoder gives. */
interface ValueType {
  readonly name: string;
  readonly type: string;
  readonly decoded: string;
}

const scalars: readonly ValueType[] = [
  { name: "string", type: "string", decoded: "string" },
  { name: "oneOf", type: '"fast" | "slow"', decoded: "string" },
  { name: "integer", type: "number", decoded: "number" },
  { name: "boolean", type: "boolean", decoded: "boolean" },
  { name: "scalar", type: "Scalar", decoded: "string" },
  { name: "text", type: "Text", decoded: "string" },
  { name: "object", type: "Part", decoded: "PlainPart" },
];

const containers: readonly ((inner: ValueType) => ValueType)[] = [
  ({ name, type, decoded }) => ({ name: `${name}List`, type: `(${type})[]`, decoded: `readonly (${decoded})[]` }),
  ({ name, type, decoded }) => ({ name: `${name}Lone`, type: `Listed<${type}>`, decoded: `readonly (${decoded})[]` }),
  ({ name, type, decoded }) => ({
    name: `${name}Record`,
    type: `Record<string, ${type}>`,
    decoded: `{ readonly [key: string]: ${decoded} }`,
  }),
  ({ name, type, decoded }) => ({
    name: `${name}Keyed`,
    type: `Keyed<"key", ${type}>`,
    decoded: `{ readonly [key: string]: ${decoded} }`,
  }),
];

const resolvable = ({ name, type, decoded }: ValueType): ValueType => ({
  name: `${name}Resolvable`,
  type: `Resolvable<${type}>`,
  decoded,
});

const inContainers = (types: readonly ValueType[]): ValueType[] =>
  types.flatMap((type) => containers.map((container) => container(type)));

const once = inContainers(scalars);

/** Every shape, every shape but `raw` in every container, and two containers in each other. */
const valueTypes: readonly ValueType[] = [
  ...scalars,
  ...once,
  ...inContainers(inContainers(scalars.slice(0, 1))),
  ...scalars.map(resolvable),
  ...inContainers(scalars.map(resolvable)),
  ...inContainers(scalars.slice(0, 1)).map(resolvable),
];

/** The fields of the interface, each optional; and some that must be there. */
export const optionalFields: readonly string[] = valueTypes.map(({ name }) => name);
const required = [...scalars, ...inContainers(scalars.slice(0, 1))].map((type) => ({
  ...type,
  name: `${type.name}Required`,
}));
export const requiredFields: readonly string[] = required.map(({ name }) => name);

/** A document's values for the fields that must be there. */
export const wellFormed: { readonly [field: string]: unknown } = {
  stringRequired: "a",
  oneOfRequired: "fast",
  integerRequired: 1,
  booleanRequired: false,
  scalarRequired: 7,
  objectRequired: { name: "a" },
};

/** Values of every type, right and wrong, alone and inside others. */
const simple: readonly unknown[] = [
  null,
  false,
  0,
  1.5,
  -0.25,
  1.5e-9,
  0.1 + 0.2,
  123456.7890123456,
  -7,
  2 ** 53,
  "",
  "fast",
  { Ref: "Later" },
  { name: "a" },
  [],
];
export const values: readonly unknown[] = [
  ...simple,
  ...simple.map((value) => [value]),
  ...simple.map((value) => ({ key: value })),
  ["a", { Ref: "Later" }, "b"],
  { a: "b", c: { Ref: "Later" } },
  [["a"], "b", [1]],
  { a: { b: "c" }, d: ["e"] },
  { name: 1, size: "large" },
  [{ name: "a", size: 3 }, { size: null }],
  JSON.parse('{"__proto__": "a", "constructor": "b"}'),
];

/** A policy folder's only file: a decision that gives what the decoder made of each field. */
export const policySource = `import { decision, inputKind, instance, member, text } from "regoscript";
import type { Keyed, Listed, Located, Resolvable, Scalar, Text } from "regoscript";

interface Part extends Located {
  name: string;
  size?: number;
}

interface PlainPart {
  readonly name: string;
  readonly size?: number;
}

interface Thing extends Located {
${valueTypes.map(({ name, type }) => `  ${name}?: ${type};`).join("\n")}
${required.map(({ name, type }) => `  ${name}: ${type};`).join("\n")}
}

interface Decoded {
${valueTypes.map(({ name, decoded }) => `  readonly ${name}: ${decoded} | undefined;`).join("\n")}
${required.map(({ name, decoded }) => `  readonly ${name}: ${decoded};`).join("\n")}
}

const thing = inputKind<Thing>({
  id: "thing",
  title: "thing",
  recognises: ["\`kind: Thing\`"],
  kubernetes: [],
  *find(document) {
    if (text(member(document, "kind")) === "Thing") yield instance(member(document, "spec"), "Thing");
  },
});

export default decision({
  id: "every-shape",
  title: "what a decoder makes of every shape",
  input: thing,
  description: "For tests.",
  references: [],
  decide(instance): Decoded {
    return {
${[...valueTypes, ...required].map(({ name }) => `      ${name}: instance.${name},`).join("\n")}
    };
  },
  examples: {},
});
`;
