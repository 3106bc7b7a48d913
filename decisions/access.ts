import { decision } from "regoscript";
import { AccessQuestion, type Answer, answerOf, modelOf } from "regoscript/access";
import { AccessEntry, AccessPolicyAssociation, Cluster } from "regoscript/aws";
import { AwsAuthAccount, AwsAuthMapping, Role, RoleBinding } from "regoscript/kubernetes";

export default decision({
  id: "access",
  title: "Whether a principal may do something in a cluster, and why",
  input: AccessQuestion,
  evidence: [Role, RoleBinding, AccessEntry, AccessPolicyAssociation, AwsAuthMapping, AwsAuthAccount, Cluster],
  description:
    "`allow` with every way in which it is given, `deny` where each table that counts is known whole (`complete` names them), else `undetermined` with the commands that would tell.",
  references: [
    "https://kubernetes.io/docs/reference/access-authn-authz/rbac/",
    "https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html",
    "https://docs.aws.amazon.com/eks/latest/userguide/access-policies.html",
  ],

  decide(question, { inventory }): Answer {
    const { principal, groups, verb, group, resource, namespace, name, url, complete } = question;
    const request = {
      verb,
      group: group ?? "",
      resource: resource ?? "",
      namespace: namespace ?? "",
      name: name ?? "",
      url: url ?? "",
    };
    return answerOf(inventory.once(modelOf), { principal: principal ?? "system:anonymous", groups }, request, complete);
  },

  // They take more room than the embedded OPA has: test/access asks every engine.
  examples: {},
});
