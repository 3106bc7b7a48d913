import { inputKind, instance, type Listed, type Located, member, rule, sorted, text, violation } from "regoscript";
import {
  allowedActions,
  isOpenToAnyone,
  mayDo,
  type PolicyDocument,
  patternsOverlap,
  policiesAllow,
  statementApplies,
} from "regoscript/aws";

/** Policies and a request: what the model is asked about. */
interface IamCase extends Located {
  policies: PolicyDocument[];
  action: string;
  resource: string;
  resources: string;
  caller?: CallerOfCase;
  context: Record<string, Listed<string>>;
  others: "missing" | "unknown";
}

interface CallerOfCase extends Located {
  type: "AWS" | "Service" | "Federated" | "CanonicalUser" | "anonymous";
  name: string;
  role?: string;
}

const IamCase = inputKind<IamCase>({
  id: "iam-case",
  title: "policies and a request",
  recognises: ["kind: IamCase"],
  kubernetes: [],
  *find(document) {
    if (text(member(document, "kind")) === "IamCase") yield instance<IamCase>(document, "case");
  },
});

export default rule({
  id: "iam-case",
  title: "What policies say of a request",
  severity: "low",
  input: IamCase,
  rationale: "",
  remediation: "",
  references: [],

  *check(given) {
    const { policies, action, resource, resources, caller, context, others } = given;
    const request = { action, resource, caller, context, others };
    yield violation(given, `allowed: ${policiesAllow(policies, request) ?? "?"}`);
    yield violation(given, `may do: ${mayDo(policies, action, resources, caller) ?? "?"}`);
    yield violation(given, `actions: ${sorted(allowedActions(policies)).join(" ")}`);
    yield violation(given, `overlap: ${patternsOverlap(resource, resources)}`);
    for (const policy of policies) {
      for (const statement of policy.Statement) {
        const answers = [statementApplies(statement, request), isOpenToAnyone(statement)];
        yield violation(statement, answers.map((answer) => `${answer ?? "?"}`).join(" "));
      }
    }
  },

  examples: {},
});
