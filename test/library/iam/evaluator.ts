// What AWS's documentation says of policies, written down a second time: with two truth values, for a request of which
// all is known and for one reading of what the documentation leaves open. Shares no code with the library.

/** A statement as it is decoded. */
export interface PlainStatement {
  readonly Effect: "Allow" | "Deny";
  readonly Principal: Readonly<Record<string, readonly string[]>>;
  readonly NotPrincipal: Readonly<Record<string, readonly string[]>>;
  readonly Action: readonly string[];
  readonly NotAction: readonly string[];
  readonly Resource: readonly string[];
  readonly NotResource: readonly string[];
  readonly Condition: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

export interface PlainCaller {
  readonly type: "AWS" | "Service" | "Federated" | "CanonicalUser" | "anonymous";
  readonly name: string;
  readonly role?: string;
}

/** A request of which all is known; a key that `context` doesn't have is missing. */
export interface PlainRequest {
  readonly action: string;
  readonly resource: string;
  readonly caller: PlainCaller;
  readonly context: Readonly<Record<string, readonly string[]>>;
}

/** One way to read what isn't said, and values of what a policy can't tell. */
export interface Reading {
  /** Whether every wildcard of a resource reaches beyond colons, and not only a `*` that ends a part. */
  readonly allCross: boolean;
  /** Whether `"AWS": "*"` is services and identity providers too. */
  readonly starIsAll: boolean;
  /** Whether account and role must stand in `NotPrincipal` beside who is left out. */
  readonly asksHolders: boolean;
  /** Whether an account by itself in `NotPrincipal` leaves out all that belongs to it. */
  readonly accountIsAll: boolean;
  /** Whether a name that is neither an account nor an ARN, or the canonical id of an account, is the caller's. */
  readonly isCallersId: boolean;
  /** What every policy variable stands for. */
  readonly variable: string;
}

const expressions = new Map<string, RegExp>();

export function like(text: string, pattern: string, staysInParts: boolean): boolean {
  const key = `${staysInParts} ${pattern}`;
  const expression =
    expressions.get(key) ??
    new RegExp(
      `^${pattern.replaceAll(/\*+(?=:|$)|\*|\?|[^*?]/gu, (token, index: number) => {
        const ends = index + token.length === pattern.length || pattern[index + token.length] === ":";
        if (token.startsWith("*")) return staysInParts && !ends ? "[^:]*" : ".*";
        if (token === "?") return staysInParts ? "[^:]" : ".";
        return token.replaceAll(/[\\^$.|+()[\]{}/]/g, "\\$&");
      })}$`,
      "su",
    );
  expressions.set(key, expression);
  return expression.test(text);
}

/** Explicit denial, else explicit permission, else implicit denial. */
export function isAllowed(statements: readonly PlainStatement[], request: PlainRequest, reading: Reading): boolean {
  const applicable = statements.filter((statement) => applies(statement, request, reading));
  return (
    !applicable.some((statement) => statement.Effect === "Deny") &&
    applicable.some((statement) => statement.Effect === "Allow")
  );
}

export function applies(statement: PlainStatement, request: PlainRequest, reading: Reading): boolean {
  return (
    isAction(statement, request.action) &&
    isResource(statement, request.resource, reading) &&
    isAbout(statement, request.caller, reading) &&
    Object.entries(statement.Condition).every(([operator, keys]) =>
      Object.entries(keys).every(([key, values]) => holds(operator, request.context[key] ?? [], values)),
    )
  );
}

function isAction(statement: PlainStatement, action: string): boolean {
  const isListed = [...statement.Action, ...statement.NotAction].some((pattern) =>
    like(action.toLowerCase(), pattern.toLowerCase(), false),
  );
  return isListed === statement.Action.length > 0;
}

function isResource(statement: PlainStatement, resource: string, reading: Reading): boolean {
  const patterns = [...statement.Resource, ...statement.NotResource];
  if (patterns.length === 0) return true;
  const isListed = patterns.some((pattern) =>
    like(resource, pattern.replace(/\$\{[^}]*\}/u, reading.variable), !reading.allCross),
  );
  return isListed === statement.Resource.length > 0;
}

function isAbout(statement: PlainStatement, caller: PlainCaller, reading: Reading): boolean {
  if (Object.keys(statement.Principal).length > 0)
    return Object.entries(statement.Principal).some(([type, names]) =>
      names.some((name) => chain(caller).some((one) => isName(type, name, one, caller, reading))),
    );
  if (Object.keys(statement.NotPrincipal).length > 0) return !isExcepted(statement.NotPrincipal, caller, reading);
  return true;
}

/** Who a caller is to AWS: its account, its role if it is a session, and itself. */
function chain(caller: PlainCaller): readonly string[] {
  if (caller.type !== "AWS") return [caller.name];
  const [, partition, , , account] = caller.name.split(":");
  return [
    `arn:${partition}:iam::${account}:root`,
    ...(caller.role === undefined ? [] : [caller.role]),
    ...(caller.name.endsWith(":root") ? [] : [caller.name]),
  ];
}

function isName(type: string, name: string, one: string, caller: PlainCaller, reading: Reading): boolean {
  if (type === "CanonicalUser" && caller.type === "AWS") return reading.isCallersId;
  if (type === "AWS" && caller.type === "CanonicalUser") return name === "*" || reading.isCallersId;
  if (type === "AWS" && name === "*") {
    return caller.type === "AWS" || caller.type === "anonymous" || reading.starIsAll;
  }
  if (caller.type !== type) return false;
  if (type === "AWS" && /^[0-9]{12}$/u.test(name)) return one === `${one.split(":", 4).join(":")}:${name}:root`;
  if (type === "AWS" && !name.startsWith("arn:")) return reading.isCallersId;
  return name === one;
}

function isExcepted(
  principals: Readonly<Record<string, readonly string[]>>,
  caller: PlainCaller,
  reading: Reading,
): boolean {
  const isNamed = (one: string): boolean =>
    Object.entries(principals).some(([type, names]) => names.some((name) => isName(type, name, one, caller, reading)));
  const [account, ...own] = chain(caller);
  if (caller.type !== "AWS" || own.length === 0) return isNamed(account!);
  const isAccountNamed = isNamed(account!);
  if (own.some(isNamed)) return !reading.asksHolders || (isAccountNamed && isNamed(own[0]!));
  const isBesideOthers = (principals["AWS"] ?? []).some(
    (name) => name.split(":")[4] === account!.split(":")[4] && !name.endsWith(":root"),
  );
  return isAccountNamed && !isBesideOthers && reading.accountIsAll;
}

function holds(operator: string, given: readonly string[], values: readonly string[]): boolean {
  if (operator === "Null") return values.some((value) => (value === "true") === (given.length === 0));
  const [prefix, name] = operator.includes(":") ? operator.split(":") : ["", operator];
  const comparison = name!.replace("IfExists", "");
  const isNegated = comparison.includes("Not");
  const satisfies = (one: string): boolean =>
    isNegated !== values.some((value) => isSame(comparison.replace("Not", ""), one, value));
  if (prefix === "ForAllValues") return given.every(satisfies);
  if (prefix === "ForAnyValue") return given.some(satisfies);
  return given.length === 0 ? isNegated || name!.endsWith("IfExists") : given.every(satisfies);
}

function isSame(comparison: string, one: string, value: string): boolean {
  if (comparison === "StringLike") return like(one, value, false);
  if (comparison === "ArnLike") {
    const [given, wanted] = [one.split(":"), value.split(":")];
    return [0, 1, 2, 3, 4, 5].every((part) =>
      part < 5
        ? like(given[part]!, wanted[part]!, false)
        : like(given.slice(5).join(":"), wanted.slice(5).join(":"), false),
    );
  }
  return one === value;
}
