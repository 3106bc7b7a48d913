// What the authoring API's types allow and refuse. The type checker is the test: a line below `@ts-expect-error` that
// has no error is an error itself.
import {
  at,
  type Evidence,
  type Example,
  type InputKind,
  inputKind,
  instance,
  type Located,
  type Raw,
  rule,
  undetermined,
  violation,
  yaml,
} from "regoscript";
import { containers, ServiceAccount, Workload } from "regoscript/kubernetes";

/** Fails to compile where the two types are not the same. */
type Same<Left, Right> =
  (<Type>() => Type extends Left ? 1 : 2) extends <Type>() => Type extends Right ? 1 : 2 ? true : false;
function same<_Equal extends true>(): void {}

interface Port extends Located {
  name?: string;
  number: number;
}

interface Thing extends Located {
  name: string;
  ports: Port[];
  labels: Record<string, string>;
}

const Thing = inputKind<Thing>({
  id: "thing",
  title: "thing",
  recognises: ["a document of kind Thing"],
  kubernetes: [],
  *find(document) {
    yield instance(document, "Thing");
    yield instance(document, "Thing", { name: document });
    // @ts-expect-error: the interface has no such field
    yield instance(document, "Thing", { nme: document });
  },
});

const described = {
  id: "thing-of-a-kind",
  title: "A thing",
  severity: "low",
  input: Thing,
  rationale: "",
  remediation: "",
  references: [],
  examples: {},
} as const;

rule({
  ...described,
  parameters: {
    names: ["a"],
    most: 3,
    strict: true,
    prefix: "x",
    counts: [1],
    teams: { a: "b" } as Record<string, string>,
  },
  *check(thing, { parameters }) {
    same<Same<typeof thing, Thing>>();
    // A literal default stands for any value of its type.
    same<Same<typeof parameters.strict, boolean>>();
    same<Same<typeof parameters.most, number>>();
    same<Same<typeof parameters.prefix, string>>();
    same<Same<typeof parameters.names, string[]>>();
    same<Same<typeof parameters.counts, number[]>>();
    // @ts-expect-error: no such parameter
    yield violation(thing, `${parameters.name}`);
  },
  examples: {
    "a parameter given": {
      document: yaml`{}`,
      parameters: { most: 4, strict: false, names: ["b", "c"] },
      violations: [],
    },
    "a parameter of another type": {
      document: yaml`{}`,
      // @ts-expect-error: `most` is a number
      parameters: { most: "4" },
      violations: [],
    },
    "a parameter that isn't there": {
      document: yaml`{}`,
      // @ts-expect-error: `least` is no parameter
      parameters: { least: 1 },
      violations: [],
    },
  },
});

rule({
  ...described,
  parameters: {
    mode: "audit" as "audit" | "deny",
    registry: undefined as string | undefined,
    labels: [] as { key: string; allowed?: string }[],
    limits: { least: 1, strict: true },
  },
  *check(thing, { parameters }) {
    yield violation(thing, parameters.mode);
    same<Same<typeof parameters.mode, "audit" | "deny">>();
    same<Same<typeof parameters.registry, string | undefined>>();
    same<Same<typeof parameters.labels, { key: string; allowed?: string }[]>>();
    same<Same<typeof parameters.limits, { least: number; strict: boolean }>>();
  },
  examples: {
    "a parameter that is none of the texts": {
      document: yaml`{}`,
      // @ts-expect-error: a mode is one of two
      parameters: { mode: "warn" },
      violations: [],
    },
    "an object without a field": {
      document: yaml`{}`,
      // @ts-expect-error: each label has a key
      parameters: { labels: [{ allowed: "a" }] },
      violations: [],
    },
  },
});

rule({
  ...described,
  *check(thing, { parameters }) {
    // @ts-expect-error: a rule without parameters has none
    yield violation(thing, `${parameters.names}`);
    yield violation(at(thing, "ports", 0), "an element");
    for (const port of thing.ports) yield violation(port, "a node of the document");
    // @ts-expect-error: a text has no place in the document
    yield violation(thing.name, "a text");
    // @ts-expect-error: a record has no place of its own
    yield violation(thing.labels, "a record");
    // @ts-expect-error: an object of the rule's own has no place
    yield violation({ name: "x" }, "an object");
  },
});

rule({
  ...described,
  // @ts-expect-error: a rule yields violations
  *check(thing) {
    yield thing.name;
  },
});

// @ts-expect-error: there are four severities
rule({ ...described, severity: "severe", *check() {} });

// @ts-expect-error: a rule says how to mend what it finds
rule({ id: "x", title: "", severity: "low", input: Thing, rationale: "", references: [], examples: {}, *check() {} });

rule({
  ...described,
  input: Workload,
  evidence: [ServiceAccount],
  *check(workload, { inventory, request }) {
    const accounts = inventory.all(ServiceAccount);
    // @ts-expect-error: there may be no evidence
    accounts.length;
    if (accounts === undefined) {
      yield undetermined(workload, "no service accounts were given", ServiceAccount);
      return;
    }
    for (const account of accounts) {
      same<Same<typeof account, Evidence<ServiceAccount>>>();
      // @ts-expect-error: evidence has no place in the rule's document
      yield violation(account, "elsewhere");
    }
    for (const container of containers(workload.spec)) yield violation(container, container.name);
    // @ts-expect-error: most documents come without a request
    if (request.operation === "CREATE") yield violation(workload, "created");
  },
});

interface Gate extends Located {
  kind: "gate";
  open: boolean;
}

interface Wall extends Located {
  kind: "wall";
  height: number;
}

declare const Gate: InputKind<Gate>;
declare const Wall: InputKind<Wall>;

rule({
  ...described,
  input: [Gate, Wall],
  *check(part) {
    same<Same<typeof part, Gate | Wall>>();
    // @ts-expect-error: a wall can't be open
    part.open;
    if (part.kind === "gate" && part.open) yield violation(part, "open");
  },
});

type OfPort = Evidence<Port>;
same<Same<OfPort, { readonly name?: string; readonly number: number }>>();
same<Same<Evidence<Port[]>, readonly { readonly name?: string; readonly number: number }[]>>();
same<Same<Evidence<Raw>, Raw>>();
same<Same<Evidence<string>, string>>();
same<Same<Evidence<Record<string, Port>>["a"], OfPort>>();

const example: Example = { document: yaml`{}`, violations: [] };
// @ts-expect-error: an example says what is found in it
const unfinished: Example = { document: yaml`{}` };

const malformed: Example = {
  ...example,
  malformed: [{ resource: "Pod web", path: ["spec", 0], expected: "a boolean", found: "a string" }],
};
// @ts-expect-error: what is malformed is found to be something
const half: Example = { ...example, malformed: [{ resource: "Pod web", path: [], expected: "a boolean" }] };

export { example, half, malformed, unfinished };
