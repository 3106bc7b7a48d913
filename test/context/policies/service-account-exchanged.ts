import { at, json, member, type Raw, rule, text, violation } from "regoscript";
import { Workload } from "regoscript/kubernetes";

function accountOf(object: Raw): string {
  return text(member(object, "spec", "serviceAccountName")) ?? "default";
}

export default rule({
  id: "service-account-exchanged",
  title: "An update gives a pod another service account",
  severity: "medium",
  input: Workload,
  parameters: { trustedGroups: ["system:masters"] },
  rationale: "Whoever may update may take over the permissions of any service account of the namespace.",
  remediation: "Create a pod of its own.",
  references: [],

  *check(workload, { parameters, request }) {
    if (request === undefined || request.operation === "DELETE") return;
    const { userInfo, oldObject } = request;
    const user = userInfo.username ?? "nobody";
    if (userInfo.groups.some((group) => parameters.trustedGroups.includes(group))) return;
    if (oldObject === undefined) {
      if (user.startsWith("system:anonymous")) yield violation(workload, `${request.operation} by ${user}`);
      return;
    }
    const own = workload.spec.serviceAccountName ?? "default";
    if (accountOf(oldObject) !== own)
      yield violation(at(workload.spec, "serviceAccountName"), `${user} exchanges ${accountOf(oldObject)} for ${own}`);
    const { namespaceObject } = request;
    if (namespaceObject !== undefined && text(member(namespaceObject, "metadata", "labels", "frozen")) === "true")
      yield violation(workload, `${user} changes a frozen namespace`);
  },

  examples: {
    "without a request": {
      document: json`
        {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web", "namespace": "shop"}, "spec": {"serviceAccountName": "admin", "containers": []}}
      `,
      violations: [],
    },
    "another account": {
      document: json`
        {"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview", "request": {
          "uid": "1", "operation": "UPDATE", "kind": {"group": "", "version": "v1", "kind": "Pod"}, "name": "web", "namespace": "shop",
          "userInfo": {"username": "eve", "groups": ["dev", "system:authenticated"]},
          "object": {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web", "namespace": "shop"}, "spec": {"serviceAccountName": "admin", "containers": []}},
          "oldObject": {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web", "namespace": "shop"}, "spec": {"containers": []}}
        }}
      `,
      violations: [
        {
          message: "eve exchanges default for admin",
          path: ["request", "object", "spec", "serviceAccountName"],
          resource: "Pod shop/web",
        },
      ],
    },
    "a user of a trusted group": {
      document: json`
        {"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview", "request": {
          "uid": "1", "operation": "UPDATE", "userInfo": {"username": "root", "groups": ["system:masters"]},
          "object": {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web"}, "spec": {"serviceAccountName": "admin", "containers": []}},
          "oldObject": {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web"}, "spec": {"containers": []}}
        }}
      `,
      violations: [],
    },
  },
});
