import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Domain } from "../flow/domain.ts";
import { depth, Lattice, type Levels } from "../flow/levels.ts";
import { ValueFlow } from "../flow/value-flow.ts";
import type { Binding, Module, Statement } from "../nodes.ts";
import { visitModule } from "../traverse.ts";
import type { PassResult } from "./pass.ts";

/** A name whose value this is, or one inside whose value it is; `undefined` is something outside the function. */
interface Holder {
  readonly name: Binding | undefined;
  readonly inside: boolean;
}

type Holders = ReadonlySet<Holder>;

const others: Holders = new Set([{ name: undefined, inside: false }]);

/** A value that something else holds, with all that is inside it. */
const shared: Levels<Holders> = Array.from({ length: depth }, () => others);

/** What reading a name gives beside the facts of its value. */
const readings = new WeakMap<Binding, Levels<Holders>>();

function reading(name: Binding): Levels<Holders> {
  let levels = readings.get(name);
  if (levels === undefined) {
    const inside: Holders = new Set([{ name, inside: true }]);
    levels = [new Set([{ name, inside: false }]), ...Array.from({ length: depth - 1 }, () => inside)];
    readings.set(name, levels);
  }
  return levels;
}

function join(left: Holders, right: Holders): Holders {
  const all = new Set([...left, ...right]);
  return all.size === left.size ? left : all;
}

const lattice = new Lattice(join);

const holders: Domain<Holders> = {
  join,
  made: () => undefined,
  outside: shared,
  read: (name, value) => lattice.joined(reading(name), value),
  replacing: (variable, value) =>
    value.map((known) => {
      const rest = [...(known ?? [])].filter(({ name }) => name !== variable);
      return rest.length === 0 ? undefined : new Set(rest);
    }),
  keep(value, variables) {
    for (const { name, inside } of value.flatMap((known) => [...(known ?? [])])) {
      const before = name === undefined ? undefined : variables.get(name);
      if (name !== undefined && before !== undefined)
        variables.set(name, lattice.joined(before, inside ? [undefined, ...shared.slice(1)] : shared));
    }
  },
};

/**
 * Refuses to change in place what is known under another name too: values of Rego are never shared.
 *
 * A value's facts are the names that hold it. They are followed to where something keeps the value: from there on the
 * names' own value counts as shared.
 */
export function checkSharing(modules: readonly Module[]): PassResult {
  const flow = new ValueFlow(modules, holders);
  const diagnostics: Diagnostic[] = [];
  const statement = (changing: Statement): void => {
    if (changing.kind !== "change") return;
    const { binding, change, span } = changing;
    const [itself, lists] = flow.beforeChange(changing);
    if (change.how === "put" && change.inPlace === true && lists !== undefined)
      diagnostics.push({
        code: "RS1023",
        span,
        message: `a list of \`${binding.name}\` is changed here, and something else may hold it`,
        help: "add to all lists before the record is read, and put no other list into it: `[...list]`",
      });
    if (itself !== undefined)
      diagnostics.push({
        code: "RS1023",
        span,
        message: `\`${binding.name}\` is changed here, and something else holds the same value`,
        help: `change it before it is passed on, or start from a copy: \`[...${binding.name}]\``,
      });
  };
  for (const module of modules) visitModule(module, { statement });
  return { modules, diagnostics };
}
