import { json, rule, violation, yaml } from "regoscript";
import { AccessPolicyAssociation } from "regoscript/aws";

const reading: readonly string[] = ["AmazonEKSAdminViewPolicy", "AWSBackupFullAccessPolicyForBackup"];

export default rule({
  id: "read-only-access-policy-can-execute",
  title: "Access policy that only seems to read",
  severity: "high",
  input: AccessPolicyAssociation,
  parameters: { allowedPrincipals: [] as string[] },
  rationale:
    "AmazonEKSAdminViewPolicy and AWSBackupFullAccessPolicyForBackup read all resources, nodes/proxy among them: a WebSocket's GET on it runs " +
    "commands in any pod. Before Kubernetes 1.35 the same goes for pods/exec. That EKS's authorizer reads `*` so, as RBAC does, is derived from " +
    "the published table.",
  remediation: "Associate AmazonEKSViewPolicy, which lists its resources.",
  references: [
    "https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html",
    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
  ],

  *check(association, { parameters }) {
    const name = (association.policyArn ?? "").split(":cluster-access-policy/")[1] ?? "";
    const principal = association.principal ?? "a principal known only at deployment";
    if (parameters.allowedPrincipals.includes(principal)) return;
    if (reading.includes(name) && association.scope !== "namespace")
      yield violation(association, `${principal} runs commands in every pod by ${name}`);
  },

  examples: {
    "all of the cluster": {
      document: json`
        {
          "clusterName": "shop",
          "principalArn": "arn:aws:iam::111122223333:role/dev",
          "associatedAccessPolicies": [
            {
              "policyArn": "arn:aws:eks::aws:cluster-access-policy/AmazonEKSAdminViewPolicy",
              "accessScope": {
                "type": "cluster"
              }
            }
          ]
        }
        `,
      violations: [
        {
          message: "arn:aws:iam::111122223333:role/dev runs commands in every pod by AmazonEKSAdminViewPolicy",
          path: ["associatedAccessPolicies", 0],
          resource: "access entry of arn:aws:iam::111122223333:role/dev",
        },
      ],
    },
    "Cluster API": {
      document: yaml`
        apiVersion: controlplane.cluster.x-k8s.io/v1beta2
        kind: AWSManagedControlPlane
        metadata: {name: it}
        spec:
          accessEntries:
            - principalARN: arn:aws:iam::111122223333:role/audit
              accessPolicies:
                - {policyARN: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSAdminViewPolicy", accessScope: {type: cluster}}
        `,
      violations: [
        {
          message: "arn:aws:iam::111122223333:role/audit runs commands in every pod by AmazonEKSAdminViewPolicy",
          path: ["spec", "accessEntries", 0, "accessPolicies", 0],
          resource: "AWSManagedControlPlane it",
        },
      ],
    },
    "the policy that lists": {
      document: json`
        {
          "clusterName": "shop",
          "principalArn": "arn:aws:iam::111122223333:role/dev",
          "associatedAccessPolicies": [
            {
              "policyArn": "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy",
              "accessScope": {
                "type": "cluster"
              }
            }
          ]
        }
        `,
      violations: [],
    },
    "a namespace has no nodes": {
      document: json`
        {
          "clusterName": "shop",
          "principalArn": "arn:aws:iam::111122223333:role/dev",
          "associatedAccessPolicies": [
            {
              "policyArn": "arn:aws:eks::aws:cluster-access-policy/AmazonEKSAdminViewPolicy",
              "accessScope": {
                "type": "namespace",
                "namespaces": [
                  "shop"
                ]
              }
            }
          ]
        }
        `,
      violations: [],
    },
  },
});
