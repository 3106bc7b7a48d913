import { decision } from "regoscript";
import { AccessQuestion, modelOf, type Who, whoMay } from "regoscript/access";
import { AccessEntry, AccessPolicyAssociation, Cluster } from "regoscript/aws";
import { AwsAuthAccount, AwsAuthMapping, Role, RoleBinding } from "regoscript/kubernetes";

export default decision({
  id: "who",
  title: "Who may do something in a cluster, and why",
  input: AccessQuestion,
  evidence: [Role, RoleBinding, AccessEntry, AccessPolicyAssociation, AwsAuthMapping, AwsAuthAccount, Cluster],
  description:
    "The users and groups to whom what is asked is given, and the IAM principals of access entries and aws-auth that are one of them, each with the ways in which it is.",
  references: [
    "https://kubernetes.io/docs/reference/access-authn-authz/rbac/",
    "https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html",
    "https://docs.aws.amazon.com/eks/latest/userguide/access-policies.html",
  ],

  decide(question, { inventory }): Who {
    const { verb, group, resource, namespace, name, url, complete } = question;
    const request = {
      verb,
      group: group ?? "",
      resource: resource ?? "",
      namespace: namespace ?? "",
      name: name ?? "",
      url: url ?? "",
    };
    return whoMay(inventory.once(modelOf), request, complete);
  },

  // They take more room than the embedded OPA has: test/access asks every engine.
  examples: {},
});
