import { withoutSuffix } from "regoscript";
import { parseArn } from "./arn.ts";
import { allOf, anyOf } from "./logic.ts";

/** Who makes a request. */
export interface Caller {
  /** The key of `Principal` that names it. `anonymous` is who has no credentials of AWS. */
  readonly type: "AWS" | "Service" | "Federated" | "CanonicalUser" | "anonymous";
  /**
   * Of `AWS` the ARN of a user, a role's session (`arn:aws:sts::111122223333:assumed-role/NAME/SESSION`), a federated
   * user or an account's root; else the service, the identity provider or the canonical id.
   */
  readonly name: string;
  /** Of a role's session the ARN of the role, with its path, which the session's own doesn't have. */
  readonly role?: string;
}

/** `Principal` or `NotPrincipal`, as a statement is decoded. */
type Principals = Readonly<Record<string, readonly string[]>>;

/**
 * Whether a statement's `Principal` names a caller. An account, by its number or by the ARN of its root, names all that
 * belongs to it, and a role its sessions. No name has wildcards but `*` alone, which is everyone.
 *
 * @returns `undefined` where it isn't known: other forms of names (such as `AROA…`, what is left of a deleted role),
 *   another key than the four, a session whose role isn't given, an account against a canonical id, and whether
 *   `"AWS": "*"` is also services and identity providers, of which pages of the documentation differ
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function matchesPrincipal(principals: Principals, caller: Caller): boolean | undefined {
  return anyOf(Object.entries(principals).flatMap(([type, names]) => names.map((name) => isNamed(type, name, caller))));
}

/**
 * Whether a statement's `NotPrincipal` leaves a caller out, so that the statement isn't about it. AWS may ask it about
 * the caller's account and role too, so that a user is surely left out only with its account beside it, and a session
 * only with role and account. An account beside one of its users doesn't leave out the others.
 *
 * @returns `undefined` where it isn't known
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
export function leavesOut(principals: Principals, caller: Caller): boolean | undefined {
  if (caller.type !== "AWS") return matchesPrincipal(principals, caller);
  const account = parseArn(caller.name)?.account;
  if (account === undefined) return undefined;
  const names = principals["AWS"] ?? [];
  if (names.includes("*")) return true;
  const own = names.filter((name) => accountOf(name) === undefined);
  const isAccountNamed = anyOf(
    names.filter((name) => accountOf(name) !== undefined).map((name) => isAwsNamed(name, caller)),
  );
  const others = Object.entries(principals).flatMap(([type, values]) =>
    type === "AWS" ? [] : values.map((value) => isNamed(type, value, caller)),
  );
  const isNamedItself = anyOf([...own.map((name) => isAwsNamed(name, caller)), ...others]);
  if (isNamedItself === false) {
    if (isAccountNamed !== true) return isAccountNamed;
    if (caller.name.endsWith(":root")) return true;
    return own.some((name) => parseArn(name)?.account === account) ? false : undefined;
  }
  const isHolderNamed = isSession(caller.name) ? anyOf(own.map((name) => isRoleOf(name, caller))) : true;
  return allOf([isNamedItself, isHolderNamed, isAccountNamed]) === true ? true : undefined;
}

function isNamed(type: string, name: string, caller: Caller): boolean | undefined {
  switch (type) {
    case "AWS":
      return isAwsNamed(name, caller);
    case "Service":
    case "Federated":
      if (caller.type !== type) return false;
      if (caller.name === name) return true;
      // IAM takes no `*` here, and which of the two forms China has differs by service.
      return name === "*" || withoutSuffix(caller.name, ".cn") === withoutSuffix(name, ".cn") ? undefined : false;
    case "CanonicalUser":
      if (caller.type === "AWS") return undefined;
      return caller.type === type && caller.name === name;
    default:
      return undefined;
  }
}

function isAwsNamed(name: string, caller: Caller): boolean | undefined {
  if (name === "*") return caller.type === "Service" || caller.type === "Federated" ? undefined : true;
  if (caller.type === "CanonicalUser") return undefined;
  if (caller.type !== "AWS") return false;
  const given = parseArn(caller.name);
  if (given === undefined) return undefined;
  const account = accountOf(name);
  if (account !== undefined)
    return account === given.account && (!name.includes(":") || parseArn(name)?.partition === given.partition);
  if (parseArn(name) === undefined || name.includes("*") || name.includes("?")) return undefined;
  return name === caller.name ? true : isRoleOf(name, caller);
}

/** The account that a name stands for, if it is one: `111122223333` or `arn:aws:iam::111122223333:root`. */
function accountOf(name: string): string | undefined {
  if (/^[0-9]{12}$/u.test(name)) return name;
  const arn = parseArn(name);
  return arn?.service === "iam" && arn.resource === "root" ? arn.account : undefined;
}

function isSession(name: string): boolean {
  const arn = parseArn(name);
  return arn?.service === "sts" && arn.resource.startsWith("assumed-role/");
}

/** Whether a name is that of the role whose session a caller is. */
function isRoleOf(name: string, caller: Caller): boolean | undefined {
  if (!isSession(caller.name)) return false;
  if (caller.role !== undefined) return name === caller.role;
  const [given, wanted] = [parseArn(caller.name), parseArn(name)];
  const mayBe =
    wanted?.service === "iam" &&
    wanted.resource.startsWith("role/") &&
    wanted.partition === given?.partition &&
    wanted.account === given.account &&
    wanted.resource.split("/").at(-1) === given.resource.split("/")[1];
  return mayBe ? undefined : false;
}
