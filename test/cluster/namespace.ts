import { spawnSync } from "node:child_process";
import { userInfo } from "node:os";

const mark = "REGOSCRIPT_NETWORK_NAMESPACE";

/** Whether this process has a network of its own, in which nothing but what it starts can be reached. */
export const isIsolated: boolean = process.env[mark] === "own";

/**
 * Runs a suite once more in a network namespace with nothing but a loopback device, and ends with what that came to.
 * What the suite starts can neither reach nor be reached by anything else, and its ports are always free.
 */
export function runIsolated(file: string): never {
  const unshare = userInfo().uid === 0 ? ["--net"] : ["--net", "--map-root-user"];
  // The API server wants to be told of an address that isn't one of the loopback network.
  const prepare = 'ip link set lo up && ip addr add 10.99.0.1/32 dev lo && exec "$@"';
  const { status, error } = spawnSync(
    "unshare",
    [
      ...unshare,
      "--kill-child",
      "--fork",
      "sh",
      "-c",
      prepare,
      "sh",
      process.execPath,
      "--conditions=source",
      "--import",
      "tsx",
      file,
    ],
    { stdio: "inherit", env: { ...process.env, [mark]: "own" } },
  );
  if (error !== undefined) console.error(`no network namespace can be made: ${error.message}`);
  process.exit(status ?? 1);
}
