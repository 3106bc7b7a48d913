import { spawnSync } from "node:child_process";
import type { Evidence } from "../../src/authoring/index.ts";
import {
  type Chain,
  chainsOf,
  grantsOfBindings,
  type Index,
  indexOf,
  type Request,
  ruleSetsOf,
} from "../../src/library/access/index.ts";
import type { Role, RoleBinding } from "../../src/library/kubernetes/index.ts";
import { engine } from "../engines/locate.ts";
import { afterController } from "./controller.ts";
import type { Asked, World } from "./worlds.ts";

/** What the API server's own authorizer says of a request, and why. */
export interface Verdict {
  readonly allowed: boolean;
  readonly reason: string;
}

/** The verdicts of the real authorizer about all requests of some worlds; roles are aggregated first, as in a cluster. */
export function authorized(worlds: readonly World[]): Verdict[][] {
  const input = worlds.map(({ roles, bindings, asked }) => {
    const aggregated = afterController(roles);
    return JSON.stringify({
      roles: aggregated.filter(({ kind }) => kind === "Role"),
      clusterRoles: aggregated.filter(({ kind }) => kind === "ClusterRole"),
      roleBindings: bindings.filter(({ kind }) => kind === "RoleBinding"),
      clusterRoleBindings: bindings.filter(({ kind }) => kind === "ClusterRoleBinding"),
      requests: asked,
    });
  });
  const { status, stdout, stderr } = spawnSync(engine("rbac-1.36").binary, {
    input: input.join("\n"),
    encoding: "utf8",
    maxBuffer: 2 ** 30,
  });
  if (status !== 0) throw new Error(`the authorizer failed: ${stderr}`);
  const answers = stdout.trimEnd().split("\n");
  if (answers.length !== worlds.length) throw new Error(`${answers.length} answers for ${worlds.length} worlds`);
  return answers.map((line) => JSON.parse(line) as Verdict[]);
}

/** A world as the model sees it. */
export function modelOf({ roles, bindings }: World): Index {
  return indexOf(
    ruleSetsOf(roles as unknown as readonly Evidence<Role>[]),
    grantsOfBindings(bindings as unknown as readonly Evidence<RoleBinding>[]),
  );
}

/** The ways in which the model finds that a request is allowed. */
export function chainsFor(index: Index, { user, groups, subresource, resource, path, ...rest }: Asked): Chain[] {
  const request: Request = {
    ...rest,
    resource: subresource === "" ? resource : `${resource}/${subresource}`,
    url: path,
  };
  return chainsOf(index, [`user ${user}`, ...groups.map((group) => `group ${group}`)], request);
}
