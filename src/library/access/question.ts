import { inputKind, instance, type Located, member, text } from "regoscript";

/** A question about one cluster. */
export interface AccessQuestion extends Located {
  /** ARN of an IAM principal or of a role's session, or the name of a user of the cluster; absent for nobody. */
  principal?: string;
  /** Groups that the principal has beside those that the run shows, as an OIDC provider gives them. */
  groups: string[];
  verb: string;
  /** API group of the resource; absent for the core group. */
  group?: string;
  /** `pods`, or with a subresource `pods/exec`. */
  resource?: string;
  namespace?: string;
  name?: string;
  /** Of a request that is about no resource. */
  url?: string;
  /** Ids of the input kinds of which the run has all that the cluster has. */
  complete: string[];
}

/** Questions that the decisions about access answer. */
export const AccessQuestion = inputKind<AccessQuestion>({
  id: "access-question",
  title: "question about access",
  recognises: ["regoscript.dev/v1 AccessQuestion"],
  kubernetes: [],
  *find(document) {
    if (
      text(member(document, "apiVersion")) === "regoscript.dev/v1" &&
      text(member(document, "kind")) === "AccessQuestion"
    )
      yield instance<AccessQuestion>(document, "AccessQuestion");
  },
});
