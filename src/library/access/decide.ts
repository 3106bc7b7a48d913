import type { Answer, Asking } from "./conclusion.ts";
import type { Model } from "./model.ts";
import { ofPrincipal } from "./of-principal.ts";
import { ofUser } from "./of-user.ts";
import type { Request } from "./permission.ts";
import { principalOf } from "./principal.ts";

/**
 * Whether somebody may make a request. It is allowed if any grant allows it; it is denied only where each table that
 * counts is known whole, and undetermined otherwise.
 *
 * @param complete ids of the input kinds of which the run has all that the cluster has
 */
export function answerOf(model: Model, asking: Asking, request: Request, complete: readonly string[]): Answer {
  if (asking.principal.startsWith("arn:")) {
    const principal = principalOf(asking.principal);
    if (principal !== undefined) return ofPrincipal(model, principal, asking.groups, request, complete);
  }
  return ofUser(model, asking, request, complete);
}
