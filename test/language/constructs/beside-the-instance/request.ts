import { rule, violation } from "regoscript";
import { Thing } from "../../fixtures/thing.ts";

export default rule({
  id: "request",
  title: "`request`",
  severity: "low",
  input: Thing,
  rationale: "`undefined` where the object comes without a request; `oldObject` and `namespaceObject` are raw values.",
  remediation: "",
  references: [],

  *check(thing, { request }) {
    if (request?.operation === "DELETE" && !request.userInfo.groups.includes("admins")) {
      yield violation(thing, `${request.userInfo.username ?? "somebody"} may not delete ${thing.name}`);
    }
  },

  examples: {},
});
