import { UsageError } from "../../errors.ts";

/**
 * The principal that an argument names, as the decisions take it: an ARN, a user of the cluster, `NAMESPACE/NAME` of a
 * service account, or `role/NAME` or `user/NAME` of one of the IAM principals of which the documents know.
 *
 * @param known ARNs of these
 * @throws UsageError if it is none of these, or fits several
 */
export function principalNamed(argument: string, known: readonly string[]): string {
  if (argument.startsWith("arn:")) {
    if (/^arn:[^:]+:(?:iam|sts)::\d{12}:(?:root$|(?:role|user|assumed-role|federated-user)\/.)/.test(argument))
      return argument;
    throw new UsageError(
      `${argument} is no ARN of an IAM principal, such as arn:aws:iam::111122223333:role/deployer or arn:aws:sts::111122223333:assumed-role/deployer/session`,
    );
  }
  const [first = "", second, ...more] = argument.split("/");
  if (second === undefined) return argument;
  if (first === "role" || first === "user") {
    const name = more.at(-1) ?? second;
    const named = known.filter((arn) => arn.split(":")[5]?.startsWith(`${first}/`) && arn.split("/").at(-1) === name);
    // A role is one whatever path it is written with; the path of a user counts.
    const fitting = [...new Map(named.map((arn) => [first === "role" ? withoutPath(arn) : arn, arn])).values()];
    if (fitting.length === 1) return fitting[0]!;
    throw new UsageError(
      fitting.length === 0
        ? `neither an access entry nor aws-auth names ${argument}; give its ARN`
        : `${argument} is one of ${fitting.join(", ")}; give its ARN`,
    );
  }
  if (more.length > 0 || first === "" || second === "")
    throw new UsageError(
      `${argument} is no principal: give an ARN, role/NAME, user/NAME, NAMESPACE/NAME of a service account, or the name of a user`,
    );
  return `system:serviceaccount:${first}:${second}`;
}

function withoutPath(arn: string): string {
  return `${arn.split(":", 5).join(":")}:${arn.split("/").at(-1)}`;
}
