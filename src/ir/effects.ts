import type { Binding, Label, Statement } from "./nodes.ts";

/** What a list of statements does beside giving values to names, up to where control can't reach any more. */
interface Effects {
  readonly yields: boolean;
  readonly returns: boolean;
  /** The loops with whose next element it goes on, and the loops and blocks that it leaves. */
  readonly continues: ReadonlySet<Label>;
  readonly breaks: ReadonlySet<Label>;
  /** The variables that change, other than inside lambdas, in the order in which they first do. */
  readonly changes: ReadonlySet<Binding>;
  /** Whether control never reaches the end. */
  readonly alwaysLeaves: boolean;
}

const known = new WeakMap<readonly Statement[], Effects>();

/** The effects of a list of statements, which are found out once. */
export function effectsOf(body: readonly Statement[]): Effects {
  let effects = known.get(body);
  if (effects === undefined) {
    effects = computed(body);
    known.set(body, effects);
  }
  return effects;
}

function computed(body: readonly Statement[]): Effects {
  const continues = new Set<Label>();
  const breaks = new Set<Label>();
  const changes = new Set<Binding>();
  const all = { yields: false, returns: false, continues, breaks, changes, alwaysLeaves: false };
  const add = (inner: Effects, inside?: Label): void => {
    all.yields ||= inner.yields;
    all.returns ||= inner.returns;
    for (const label of inner.continues) if (label !== inside) continues.add(label);
    for (const label of inner.breaks) if (label !== inside) breaks.add(label);
    for (const binding of inner.changes) changes.add(binding);
  };
  for (const statement of body) {
    switch (statement.kind) {
      case "bind":
        break;
      case "change":
        changes.add(statement.binding);
        break;
      case "yield":
        all.yields = true;
        break;
      case "for":
        add(effectsOf(statement.body), statement.label);
        break;
      case "block": {
        const inner = effectsOf(statement.body);
        add(inner, statement.label);
        all.alwaysLeaves ||= inner.alwaysLeaves && !inner.breaks.has(statement.label);
        break;
      }
      case "if": {
        const [whenTrue, whenFalse] = [effectsOf(statement.whenTrue), effectsOf(statement.whenFalse)];
        add(whenTrue);
        add(whenFalse);
        all.alwaysLeaves ||= whenTrue.alwaysLeaves && whenFalse.alwaysLeaves;
        break;
      }
      case "return":
        all.returns = all.alwaysLeaves = true;
        break;
      case "continue":
        continues.add(statement.label);
        all.alwaysLeaves = true;
        break;
      case "break":
        breaks.add(statement.label);
        all.alwaysLeaves = true;
        break;
    }
    if (all.alwaysLeaves) break;
  }
  return all;
}

/** Whether statements leave the list that they are in for somewhere else than the loop or block `inside`, if any. */
export function leaves(body: readonly Statement[], inside?: Label): boolean {
  const { returns, continues, breaks } = effectsOf(body);
  const isOther = (label: Label): boolean => label !== inside;
  return returns || [...continues].some(isOther) || [...breaks].some(isOther);
}

/** Whether leaving out statements makes a difference other than to names. */
export function hasEffect(body: readonly Statement[], inside?: Label): boolean {
  const { yields, changes } = effectsOf(body);
  return yields || changes.size > 0 || leaves(body, inside);
}
