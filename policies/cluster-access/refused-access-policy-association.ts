import { json, rule, violation, yaml } from "regoscript";
import { AccessPolicyAssociation } from "regoscript/aws";

/** Source: https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html */
const serviceLinked: readonly string[] = [
  "AmazonEKSPodIdentityPolicy",
  "AmazonEKSBlockStoragePolicy",
  "AmazonEKSBlockStorageClusterPolicy",
  "AmazonEKSComputePolicy",
  "AmazonEKSComputeClusterPolicy",
  "AmazonEKSHybridPolicy",
  "AmazonEKSClusterInsightsPolicy",
];

export default rule({
  id: "refused-access-policy-association",
  title: "Access policy association that EKS refuses",
  severity: "medium",
  input: AccessPolicyAssociation,
  rationale:
    "EKS's API refuses an association without a scope, one for the cluster that names namespaces, one for namespaces that names none, and " +
    "policies that only service-linked roles may have.",
  remediation: "Give the scope `cluster` without namespaces, or `namespace` with those that are meant.",
  references: [
    "https://docs.aws.amazon.com/eks/latest/APIReference/API_AccessScope.html",
    "https://docs.aws.amazon.com/eks/latest/userguide/access-policies.html",
    "https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html",
  ],

  *check(association) {
    const { scope, namespaces } = association;
    const name = (association.policyArn ?? "").split(":cluster-access-policy/")[1] ?? "";
    if (scope === undefined) yield violation(association, "there is no access scope");
    else if (scope === "cluster" && namespaces.length > 0)
      yield violation(association, `the scope is the cluster, and ${namespaces.join(", ")} beside it`);
    else if (scope === "namespace" && namespaces.length === 0)
      yield violation(association, "the scope is a namespace, and none is named");
    if (serviceLinked.includes(name) && !(association.principal ?? "").includes(":role/aws-service-role/"))
      yield violation(association, `${name} is for service-linked roles alone`);
  },

  examples: {
    "a resource of ACK without namespaces": {
      document: yaml`
        apiVersion: eks.services.k8s.aws/v1alpha1
        kind: AccessEntry
        metadata: {name: dev, namespace: infra}
        spec:
          clusterName: shop
          principalARN: arn:aws:iam::111122223333:role/dev
          accessPolicies:
            - policyARN: arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy
              accessScope: {type: namespace}
        `,
      violations: [
        {
          message: "the scope is a namespace, and none is named",
          path: ["spec", "accessPolicies", 0],
          resource: "AccessEntry infra/dev",
        },
      ],
    },
    "no scope": {
      document: yaml`
        Resources:
          It:
            Type: AWS::EKS::AccessEntry
            Properties:
              PrincipalArn: arn:aws:iam::111122223333:role/dev
              AccessPolicies:
                - {PolicyArn: arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy}
        `,
      violations: [
        {
          message: "there is no access scope",
          path: ["Resources", "It", "Properties", "AccessPolicies", 0],
          resource: "AWS::EKS::AccessEntry It",
        },
      ],
    },
    "the cluster and namespaces": {
      document: json`
        {
          "clusterName": "shop",
          "principalArn": "arn:aws:iam::111122223333:role/dev",
          "associatedAccessPolicies": [
            {
              "policyArn": "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy",
              "accessScope": {
                "type": "cluster",
                "namespaces": [
                  "shop"
                ]
              }
            }
          ]
        }
        `,
      violations: [
        {
          message: "the scope is the cluster, and shop beside it",
          path: ["associatedAccessPolicies", 0],
          resource: "access entry of arn:aws:iam::111122223333:role/dev",
        },
      ],
    },
    "no namespaces, and a policy that EKS keeps": {
      document: json`
        {
          "clusterName": "shop",
          "principalArn": "arn:aws:iam::111122223333:role/dev",
          "associatedAccessPolicies": [
            {
              "policyArn": "arn:aws:eks::aws:cluster-access-policy/AmazonEKSComputePolicy",
              "accessScope": {
                "type": "namespace"
              }
            }
          ]
        }
        `,
      violations: [
        {
          message: "the scope is a namespace, and none is named",
          path: ["associatedAccessPolicies", 0],
          resource: "access entry of arn:aws:iam::111122223333:role/dev",
        },
        {
          message: "AmazonEKSComputePolicy is for service-linked roles alone",
          path: ["associatedAccessPolicies", 0],
          resource: "access entry of arn:aws:iam::111122223333:role/dev",
        },
      ],
    },
    namespaces: {
      document: json`
        {
          "clusterName": "shop",
          "principalArn": "arn:aws:iam::111122223333:role/dev",
          "associatedAccessPolicies": [
            {
              "policyArn": "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy",
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
