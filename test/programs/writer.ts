import { imports, moduleCount, nameIn } from "./modules.ts";
import type { Tape } from "./tape.ts";

/** The types of values that generated programs handle. */
type Kind =
  | "text"
  | "number"
  | "boolean"
  | "maybeText"
  | "maybeNumber"
  | "texts"
  | "numbers"
  | "parts"
  | "part"
  | "maybePart"
  | "set"
  | "labels"
  | "weights"
  | "lists"
  | "made"
  | "mades";

interface Variable {
  readonly name: string;
  readonly kind: Kind;
}

/** A variable that a loop adds to, which nothing reads before the loop has ended. */
interface Accumulator {
  readonly name: string;
  readonly declaration: string;
  /** What the variable is after the loop. */
  readonly kind: Kind;
  add(writer: ProgramWriter): string;
}

interface Helper {
  readonly name: string;
  readonly parameters: readonly Kind[];
  readonly result: Kind;
}

const typeNames: { readonly [kind in Kind]: string } = {
  text: "string",
  number: "number",
  boolean: "boolean",
  maybeText: "string | undefined",
  maybeNumber: "number | undefined",
  texts: "readonly string[]",
  numbers: "readonly number[]",
  parts: "readonly Part[]",
  part: "Part",
  maybePart: "Part | undefined",
  set: "ReadonlySet<string>",
  labels: "Record<string, string>",
  weights: "ReadonlyMap<string, number>",
  lists: "ReadonlyMap<string, readonly string[]>",
  made: "Made",
  mades: "readonly Made[]",
};

/** Names that mean something in Rego, or in the Rego that the compiler writes. */
const regoNames = [
  ...["input", "data", "some", "every", "contains", "not", "as", "object", "count", "set", "std", "violations"],
  ...["report", "rego", "is_string", "union", "startswith", "print", "walk", "time", "path", "instances", "engine"],
];

const words = ["a", "b", "x", "", "skip", "stop", "pre-", "ab", "A-Z", "ß", "12", "𝒳𝒴", "rank", "\n"];
/** A constant by its name: what TypeScript sees to be a literal it lets nobody test. */
const word = (tape: Tape): string => `word${tape.below(words.length)}`;

/** Writes one well-typed rule over `Thing` from a tape: any nesting of what the policy language has. */
export class ProgramWriter {
  readonly tape: Tape;
  readonly #id: string;
  readonly #helpers: Helper[] = [];
  readonly #modules: string[] = [];
  #scope: Variable[] = [];
  #names = 0;
  readonly #taken = new Set<string>();
  #inLoop: string[] = [];
  /** What statements may do beside computing: yield violations, yield texts, or return a value. */
  #role: { readonly kind: "check" | "violations" | "texts" } | { readonly kind: "function"; readonly result: Kind } = {
    kind: "check",
  };

  constructor(tape: Tape, id: string) {
    this.tape = tape;
    this.#id = id;
  }

  /** The text of a module that exports the rule. */
  write(): string {
    for (let count = this.tape.below(4); count > 0; count--) this.#helper();
    this.#scope = [
      { name: "thing.parts", kind: "parts" },
      { name: "thing.tags", kind: "texts" },
    ];
    this.#role = { kind: "check" };
    const body = this.block(3, 4);
    const isLive = body.some((line) => line.includes("yield"));
    const lines = isLive ? body : [...body, `yield violation(thing, ${this.text(2)});`];
    return `import { at, compareText, decodeBase64, encodeBase64, integer, lowerCase, matchesGlob, matchesWildcard, printed, reachable, rule, sorted, textAfter, unique, upperCase, violation, withoutPrefix, type Violation } from "regoscript";
import { type Part, Thing } from "./thing.ts";
${imports}
/** An object that the program makes: of one kind or another. */
type Made = { readonly kind: "word"; readonly text: string } | Counted;
interface Counted {
  readonly kind: "count";
  readonly count: number;
  readonly note?: string;
}
function asWord(text: string): Made {
  return { kind: "word", text };
}
function asCount(count: number, note?: string): Made {
  return note === undefined ? { kind: "count", count } : { kind: "count", count, note };
}

const words = new Set(["a", "x", "stop"]);
const ranks = new Map([["a", 1], ["b", 20]]);
const order: readonly string[] = ["x", "a", "rank"];
${words.map((text, index) => `const word${index}: string = ${JSON.stringify(text)};\n`).join("")}${Array.from({ length: 12 }, (_, index) => `const number${index}: number = ${index};\n`).join("")}const yes = word0 === "a";
const no = word0 === "b";
const missing = order[9];
const missingNumber = integer(word0);

/** Halves of pairs, which engines don't have, come about only by offsets in other texts. */
function plain(text: string): string {
  return text.replace(/[^\\x00-\\x7f]/gu, "?");
}
${this.#modules.map((text) => `\n${text}\n`).join("")}
export default rule({
  id: ${JSON.stringify(this.#id)},
  title: "A random program",
  severity: "low",
  input: Thing,
  parameters: { limit: 10, names: ["a", "stop"] as string[] },
  rationale: "",
  remediation: "",
  references: [],

  *check(thing, { parameters }) {
${indent(lines, 2)}
  },

  examples: {},
});
`;
  }

  /** A name that the program doesn't have yet; now and then a word of Rego. */
  #fresh(prefix: string): string {
    const number = ++this.#names;
    const word = this.tape.chance(12) ? regoNames[number % regoNames.length]! : undefined;
    if (word === undefined || this.#taken.has(word)) return `${prefix}${number}`;
    this.#taken.add(word);
    return word;
  }

  #inside<Result>(write: () => Result): Result {
    const scope = [...this.#scope];
    const result = write();
    this.#scope = scope;
    return result;
  }

  /** A function of the module: of values, of a function, or a generator. */
  #helper(): void {
    const name = this.#fresh("helper");
    const parameters = Array.from({ length: 1 + this.tape.below(3) }, () =>
      this.tape.pick<Kind>(["text", "part", "texts", "number", "parts", "maybeText", "boolean"]),
    );
    const outer = this.#scope;
    this.#scope = parameters.map((kind, index) => ({ name: `given${index}`, kind }));
    const declared = parameters.map((kind, index) => `given${index}: ${typeNames[kind]}`).join(", ");
    const form = this.tape.below(4);
    if (form === 3) {
      this.#role = { kind: "texts" };
      this.#modules.push(
        `function* ${name}(${declared}): Generator<string, void> {\n${indent([...this.block(2, 3), `yield ${this.text(1)};`], 1)}\n}`,
      );
      this.#helpers.push({ name: `[...${name}`, parameters, result: "texts" });
    } else if (form === 2 && parameters.includes("part")) {
      this.#role = { kind: "violations" };
      const node = `given${parameters.indexOf("part")}`;
      this.#modules.push(
        `function* ${name}(${declared}): Generator<Violation, void> {\n${indent([...this.block(2, 2), `yield violation(${node}, ${this.text(1)});`], 1)}\n}`,
      );
      this.#helpers.push({ name: `yield* ${name}`, parameters, result: "part" });
    } else {
      const result = this.tape.pick<Kind>(["text", "boolean", "number", "maybeText", "texts", "parts", "maybePart"]);
      this.#role = { kind: "function", result };
      const body = this.block(2, 3);
      this.#modules.push(
        `function ${name}(${declared}): ${typeNames[result]} {\n${indent([...body, `return ${this.expression(result, 2)};`], 1)}\n}`,
      );
      this.#helpers.push({ name, parameters, result });
    }
    this.#scope = outer;
  }

  /** Up to `most` statements. */
  block(depth: number, most: number): string[] {
    return this.#inside(() => {
      const lines: string[] = [];
      for (let count = 1 + this.tape.below(most); count > 0 && !this.tape.isAtEnd; count--) {
        lines.push(...this.#statement(depth));
        if (/^(return|break|continue)\b/.test(lines.at(-1) ?? "")) break;
      }
      return lines;
    });
  }

  #statement(depth: number): string[] {
    const simple = [() => this.#yield(), () => this.#constant(), () => this.#variable(depth)];
    if (depth === 0) return this.tape.pick(simple)();
    return this.tape.pick([
      ...simple,
      () => this.#if(depth),
      () => this.#loop(depth),
      () => this.#accumulate(depth),
      () => this.#switch(depth),
      () => this.#leave(),
      () => this.#local(),
      () => this.#parts(),
      () => this.#yieldAll(),
      () => this.#withRest(),
      () => this.#alias(),
    ])();
  }

  #yield(): string[] {
    switch (this.#role.kind) {
      case "check":
        return [`yield violation(${this.#node("thing")}, ${this.text(2)});`];
      case "violations":
        return [
          `yield violation(${this.#node(this.#scope.find(({ kind }) => kind === "part")?.name ?? "given0")}, ${this.text(1)});`,
        ];
      case "texts":
        return [`yield ${this.text(1)};`];
      case "function":
        return this.#constant();
    }
  }

  #node(otherwise: string): string {
    const part = this.#read("part");
    if (part === undefined) return otherwise === "thing" && this.tape.chance(4) ? `at(thing, "tags", 0)` : otherwise;
    return this.tape.pick([part, otherwise, `at(${part}, "id")`]);
  }

  #yieldAll(): string[] {
    const generator =
      this.#role.kind === "check"
        ? this.tape.pick(this.#helpers.filter((helper) => helper.name.startsWith("yield*")))
        : undefined;
    if (generator === undefined) return this.#yield();
    const given = generator.parameters.map((kind) => (kind === "part" ? this.#read("part") : this.expression(kind, 1)));
    return given.includes(undefined) ? this.#yield() : [`${generator.name}(${given.join(", ")});`];
  }

  #constant(): string[] {
    const kind = this.tape.pick<Kind>([
      "text",
      "number",
      "boolean",
      "maybeText",
      "texts",
      "parts",
      "maybePart",
      "set",
      "numbers",
      "weights",
      "labels",
      "maybeNumber",
      "made",
      "mades",
    ]);
    const name = this.#fresh("value");
    const type = kind === "made" || kind === "mades" ? `: ${typeNames[kind]}` : "";
    const line = `const ${name}${type} = ${this.expression(kind, 2)};`;
    this.#scope.push({ name, kind });
    return [line];
  }

  /** A list or text taken apart. */
  #parts(): string[] {
    const [first, rest] = [this.#fresh("first"), this.#fresh("rest")];
    const whole = this.tape.pick([() => this.texts(1), () => this.text(1)])();
    const line = `const [${first} = ${word(this.tape)}, ...${rest}] = ${whole};`;
    this.#scope.push({ name: first, kind: "text" }, { name: rest, kind: "texts" });
    return [line];
  }

  /** A record of which a key is taken that is only known at run time. */
  #withRest(): string[] {
    const [taken, rest, keys] = [this.#fresh("taken"), this.#fresh("rest"), this.#fresh("keys")];
    const line = `const { [${this.text(1)}]: ${taken} = ${word(this.tape)}, ...${rest} } = ${this.expression("labels", 0)};`;
    this.#scope.push({ name: taken, kind: "text" }, { name: keys, kind: "texts" });
    return [line, `const ${keys} = sorted(Object.keys(${rest}));`];
  }

  /** Another name for a value. */
  #alias(): string[] {
    const known = this.#scope.filter(({ name }) => /^[a-z]+\d+$/.test(name) && !name.startsWith("changing"));
    if (known.length === 0) return this.#constant();
    const { name, kind } = this.tape.pick([...known].reverse());
    const alias = this.#fresh("alias");
    this.#scope.push({ name: alias, kind });
    return [`const ${alias} = ${name};`];
  }

  /** A variable that is assigned on branches. */
  #variable(depth: number): string[] {
    const kind = this.tape.pick<Kind>(["text", "number", "boolean", "maybeText", "texts", "maybePart"]);
    const name = this.#fresh("changing");
    const type = kind === "texts" ? "string[]" : typeNames[kind];
    const value = (): string => (kind === "texts" ? `[...${this.texts(1)}]` : this.expression(kind, 1));
    const lines = [`let ${name}: ${type} = ${value()};`];
    const condition = this.condition(1);
    lines.push(
      ...this.tape.pick([
        () => [`if (${condition}) ${name} = ${value()};`],
        () => [`if (${condition}) ${name} = ${value()};`, `else ${name} = ${value()};`],
        () => this.#branches(name, condition, value, depth),
      ])(),
    );
    if (kind === "number" && this.tape.chance(3))
      lines.push(this.tape.pick([`${name} += ${this.number(1)};`, `${name}++;`, `${name} *= 2;`]));
    if (kind === "text" && this.tape.chance(3)) lines.push(`${name} += ${this.text(1)};`);
    if (kind === "texts" && this.tape.chance(2)) lines.push(`${name}.push(${this.text(1)});`);
    this.#scope.push({ name, kind });
    return lines;
  }

  #branches(name: string, condition: string, value: () => string, depth: number): string[] {
    const first = this.#inside(() => [...this.#constant(), `${name} = ${value()};`]);
    const second =
      depth > 0
        ? this.#inside(() => [
            `if (${this.condition(1)}) ${name} = ${value()};`,
            `else {`,
            ...indented(this.#constant()),
            `  ${name} = ${value()};`,
            "}",
          ])
        : [];
    return [`if (${condition}) {`, ...indented(first), "} else {", ...indented(second), "}"];
  }

  #if(depth: number): string[] {
    const lines = [`if (${this.condition(2)}) {`, ...indented(this.block(depth - 1, 3))];
    return this.tape.chance(2) ? [...lines, "} else {", ...indented(this.block(depth - 1, 2)), "}"] : [...lines, "}"];
  }

  /** The head of a loop; the names that it declares are in scope after. */
  #head(label: string): string {
    const item = this.#fresh("item");
    const prefix = label === "" ? "" : `${label}: `;
    switch (this.tape.below(6)) {
      case 5: {
        const text = this.text(1);
        this.#scope.push({ name: item, kind: "text" });
        return `${prefix}for (const ${item} of ${text}) {`;
      }
      case 1: {
        const list = this.texts(1);
        this.#scope.push({ name: item, kind: "text" });
        return `${prefix}for (const ${item} of ${list}) {`;
      }
      case 2: {
        const list = this.parts(1);
        const index = this.#fresh("index");
        this.#scope.push({ name: item, kind: "part" }, { name: index, kind: "number" });
        return `${prefix}for (const [${index}, ${item}] of ${list}.entries()) {`;
      }
      case 3: {
        const list = this.parts(1);
        const [id, weight] = [this.#fresh("id"), this.#fresh("weight")];
        this.#scope.push({ name: id, kind: "text" }, { name: weight, kind: "number" });
        return `${prefix}for (const { id: ${id}, weight: ${weight} = 3 } of ${list}) {`;
      }
      case 4: {
        const list = this.texts(1);
        this.#scope.push({ name: item, kind: "text" });
        return `${prefix}for (const ${item} of sorted(${list})) {`;
      }
      default: {
        const list = this.parts(1);
        this.#scope.push({ name: item, kind: "part" });
        return `${prefix}for (const ${item} of ${list}) {`;
      }
    }
  }

  #loop(depth: number): string[] {
    const label = this.tape.chance(4) ? this.#fresh("loop") : "";
    return this.#inside(() => {
      const head = this.#head(label);
      this.#inLoop.push(label);
      const body = this.block(depth - 1, 3);
      this.#inLoop.pop();
      return [head, ...indented(body), "}"];
    });
  }

  /** A loop that makes something, which can be read after it. */
  #accumulate(depth: number): string[] {
    const accumulators = Array.from({ length: 1 + this.tape.below(3) }, () => this.#accumulator());
    const label = this.tape.chance(2) ? this.#fresh("loop") : "";
    const loop = this.#inside(() => {
      const head = this.#head(label);
      this.#inLoop.push(label);
      const body = accumulators.flatMap((accumulator, index) => {
        const before = index === 0 && this.tape.chance(3) ? this.#inside(() => this.#statement(0)) : [];
        const jump = this.tape.chance(4) ? this.#leave() : [];
        return [...before, ...jump, ...this.#added(accumulator, depth - 1)];
      });
      this.#inLoop.pop();
      return [head, ...indented(body), "}"];
    });
    for (const { name, kind } of accumulators) this.#scope.push({ name, kind });
    return [...accumulators.map(({ declaration }) => declaration), ...loop];
  }

  #added(accumulator: Accumulator, depth: number): string[] {
    const add = (): string => accumulator.add(this);
    switch (depth > 0 ? this.tape.below(5) : this.tape.below(2)) {
      case 1:
        return [`if (${this.condition(1)}) { ${add()} }`];
      case 2:
        return this.#inside(() => {
          const head = this.#head("");
          this.#inLoop.push("");
          const jumps = [this.#leave(), this.#leave(), this.#leave()].slice(0, this.tape.below(4)).flat();
          this.#inLoop.pop();
          return [head, ...indented([...jumps, add()]), "}"];
        });
      case 3:
        return [
          `if (${this.condition(1)}) {`,
          ...indented(this.#inside(() => [...this.#constant(), add()])),
          "} else {",
          `  ${add()}`,
          "}",
        ];
      case 4:
        return [add(), `if (${this.condition(1)}) { ${add()} }`];
      default:
        return [add()];
    }
  }

  #accumulator(): Accumulator {
    const name = this.#fresh("found");
    const kind = this.tape.below(12);
    switch (kind) {
      case 11:
        return {
          name,
          declaration: `const ${name}: Made[] = [];`,
          kind: "mades",
          add: (writer) => `${name}.push(${writer.madeHere(1)});`,
        };
      case 9:
        return {
          name,
          declaration: `const ${name} = new Map<string, number>();`,
          kind: "weights",
          add: (writer) => tally(name, writer.text(0), writer.number(1)),
        };
      case 10:
        return {
          name,
          declaration: `const ${name} = new Map<string, string[]>([["a", ["start"]]]);`,
          kind: "lists",
          add: (writer) => group(writer, name, writer.text(0), writer.text(1)),
        };
      case 1:
        return {
          name,
          declaration: `let ${name} = ${this.tape.pick(["0", "5"])};`,
          kind: "number",
          add: (writer) => `${name} += ${writer.number(1)};`,
        };
      case 2:
        return {
          name,
          declaration: `const ${name} = new Set<string>();`,
          kind: "set",
          add: (writer) => `${name}.add(${writer.text(1)});`,
        };
      case 3:
        return {
          name,
          declaration: `let ${name} = ${word(this.tape)};`,
          kind: "text",
          add: (writer) => `${name} += ${writer.text(1)};`,
        };
      case 4:
        return {
          name,
          declaration: `let ${name} = false;`,
          kind: "boolean",
          add: (writer) => writer.tape.pick([`${name} = true;`, `${name} = ${name} || ${writer.boolean(1)};`]),
        };
      case 5:
        return {
          name,
          declaration: `let ${name}: string | undefined;`,
          kind: "maybeText",
          add: (writer) => `${name} = ${writer.text(1)};`,
        };
      case 6:
        return {
          name,
          declaration: `const ${name} = new Map<string, number>();`,
          kind: "weights",
          add: (writer) => `${name}.set(${writer.text(1)}, ${writer.number(1)});`,
        };
      case 7: {
        const [by, method] = this.tape.pick([
          [">", "max"],
          ["<", "min"],
          [">=", "max"],
          ["<=", "min"],
        ] as const);
        return {
          name,
          declaration: `let ${name} = ${this.tape.pick(["0", "7"])};`,
          kind: "number",
          add: (writer) => bestOf(writer, name, by, method),
        };
      }
      case 8:
        return {
          name,
          declaration: `const ${name}: Record<string, string> = Object.create(null);`,
          kind: "labels",
          add: (writer) => `${name}[${writer.text(1)}] = ${writer.text(1)};`,
        };
      default:
        return {
          name,
          declaration: `const ${name}: string[] = [];`,
          kind: "texts",
          add: (writer) => `${name}.push(${writer.text(1)});`,
        };
    }
  }

  #switch(depth: number): string[] {
    const [subject, cases] = this.tape.pick([
      [this.text(1), words.slice(0, 6).map((text) => JSON.stringify(text))],
      [`${this.number(1)} % 4`, ["0", "1", "2", "3"]],
    ] as const);
    const lines = [`switch (${subject}) {`];
    for (const one of cases.slice(0, 1 + this.tape.below(3))) {
      lines.push(`  case ${one}:`);
      if (this.tape.chance(3)) continue;
      const body = this.block(depth - 1, 2);
      lines.push(
        ...indented(
          indented(
            [
              "{",
              ...indented(body),
              /^(return|break|continue)\b/.test(body.at(-1) ?? "") ? "" : "  break;",
              "}",
            ].filter((line) => line !== ""),
          ),
        ),
      );
    }
    lines.push("  default: {", ...indented(indented(this.block(depth - 1, 1))), "  }", "}");
    return lines;
  }

  /** Leaves a loop or the function, under a condition. */
  #leave(): string[] {
    const jumps: string[] = [];
    if (this.#inLoop.length > 0) jumps.push("continue;", "break;");
    for (const label of this.#inLoop) if (label !== "") jumps.push(`continue ${label};`, `break ${label};`);
    if (this.#role.kind === "function") jumps.push(`return ${this.expression(this.#role.result, 1)};`);
    else jumps.push("return;");
    return [`if (${this.condition(1)}) ${this.tape.pick(jumps)}`];
  }

  /** A function inside the function. */
  #local(): string[] {
    const name = this.#fresh("local");
    const result = this.tape.pick<Kind>(["boolean", "text", "number"]);
    const parameter = this.#fresh("argument");
    const kind = this.tape.pick<Kind>(["part", "text", "number"]);
    const loops = this.#inLoop;
    const role = this.#role;
    this.#inLoop = [];
    this.#role = { kind: "function", result };
    const body = this.#inside(() => {
      this.#scope.push({ name: parameter, kind });
      return [...this.block(1, 2), `return ${this.expression(result, 1)};`];
    });
    this.#inLoop = loops;
    this.#role = role;
    this.#helpers.push({ name, parameters: [kind], result });
    const used = this.#name(name, [kind]);
    const lines = [
      `const ${name} = (${parameter}: ${typeNames[kind]}): ${typeNames[result]} => {`,
      ...indented(body),
      "};",
    ];
    this.#helpers.pop();
    if (used === undefined) return lines;
    const value = this.#fresh("value");
    this.#scope.push({ name: value, kind: result });
    return [...lines, `const ${value} = ${used};`];
  }

  #name(name: string, kinds: readonly Kind[]): string | undefined {
    const given = kinds.map((kind) => (kind === "part" ? this.#read("part") : this.expression(kind, 1)));
    return given.includes(undefined) ? undefined : `${name}(${given.join(", ")})`;
  }

  #read(kind: Kind): string | undefined {
    const known = this.#scope.filter((variable) => variable.kind === kind);
    return known.length === 0 ? undefined : this.tape.pick([...known].reverse()).name;
  }

  /** How many texts a helper generator yields. */
  #counted(): string | undefined {
    const helpers = this.#helpers.filter(({ name }) => name.startsWith("["));
    if (helpers.length === 0) return undefined;
    const helper = this.tape.pick(helpers);
    const call = this.#name(helper.name, helper.parameters);
    return call && `${call}].length`;
  }

  /** A call of a helper that gives such a value, if there is one and its arguments can be had. */
  #call(kind: Kind): string | undefined {
    const helpers = this.#helpers.filter((helper) => helper.result === kind && !helper.name.startsWith("yield"));
    if (helpers.length === 0) return undefined;
    const helper = this.tape.pick(helpers);
    const call = this.#name(helper.name, helper.parameters);
    return call !== undefined && helper.name.startsWith("[") ? `${call}]` : call;
  }

  get #hasThing(): boolean {
    return this.#scope.some(({ name }) => name.startsWith("thing."));
  }

  expression(kind: Kind, depth: number): string {
    const choices: { readonly [kind in Kind]: () => string } = {
      text: () => this.text(depth),
      number: () => this.number(depth),
      boolean: () => this.boolean(depth),
      maybeText: () => this.maybeText(depth),
      maybeNumber: () =>
        this.#read("maybeNumber") ??
        this.tape.pick([
          () => (this.#hasThing ? "thing.limit" : "missingNumber"),
          () => `integer(${this.text(1)})`,
          () => `${this.numbers(1)}[1]`,
        ])(),
      texts: () => this.texts(depth),
      numbers: () => this.numbers(depth),
      parts: () => this.parts(depth),
      part: () => this.#read("part")!,
      maybePart: () => this.maybePart(depth),
      set: () =>
        this.#read("set") ??
        this.tape.pick([
          "words",
          `new Set(${this.texts(1)})`,
          `new Set([...${this.texts(1)}, ${this.text(1)}])`,
          `reachable(${this.expression("lists", 0)}, ${this.texts(1)})`,
        ]),
      labels: () =>
        this.#read("labels") ?? (this.#hasThing ? "thing.labels" : "(Object.create(null) as Record<string, string>)"),
      weights: () => this.#read("weights") ?? "ranks",
      made: () => this.madeHere(depth),
      mades: () => this.mades(depth),
      lists: () => this.#read("lists") ?? "(new Map<string, string[]>())",
    };
    return choices[kind]();
  }

  made(depth: number): string {
    const leaf = [
      () => `asWord(${this.text(0)})`,
      () => `asCount(${this.number(0)})`,
      () => this.#read("made") ?? `asWord(${word(this.tape)})`,
    ];
    if (depth === 0) return this.tape.pick(leaf)();
    return this.tape.pick([
      ...leaf,
      () => `asCount(${this.number(depth - 1)}, ${this.maybeText(depth - 1)})`,
      () => `(${this.condition(depth - 1)} ? ${this.made(depth - 1)} : ${this.made(depth - 1)})`,
    ])();
  }

  /** An object where its type is known, or a function's. */
  madeHere(depth: number): string {
    return this.tape.pick([
      () => this.made(depth),
      () => `{ kind: "word", text: ${this.text(depth)} }`,
      () => `{ kind: "count", count: ${this.number(depth)}, note: ${this.text(0)} }`,
    ])();
  }

  mades(depth: number): string {
    const known = (): string => this.#read("mades") ?? "([] as readonly Made[])";
    if (depth === 0) return known();
    return this.tape.pick([
      known,
      () => `[${this.made(depth - 1)}, ${this.made(depth - 1)}]`,
      () => `[...${this.mades(depth - 1)}, ${this.made(depth - 1)}]`,
      () =>
        `${this.texts(depth - 1)}.map((one): Made => (${this.#with("one", "text", () => this.madeHere(depth - 1))}))`,
      () => `${this.mades(depth - 1)}.filter((one) => ${this.#with("one", "made", () => this.condition(depth - 1))})`,
    ])();
  }

  text(depth: number): string {
    const leaf = [
      () => word(this.tape),
      () => this.#read("text") ?? word(this.tape),
      () => (this.#read("part") === undefined ? word(this.tape) : `${this.#read("part")!}.id`),
      () => (this.#hasThing ? "thing.name" : word(this.tape)),
    ];
    if (depth === 0) return this.tape.pick(leaf)();
    return this.tape.pick([
      ...leaf,
      () => `\`\${${this.text(depth - 1)}} \${${this.number(depth - 1)}}\``,
      () => `${this.texts(depth - 1)}.join(${JSON.stringify(this.tape.pick(["", ",", "--"]))})`,
      () => `(${this.maybeText(depth - 1)} ?? ${this.text(depth - 1)})`,
      () => `(${this.condition(depth - 1)} ? ${this.text(depth - 1)} : ${this.text(depth - 1)})`,
      () => `${this.tape.pick(["lowerCase", "upperCase"])}(${this.text(depth - 1)})`,
      () =>
        `${this.text(depth - 1)}.${this.tape.pick(["trim()", "trimStart()", "trimEnd()", 'replaceAll("a", "_")', 'replace("a", "[]")', 'padStart(4, ".")', "padEnd(3)"])}`,
      () =>
        `plain(${this.text(depth - 1)}).${this.tape.pick(["slice(1)", "slice(-2)", "slice(0, 3)", "substring(1, 3)", "charAt(1)", 'replace(/[a-c]/u, "_")', 'replace(/\\W+/gu, ".")', 'replaceAll(/([a-z])(-|[^\\s])/gu, "<>")'])}`,
      () =>
        `[...${this.text(depth - 1)}]${this.tape.pick(["", ".reverse()", ".sort((first, second) => compareText(first, second))"])}.join(${JSON.stringify(this.tape.pick(["", "|"]))})`,
      () =>
        `printed(${this.tape.pick([() => this.texts(depth - 1), () => this.text(depth - 1), () => this.maybeText(depth - 1), () => this.number(depth - 1), () => this.expression("labels", 0)])()})`,
      () => `encodeBase64(${this.text(depth - 1)})`,
      () =>
        `(decodeBase64(${this.tape.pick([() => this.text(depth - 1), () => `encodeBase64(${this.text(depth - 1)})`])()}) ?? ${this.text(0)})`,
      () => `withoutPrefix(${this.text(depth - 1)}, ${this.text(0)})`,
      () =>
        `(textAfter(${this.text(depth - 1)}, ${JSON.stringify(this.tape.pick(["-", "a", "://"]))}) ?? ${this.text(0)})`,
      () => this.#call("text") ?? this.text(depth - 1),
      () => `${nameIn(this.tape.below(moduleCount), "mark")}(${this.text(depth - 1)})`,
      () => nameIn(this.tape.below(moduleCount), "label"),
      () => this.#ofMade(),
      () =>
        `${this.mades(depth - 1)}.map((one) => ${this.#with("one", "made", () => this.#ofMade())}).join(${JSON.stringify(this.tape.pick([",", ""]))})`,
      () => `String(${this.tape.pick([() => this.number(depth - 1), () => this.boolean(depth - 1)])()})`,
      () => `(${this.text(depth - 1)} || ${this.text(depth - 1)})`,
      () => `${this.numbers(depth - 1)}.join("+")`,
      () => `(${this.expression("labels", 0)}[${this.text(depth - 1)}] ?? "unlabelled")`,
    ])();
  }

  /** What an object that the program made says. */
  #ofMade(): string {
    const name = this.#read("made");
    if (name === undefined) return word(this.tape);
    return this.tape.pick([
      `(${name}.kind === "word" ? ${name}.text : String(${name}.count))`,
      `(${name}.kind === "count" ? (${name}.note ?? "none") : ${name}.kind)`,
      `${name}.kind`,
    ]);
  }

  number(depth: number): string {
    const leaf = [
      () => `number${this.tape.below(12)}`,
      () => this.#read("number") ?? "number2",
      () => (this.#hasThing ? "thing.size" : "number4"),
      () => (this.#hasThing ? "parameters.limit" : "number1"),
    ];
    const part = this.#read("part");
    if (part !== undefined) leaf.push(() => `${part}.weight`);
    if (depth === 0) return this.tape.pick(leaf)();
    return this.tape.pick([
      ...leaf,
      () =>
        `${this.tape.pick([() => this.text(depth - 1), () => this.texts(depth - 1), () => this.parts(depth - 1)])()}.length`,
      () => `(${this.number(depth - 1)} ${this.tape.pick(["+", "-"])} ${this.number(depth - 1)})`,
      () => `(${this.number(depth - 1)} * ${1 + this.tape.below(3)})`,
      () => `(${this.number(depth - 1)} % ${2 + this.tape.below(7)})`,
      () => `Math.${this.tape.pick(["floor", "trunc", "ceil"])}(${this.number(depth - 1)} / ${2 + this.tape.below(7)})`,
      () => `Math.${this.tape.pick(["max", "min"])}(${this.number(depth - 1)}, ${this.number(depth - 1)})`,
      () => `Math.${this.tape.pick(["sign", "abs"])}(${this.number(depth - 1)})`,
      () => `Math.max(0, ...${this.numbers(depth - 1)})`,
      () => `(${this.expression("maybeNumber", depth - 1)} ?? ${this.number(depth - 1)})`,
      () => `(${this.condition(depth - 1)} ? ${this.number(depth - 1)} : ${this.number(depth - 1)})`,
      () => this.#call("number") ?? this.number(depth - 1),
      () => `${this.expression("set", depth - 1)}.size`,
      () => `[...new Set([${this.text(depth - 1)}, ${this.text(0)}, ${this.text(0)}])].length`,
      () => `(${this.expression("weights", depth - 1)}.get(${this.text(depth - 1)}) ?? -1)`,
      () =>
        `${this.texts(depth - 1)}.${this.tape.pick([`indexOf(${this.text(depth - 1)})`, `findIndex((one) => ${this.#with("one", "text", () => this.condition(depth - 1))})`])}`,
      () =>
        `${this.parts(depth - 1)}.reduce((sum, one) => sum + ${this.#with("one", "part", () => this.number(0))}, ${this.tape.below(3)})`,
      () => `${this.text(depth - 1)}.indexOf(${this.text(0)})`,
      () => `${this.mades(depth - 1)}.length`,
      () => this.#counted() ?? this.number(depth - 1),
    ])();
  }

  #with(name: string, kind: Kind, write: () => string): string {
    return this.#inside(() => {
      // Names of nested callbacks may be the same; the inner one hides the outer.
      this.#scope = this.#scope.filter((variable) => variable.name !== name);
      this.#scope.push({ name, kind });
      return write();
    });
  }

  boolean(depth: number): string {
    const leaf = [() => "yes", () => this.#read("boolean") ?? "no", () => (this.#hasThing ? "thing.on" : "no")];
    if (depth === 0) return this.tape.pick(leaf)();
    return this.tape.pick([
      ...leaf,
      () => `(${this.text(depth - 1)} ${this.tape.pick(["===", "!=="])} ${this.text(depth - 1)})`,
      () =>
        `((${this.number(depth - 1)}) ${this.tape.pick(["<", "<=", ">", ">=", "===", "!=="])} (${this.number(depth - 1)}))`,
      () => `(${this.boolean(depth - 1)} ${this.tape.pick(["&&", "||"])} ${this.boolean(depth - 1)})`,
      () => `!${this.condition(depth - 1)}`,
      () => `${this.texts(depth - 1)}.includes(${this.text(depth - 1)})`,
      () =>
        `${this.text(depth - 1)}.${this.tape.pick(["startsWith", "endsWith", "includes"])}(${this.text(depth - 1)})`,
      () =>
        `${this.texts(depth - 1)}.${this.tape.pick(["some", "every"])}((one) => ${this.#with("one", "text", () => this.condition(depth - 1))})`,
      () =>
        `${this.parts(depth - 1)}.${this.tape.pick(["some", "every"])}((one) => ${this.#with("one", "part", () => this.condition(depth - 1))})`,
      () =>
        `${this.tape.pick(["matchesWildcard", "matchesGlob"])}(${this.text(depth - 1)}, ${this.tape.pick([() => '"*a?"', () => '"**b*"', () => this.text(0)])()})`,
      () => `${this.texts(depth - 1)}.includes(${this.text(depth - 1)}, ${this.tape.pick(["1", "-2"])})`,
      () => `${this.expression("set", depth - 1)}.has(${this.text(depth - 1)})`,
      () =>
        `(${this.maybeText(depth - 1)} ${this.tape.pick(["===", "!=="])} ${this.tape.pick(["undefined", this.text(depth - 1)])})`,
      () => `/^[a-c]|\\d$/u.test(${this.text(depth - 1)})`,
      () =>
        `(${this.text(depth - 1)} in ${this.#hasThing ? "thing.labels" : (this.#read("labels") ?? "(Object.create(null) as Record<string, string>)")})`,
      () => `${this.expression("weights", depth - 1)}.has(${this.text(depth - 1)})`,
      () => this.#call("boolean") ?? this.boolean(depth - 1),
      () => (this.#hasThing ? `(thing.maybe ?? ${this.boolean(depth - 1)})` : this.boolean(depth - 1)),
      () =>
        this.#hasThing
          ? `Object.values(thing.labels).some((one) => ${this.#with("one", "text", () => this.condition(depth - 1))})`
          : this.boolean(depth - 1),
      () => (this.#hasThing ? "parameters.names.includes(thing.name)" : "no"),
    ])();
  }

  /** Something whose truth is asked: of any type. */
  condition(depth: number): string {
    if (depth === 0) return this.boolean(0);
    return this.tape.pick([
      () => this.boolean(depth),
      () => this.boolean(depth),
      () => `(${this.text(depth - 1)})`,
      () => `(${this.number(depth - 1)})`,
      () => `(${this.maybeText(depth - 1)})`,
      () => `(${this.maybePart(depth - 1)})`,
      () => (this.#hasThing ? "thing.maybe" : "yes"),
      () => (this.#hasThing ? "thing.inner?.deep?.value" : "yes"),
      () => `(${this.condition(depth - 1)} ${this.tape.pick(["&&", "||"])} ${this.condition(depth - 1)})`,
    ])();
  }

  maybeText(depth: number): string {
    const leaf = [() => this.#read("maybeText") ?? "missing", () => (this.#hasThing ? "thing.note" : "missing")];
    if (depth === 0) return this.tape.pick(leaf)();
    return this.tape.pick([
      ...leaf,
      () => (this.#hasThing ? this.tape.pick(["thing.inner?.name", "thing.inner?.deep?.value"]) : "missing"),
      () => `${this.texts(depth - 1)}${this.tape.pick(["[0]", ".at(-1)", ".at(1)"])}`,
      () =>
        `${this.texts(depth - 1)}.${this.tape.pick(["find", "findLast"])}((one) => ${this.#with("one", "text", () => this.condition(depth - 1))})`,
      () => `${this.texts(depth - 1)}.at(${this.number(depth - 1)})`,
      () => `${this.texts(depth - 1)}[${this.number(depth - 1)}]`,
      () => `plain(${this.text(depth - 1)})[${this.tape.pick([() => "0", () => this.number(0)])()}]`,
      () =>
        `${this.text(depth - 1)}.match(/${this.tape.pick(["([a-c])(.)", "^(\\S*)\\s", "(x|[^-])$"])}/u)?.[${this.tape.below(3)}]`,
      () => `(${this.condition(depth - 1)} ? ${this.text(depth - 1)} : undefined)`,
      () => `${this.expression("labels", 0)}[${this.text(depth - 1)}]`,
      () => `${this.maybePart(depth - 1)}?.id`,
      () => this.#call("maybeText") ?? this.maybeText(depth - 1),
    ])();
  }

  maybePart(depth: number): string {
    const known = this.#read("maybePart");
    if (depth === 0 || this.tape.chance(3)) return known ?? `${this.parts(0)}[0]`;
    return this.tape.pick([
      () => known ?? `${this.parts(0)}[0]`,
      () =>
        `${this.parts(depth - 1)}.${this.tape.pick(["find", "findLast"])}((one) => ${this.#with("one", "part", () => this.condition(depth - 1))})`,
      () => `${this.parts(depth - 1)}.at(-1)`,
      () => this.#call("maybePart") ?? `${this.parts(0)}[1]`,
    ])();
  }

  numbers(depth: number): string {
    const known = this.#read("numbers");
    return this.tape.pick([
      () => known ?? `[${this.number(0)}, 3]`,
      () => `${this.parts(0)}.map((one) => ${this.#with("one", "part", () => this.number(Math.max(0, depth - 1)))})`,
      () => `${this.texts(0)}.map((one, index) => one.length + index)`,
      () =>
        `${this.parts(0)}.map((one) => one.weight).toSorted((first, second) => ${this.tape.pick(["first - second", "second - first"])})`,
    ])();
  }

  texts(depth: number): string {
    const leaf = [() => this.#read("texts") ?? `[${word(this.tape)}]`, () => (this.#hasThing ? "thing.tags" : "order")];
    if (depth === 0) return this.tape.pick(leaf)();
    return this.tape.pick([
      ...leaf,
      () => `[${this.text(depth - 1)}, ...${this.texts(depth - 1)}]`,
      () => `${this.parts(depth - 1)}.map((one) => ${this.#with("one", "part", () => this.text(depth - 1))})`,
      () => `${this.texts(depth - 1)}.filter((one) => ${this.#with("one", "text", () => this.condition(depth - 1))})`,
      () =>
        `${this.texts(depth - 1)}.map((one, index) => { if (${this.#with("one", "text", () => this.condition(depth - 1))}) return one; return \`\${one}\${index}\`; })`,
      () => (this.#hasThing ? "sorted(Object.keys(thing.labels))" : 'order.filter((one) => one !== "a")'),
      () => `unique(${this.texts(depth - 1)})`,
      () =>
        `${this.texts(depth - 1)}.${this.tape.pick(["slice(1)", "slice(0, 2)", "slice(-2)", "toReversed()", `concat(${this.texts(depth - 1)})`])}`,
      () => `${this.parts(depth - 1)}.flatMap((one) => ${this.#with("one", "part", () => this.texts(depth - 1))})`,
      () => `${this.text(depth - 1)}.split(${JSON.stringify(this.tape.pick(["a", "-"]))})`,
      () => this.#call("texts") ?? this.texts(depth - 1),
      () =>
        `${this.texts(depth - 1)}.toSorted((first, second) => compareText(${this.tape.pick(["first, second", "second, first"])}))`,
      () => `sorted([...${this.expression("set", depth - 1)}])`,
      () => `[...${this.text(depth - 1)}]`,
      () => `${this.text(depth - 1)}.split(/${this.tape.pick(["\\s|-", "[a-c]+"])}/u)`,
      () =>
        `[...${this.text(depth - 1)}.matchAll(/([a-z])([^a-z])/gu)].map(([, one, two]) => \`\${one ?? ""}\${two ?? ""}\`)`,
      () => `Array.from(${this.texts(depth - 1)}, (one) => ${this.#with("one", "text", () => this.text(depth - 1))})`,
      () => `(${this.expression("lists", 0)}.get(${this.text(depth - 1)}) ?? ${this.texts(0)})`,
      () => `[...${this.texts(depth - 1)}, ...(${this.condition(depth - 1)} ? ${this.texts(depth - 1)} : [])]`,
    ])();
  }

  parts(depth: number): string {
    const leaf = [() => this.#read("parts") ?? "([] as readonly Part[])"];
    if (depth === 0) return this.tape.pick(leaf)();
    return this.tape.pick([
      ...leaf,
      () => `${this.parts(depth - 1)}.filter((one) => ${this.#with("one", "part", () => this.condition(depth - 1))})`,
      () => `${this.parts(depth - 1)}.${this.tape.pick(["slice(1)", "slice(0, 2)", "toReversed()"])}`,
      () =>
        `${this.parts(depth - 1)}.toSorted((first, second) => first.weight - second.weight || compareText(first.id, second.id))`,
      () => `(${this.condition(depth - 1)} ? ${this.parts(depth - 1)} : ${this.parts(depth - 1)})`,
      () => this.#call("parts") ?? this.parts(depth - 1),
    ])();
  }
}

function tally(name: string, key: string, number: string): string {
  return `${name}.set(${key}, (${name}.get(${key}) ?? 0) + ${number});`;
}

function group(writer: ProgramWriter, name: string, key: string, text: string): string {
  return writer.tape.pick([
    `${name}.set(${key}, [...(${name}.get(${key}) ?? []), ${text}]);`,
    `{ const list = ${name}.get(${key}); if (list === undefined) ${name}.set(${key}, [${text}]); else list.push(${text}); }`,
    `{ const list = ${name}.get(${key}); if (list) { list.push(${text}); } else { ${name}.set(${key}, [${text}]); } }`,
  ]);
}

function bestOf(writer: ProgramWriter, name: string, by: string, method: string): string {
  const value = writer.number(0);
  return writer.tape.pick([
    `if ((${value}) ${by} ${name}) ${name} = ${value};`,
    `${name} = Math.${method}(${name}, ${value});`,
  ]);
}

function indent(lines: readonly string[], depth: number): string {
  return lines.map((line) => `${"  ".repeat(depth)}${line}`).join("\n");
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
