import { parseArn } from "regoscript/aws";

/** An IAM principal, as a cluster tells it from others. */
export interface Principal {
  /**
   * Partition, account, type and name, such as `aws:111122223333:role/deployer`. STS doesn't tell the path of a role,
   * and no two principals of a type have one name in an account, so that a path doesn't count.
   */
  readonly key: string;
  /** As aws-iam-authenticator knows it: of a session the role, of a role without its path. */
  readonly arn: string;
  readonly partition: string;
  readonly account: string;
  /** `role`, `user`, `federated-user`, `root`. */
  readonly type: string;
  readonly name: string;
  /** The name of a role's session; absent where it isn't known, since whoever assumes the role chooses it. */
  readonly session: string | undefined;
}

/**
 * The principal of an ARN: of a user, of a role with or without its path, of a role's session, of an account's root;
 * `undefined` where the text is none.
 *
 * Source: https://github.com/kubernetes-sigs/aws-iam-authenticator/blob/master/pkg/arn/arn.go
 */
export function principalOf(text: string): Principal | undefined {
  const arn = parseArn(text);
  if (arn === undefined) return undefined;
  const { partition, service, account, resource } = arn;
  const [first = "", second = "", third] = resource.split("/");
  if (service === "sts" && first === "assumed-role")
    return principal(partition, account, "role", second, `arn:${partition}:iam::${account}:role/${second}`, third);
  if (service === "sts" && first === "federated-user")
    return principal(partition, account, first, second, text, undefined);
  if (service !== "iam") return undefined;
  if (resource === "root") return principal(partition, account, "root", "", text, undefined);
  const name = resource.split("/").at(-1) ?? "";
  if (first === "role")
    return principal(partition, account, first, name, `arn:${partition}:iam::${account}:role/${name}`, undefined);
  return first === "user" ? principal(partition, account, first, name, text, undefined) : undefined;
}

function principal(
  partition: string,
  account: string,
  type: string,
  name: string,
  arn: string,
  session: string | undefined,
): Principal {
  return { key: `${partition}:${account}:${type}/${name}`, arn, partition, account, type, name, session };
}
