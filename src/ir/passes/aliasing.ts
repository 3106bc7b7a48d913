import { operations } from "../../std/operations.ts";
import type { Binding, Change, Expression } from "../nodes.ts";

/**
 * Which variables share their value with another name, on some way to the point that is read: what changes there in
 * place would change for the other too.
 */
export class Aliasing {
  #shared: ReadonlySet<Binding> = new Set();
  /** Records that hold lists which something else may refer to as well: it was put there, or was read from them. */
  #holding: ReadonlySet<Binding> = new Set();
  /** The same on any way that was read: a `break` may lead on from where it was so. */
  readonly #everShared = new Set<Binding>();
  readonly #everHolding = new Set<Binding>();

  copy(): Aliasing {
    const copy = new Aliasing();
    copy.#shared = this.#shared;
    copy.#holding = this.#holding;
    return copy;
  }

  isShared(binding: Binding): boolean {
    return this.#shared.has(binding);
  }

  /** Whether something else may hold a list that is a value of the record. */
  holdsOthers(record: Binding): boolean {
    return this.#holding.has(record);
  }

  /** A variable is read; `escapes` if what reads it keeps the value itself. */
  read(binding: Binding, escapes: boolean): void {
    if (escapes && isCollection(binding)) this.#share(binding);
    if (binding.type.kind === "record") this.#hold(binding);
  }

  /** A variable gets another value. */
  assign(binding: Binding, value: Expression): void {
    this.#shared = without(this.#shared, binding);
    this.#holding = without(this.#holding, binding);
    this.mayAssign(binding, value);
  }

  /** A variable gets another value on some way. */
  mayAssign(binding: Binding, value: Expression): void {
    if (isCollection(binding) && !isFresh(value)) this.#share(binding);
    if (!holdsOwn(value)) this.#hold(binding);
  }

  /** A variable changes: a record may get a list that something else holds. */
  change(binding: Binding, change: Change): void {
    if (change.how === "put" && !isFresh(change.value)) this.#hold(binding);
  }

  /** Reads for a change in place, which keeps nothing of what it reads. */
  withoutHolding<Result>(read: () => Result): Result {
    const holding = this.#holding;
    const result = read();
    this.#holding = holding;
    return result;
  }

  /** Reads two ways on from here; what is shared after either is shared after both. */
  alternatives<First, Second>(first: () => First, second: () => Second): [First, Second] {
    const before = this.copy();
    const one = first();
    const after = this.copy();
    this.#shared = before.#shared;
    this.#holding = before.#holding;
    const other = second();
    this.#shared = new Set([...this.#shared, ...after.#shared]);
    this.#holding = new Set([...this.#holding, ...after.#holding]);
    return [one, other];
  }

  /** What comes after a loop or block may follow on any place inside it. */
  leave(): void {
    this.#shared = new Set([...this.#shared, ...this.#everShared]);
    this.#holding = new Set([...this.#holding, ...this.#everHolding]);
  }

  #share(binding: Binding): void {
    this.#shared = new Set([...this.#shared, binding]);
    this.#everShared.add(binding);
  }

  #hold(binding: Binding): void {
    this.#holding = new Set([...this.#holding, binding]);
    this.#everHolding.add(binding);
  }
}

export function isCollection({ type }: Binding): boolean {
  return ["list", "set", "record", "object"].includes(type.kind);
}

/** Whether nothing else can refer to an expression's value. */
export function isFresh(value: Expression): boolean {
  if (["text", "number", "boolean", "nothing", "pattern"].includes(value.type.kind)) return true;
  if (value.kind === "operation") {
    const { result } = operations[value.name];
    return "fresh" in result && result.fresh;
  }
  if (value.kind === "conditional") return isFresh(value.whenTrue) && isFresh(value.whenFalse);
  return ["literal", "list", "set", "record", "object", "collect"].includes(value.kind);
}

/** Whether a record holds only lists that nothing else can refer to. */
function holdsOwn(value: Expression): boolean {
  if (value.type.kind !== "record") return true;
  if (value.kind === "object") return value.entries.every(([, entry]) => isFresh(entry));
  return value.kind === "record" && value.entries.every((entry) => entry.key !== undefined && isFresh(entry.value));
}

function without(bindings: ReadonlySet<Binding>, binding: Binding): ReadonlySet<Binding> {
  return bindings.has(binding) ? new Set([...bindings].filter((other) => other !== binding)) : bindings;
}
