import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Domain } from "../flow/domain.ts";
import { depth, joined, type Levels } from "../flow/levels.ts";
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

/**
 * Refuses to change in place what is known under another name too: values of Rego are never shared.
 *
 * A value's facts are the names that hold it. They are followed to where something keeps the value: from there on the
 * names' own value counts as shared.
 */
export function checkSharing(modules: readonly Module[]): PassResult {
  const flow = new ValueFlow(modules, new HoldersOfValues());
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

class HoldersOfValues implements Domain<Holders> {
  readonly outside = shared;
  /** What reading a name gives beside the facts of its value. */
  readonly #read = new Map<Binding, Levels<Holders>>();

  join(left: Holders, right: Holders): Holders {
    const all = new Set([...left, ...right]);
    return all.size === left.size ? left : all;
  }

  made(): undefined {
    return undefined;
  }

  read(name: Binding, value: Levels<Holders>): Levels<Holders> {
    let own = this.#read.get(name);
    if (own === undefined) {
      const inside: Holders = new Set([{ name, inside: true }]);
      own = [new Set([{ name, inside: false }]), ...Array.from({ length: depth - 1 }, () => inside)];
      this.#read.set(name, own);
    }
    return joined(own, value, this.join);
  }

  replacing(variable: Binding, value: Levels<Holders>): Levels<Holders> {
    return value.map((holders) => {
      const rest = [...(holders ?? [])].filter(({ name }) => name !== variable);
      return rest.length === 0 ? undefined : new Set(rest);
    });
  }

  keep(value: Levels<Holders>, variables: Map<Binding, Levels<Holders>>): void {
    for (const { name, inside } of value.flatMap((holders) => [...(holders ?? [])])) {
      const before = name === undefined ? undefined : variables.get(name);
      if (name === undefined || before === undefined) continue;
      variables.set(name, joined(before, inside ? [undefined, ...shared.slice(1)] : shared, this.join));
    }
  }
}
