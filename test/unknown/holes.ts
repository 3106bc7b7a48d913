/**
 * Documents in which values are missing, and all that may stand there. A *hole* is written as CloudFormation or
 * Terraform writes what isn't known, or filled in with one of its values.
 */
export type Tree =
  | string
  | number
  | boolean
  | null
  | Hole
  | Choice
  | Text
  | readonly Tree[]
  | { readonly [key: string]: Tree };

/** In a pool: the value isn't there, neither is its member or element. */
export const absent: unique symbol = Symbol("absent");

export class Hole {
  /** As a template names it: a logical id or parameter, `A.B` for an attribute. */
  readonly id: string;
  readonly pool: readonly (unknown | typeof absent)[];
  /** Whether it is a parameter whose allowed values are its pool. */
  readonly isAllowed: boolean;

  constructor(id: string, pool: readonly unknown[], isAllowed = false) {
    this.id = id;
    this.pool = pool;
    this.isAllowed = isAllowed;
  }
}

/** A choice between two trees by a condition. */
export class Choice {
  readonly condition: string;
  readonly branches: readonly [Tree | typeof absent, Tree | typeof absent];

  constructor(condition: string, branches: Choice["branches"]) {
    this.condition = condition;
    this.branches = branches;
  }

  /** The branch of a condition that holds or doesn't. */
  branch(holds: unknown): Tree | typeof absent {
    return this.branches[holds === true ? 0 : 1];
  }
}

/** A text in which parts are missing. */
export class Text {
  readonly parts: readonly (string | Hole)[];
  readonly isJoin: boolean;

  constructor(parts: readonly (string | Hole)[], isJoin: boolean) {
    this.parts = parts;
    this.isJoin = isJoin;
  }
}

/** What is to be decided in a tree, by name: the values of each hole, whether each condition holds. */
function poolsIn(tree: Tree | typeof absent): readonly (readonly [name: string, pool: readonly unknown[]])[] {
  if (tree instanceof Hole) return [[tree.id, tree.pool]];
  if (tree instanceof Choice) return [[tree.condition, [true, false]], ...tree.branches.flatMap(poolsIn)];
  if (tree instanceof Text) return tree.parts.flatMap((part) => (typeof part === "string" ? [] : poolsIn(part)));
  return typeof tree === "object" && tree !== null ? Object.values(tree).flatMap(poolsIn) : [];
}

export type Chosen = ReadonlyMap<string, unknown>;

/** Every way to fill in the holes; a hole of one name has one value. */
export function* completions(tree: Tree): Generator<Chosen> {
  const pools = new Map(poolsIn(tree));
  const total = [...pools.values()].reduce((product, { length }) => product * length, 1);
  for (let number = 0; number < total; number++) {
    let left = number;
    const chosen = new Map<string, unknown>();
    for (const [id, pool] of pools) {
      chosen.set(id, pool[left % pool.length]);
      left = Math.floor(left / pool.length);
    }
    yield chosen;
  }
}

/** The document with its holes filled in. */
export function completed(tree: Tree | typeof absent, chosen: Chosen): unknown {
  if (tree instanceof Hole) return chosen.get(tree.id);
  if (tree instanceof Choice) return completed(tree.branch(chosen.get(tree.condition)), chosen);
  if (tree instanceof Text)
    return tree.parts.map((part) => (typeof part === "string" ? part : String(chosen.get(part.id)))).join("");
  if (Array.isArray(tree)) return tree.map((one: Tree) => completed(one, chosen)).filter((one) => one !== absent);
  if (typeof tree !== "object" || tree === null) return tree;
  const entries = Object.entries(tree).map(([key, value]) => [key, completed(value, chosen)] as const);
  // A transformation makes members beside those that are written.
  const { "Fn::Transform": further, ...own } = Object.fromEntries(entries.filter(([, value]) => value !== absent));
  return { ...(further as object | undefined), ...own };
}

/**
 * The document as a template has it.
 *
 * @param isShort whether holes are written as what is left of short tags that a YAML reader drops
 */
export function template(tree: Tree | typeof absent, isShort: () => boolean): unknown {
  if (tree === absent) return reference("AWS::NoValue", isShort());
  if (tree instanceof Hole) return reference(tree.id, isShort());
  if (tree instanceof Choice) {
    const parts = [tree.condition, ...tree.branches.map((branch) => template(branch, isShort))];
    return isShort() ? parts : { "Fn::If": parts };
  }
  if (tree instanceof Text) return textOf(tree, isShort());
  if (Array.isArray(tree)) return tree.map((one: Tree) => template(one, isShort));
  if (typeof tree !== "object" || tree === null) return tree;
  return Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, template(value, isShort)]));
}

function reference(id: string, isShort: boolean): unknown {
  if (isShort) return id;
  return id.includes(".") ? { "Fn::GetAtt": id.split(".") } : { Ref: id };
}

function textOf({ parts, isJoin }: Text, isShort: boolean): unknown {
  if (!isJoin) {
    const text = parts.map((part) => (typeof part === "string" ? part : `\${${part.id}}`)).join("");
    return isShort ? text : { "Fn::Sub": text };
  }
  const list = ["", parts.map((part) => (typeof part === "string" ? part : reference(part.id, isShort)))];
  return isShort ? list : { "Fn::Join": list };
}

/** The values of a Terraform plan and what is known after apply beside them. */
export function planned(tree: Tree): { readonly values: unknown; readonly unknown: unknown } {
  if (tree instanceof Hole || tree instanceof Choice || tree instanceof Text) return { values: absent, unknown: true };
  if (Array.isArray(tree)) {
    const items = tree.map((one: Tree) => planned(one));
    return {
      values: items.map(({ values }) => (values === absent ? null : values)),
      unknown: items.map((item) => item.unknown),
    };
  }
  if (typeof tree !== "object" || tree === null) return { values: tree, unknown: false };
  const entries = Object.entries(tree).map(([key, value]) => [key, planned(value)] as const);
  const known = entries.filter(([, { values }]) => values !== absent);
  const later = entries.filter(([, { unknown }]) => unknown !== false);
  return {
    values: Object.fromEntries(known.map(([key, { values }]) => [key, values])),
    unknown: Object.fromEntries(later.map(([key, { unknown }]) => [key, unknown])),
  };
}
