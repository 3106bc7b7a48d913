/** Keywords of Rego v1 and words that an older engine treats as one. */
const keywords = new Set(
  "as contains data default else every false if import in input not null package set some true with and or".split(" "),
);

/** Builtin functions without a namespace: a variable or rule of that name would hide them. */
const builtins = new Set(
  (
    "abs all and any array_concat assign base64 bits cast_array ceil concat contains count div endswith eq equal floor format_int glob " +
    "graph gt gte hex indexof indexof_n intersection io is_array is_boolean is_null is_number is_object is_set is_string json lower " +
    "lt lte max min minus mul neq net now numbers object opa or plus print product rand re_match regex rego rem replace round semver " +
    "set_diff sort split sprintf startswith strings substring sum time to_number trace trim trim_left trim_prefix trim_right " +
    "trim_space trim_suffix type_name union units upper urlquery uuid walk yaml array crypto"
  ).split(" "),
);

/** Whether `name` can follow a dot, or stand alone, in every supported version of Rego. */
export function isIdentifier(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !keywords.has(name);
}

/** Whether a key of a reference can be written after a dot. */
export function isPlainKey(key: string): boolean {
  return isIdentifier(key) || key === "data" || key === "input" || key === "set";
}

/** `credentialVariables` and `CredentialVariables` as `credential_variables`, the convention of Rego. */
export function snakeCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1_$2")
    .replace(/[^A-Za-z0-9_]+/g, "_")
    .toLowerCase();
}

/**
 * Gives each module a path of names for its package, one that no other module has: names that are Rego's already stay
 * as they are, and where two become the same, the later one of the others gets a number.
 *
 * @param modules ids such as `policies/shared/names`
 */
export function packagePaths(modules: readonly string[]): Map<string, readonly string[]> {
  const paths = new Map<string, readonly string[]>();
  const taken = new Set<string>();
  const sorted = [...modules].sort();
  const isPlain = (id: string): boolean => id.split("/").every((segment) => packageName(segment) === segment);
  for (const id of [...sorted.filter(isPlain), ...sorted.filter((id) => !isPlain(id))]) {
    const path = id.split("/").map(packageName);
    const last = path.pop() ?? "";
    let name = last;
    for (let number = 2; taken.has([...path, name].join("/")); number++) name = `${last}_${number}`;
    taken.add([...path, name].join("/"));
    paths.set(id, [...path, name]);
  }
  return paths;
}

/** A folder's or file's name as a part of a package's. */
function packageName(text: string): string {
  const snake = snakeCase(text);
  if (keywords.has(snake)) return `${snake}_module`;
  if (!/[a-z0-9]/.test(snake)) return "module";
  return /^[0-9]/.test(snake) ? `_${snake}` : snake;
}

/** Gives names that are free in a scope and in all scopes around it. */
export class NameScope {
  readonly #taken: Set<string>;
  readonly #parent: NameScope | undefined;

  constructor(parent?: NameScope) {
    this.#parent = parent;
    this.#taken = new Set();
  }

  has(name: string): boolean {
    return this.#taken.has(name) || (this.#parent?.has(name) ?? false);
  }

  /** Whether this scope itself, not one around it, has the name. */
  hasOwn(name: string): boolean {
    return this.#taken.has(name);
  }

  /** A name like `wanted`, with a number added where that is taken or means something to Rego. */
  declare(wanted: string): string {
    const snake = snakeCase(wanted);
    const hasWord = /[a-z]/.test(snake);
    const base = hasWord ? (/^[0-9]/.test(snake) ? `_${snake}` : snake) : `value${snake.replace(/^_+$/, "")}`;
    const usable = keywords.has(base) || builtins.has(base) ? `${base}_value` : base;
    let name = usable;
    for (let number = 2; this.has(name); number++) name = `${usable}_${number}`;
    this.#taken.add(name);
    return name;
  }

  /** Takes `name` as it is. */
  reserve(name: string): void {
    this.#taken.add(name);
  }
}
