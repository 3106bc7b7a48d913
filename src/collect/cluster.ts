import { UsageError } from "../errors.ts";
import { memberOf } from "../json.ts";
import { type Execute, shellText } from "./command.ts";
import { describeCluster, type Scope, serverOfContext } from "./tables.ts";

/** Which cluster an ARN names: `arn:PARTITION:eks:REGION:ACCOUNT:cluster/NAME`. */
interface Cluster {
  readonly arn: string;
  readonly region: string;
  /** Twelve digits. */
  readonly account: string;
  /** Where its API server is: `https://…`. */
  readonly endpoint: string;
}

/**
 * Asks for the cluster, which nothing can be collected without.
 *
 * @throws UsageError that says what the AWS command line said
 */
export async function findCluster(scope: Scope, execute: Execute): Promise<Cluster> {
  const command = describeCluster(scope);
  const { code, output, errorOutput } = await execute(command);
  if (code === null && errorOutput === "")
    throw new UsageError(
      "`aws` can't be started: install the AWS command line, or leave `--run` out and run what is printed",
    );
  if (code !== 0) throw new UsageError(`${shellText(command)}: ${errorOutput.trim() || `exit code ${code}`}`);
  const cluster = memberOf(parsed(output), "cluster");
  const [arn, endpoint] = [memberOf(cluster, "arn"), memberOf(cluster, "endpoint")];
  const [, region, account] = /^arn:[^:]+:eks:([^:]+):([0-9]{12}):cluster\//.exec(String(arn)) ?? [];
  if (typeof arn !== "string" || region === undefined || account === undefined || typeof endpoint !== "string")
    throw new UsageError(`${shellText(command)} didn't print a cluster with its ARN and endpoint`);
  return { arn, region, account, endpoint };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Why kubectl can't be asked about a cluster: it talks to another; undefined where it talks to this one. */
export async function otherServer(scope: Scope, { endpoint }: Cluster, execute: Execute): Promise<string | undefined> {
  const { code, output, errorOutput } = await execute(serverOfContext(scope));
  if (code === null && errorOutput === "") return "`kubectl` can't be started: is it installed?";
  const server = output.trim();
  if (code === 0 && comparable(server) === comparable(endpoint)) return undefined;
  const found = code === 0 && server !== "" ? `talks to ${server}` : "talks to no server";
  return `kubectl ${found}, and the cluster is ${endpoint}: \`aws eks update-kubeconfig --name ${scope.cluster}\` adds a context for it, and --context names one`;
}

/** A server's address as it may be compared. */
function comparable(address: string): string {
  return address.toLowerCase().replace(/\/$/, "");
}
