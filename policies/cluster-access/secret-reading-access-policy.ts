import { json, rule, violation, yaml } from "regoscript";
import { AccessPolicyAssociation, holdsEverywhere } from "regoscript/aws";

const readers: readonly string[] = [
  "AmazonEKSAdminViewPolicy",
  "AmazonEKSSecretReaderPolicy",
  "AmazonEKSSecretAdminPolicy",
  "AWSBackupFullAccessPolicyForBackup",
];

export default rule({
  id: "secret-reading-access-policy",
  title: "Access policy that reads every Secret",
  severity: "medium",
  input: AccessPolicyAssociation,
  parameters: { allowedPrincipals: [] as string[] },
  rationale:
    "Despite their names AmazonEKSAdminViewPolicy and AWSBackupFullAccessPolicyForBackup read Secrets, as do AmazonEKSSecretReaderPolicy and " +
    "AmazonEKSSecretAdminPolicy: tokens of service accounts, keys and passwords of every namespace.",
  remediation: "Associate AmazonEKSViewPolicy, which leaves Secrets out, or name the namespaces.",
  references: ["https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html"],

  *check(association, { parameters }) {
    const name = (association.policyArn ?? "").split(":cluster-access-policy/")[1] ?? "";
    const principal = association.principal ?? "a principal known only at deployment";
    if (parameters.allowedPrincipals.includes(principal)) return;
    if (readers.includes(name) && holdsEverywhere(association))
      yield violation(association, `${principal} reads the Secrets of every namespace by ${name}`);
  },

  examples: {
    "a resource of ACK": {
      document: yaml`
        apiVersion: eks.services.k8s.aws/v1alpha1
        kind: AccessEntry
        metadata: {name: dev, namespace: infra}
        spec:
          clusterName: shop
          principalARN: arn:aws:iam::111122223333:role/dev
          accessPolicies:
            - policyARN: arn:aws:eks::aws:cluster-access-policy/AmazonEKSAdminViewPolicy
              accessScope: {type: cluster}
        `,
      violations: [
        {
          message:
            "arn:aws:iam::111122223333:role/dev reads the Secrets of every namespace by AmazonEKSAdminViewPolicy",
          path: ["spec", "accessPolicies", 0],
          resource: "AccessEntry infra/dev",
        },
      ],
    },
    "a policy to look at things": {
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
          message:
            "arn:aws:iam::111122223333:role/dev reads the Secrets of every namespace by AmazonEKSAdminViewPolicy",
          path: ["associatedAccessPolicies", 0],
          resource: "access entry of arn:aws:iam::111122223333:role/dev",
        },
      ],
    },
    "every namespace": {
      document: json`
        {
          "clusterName": "shop",
          "principalArn": "arn:aws:iam::111122223333:role/dev",
          "associatedAccessPolicies": [
            {
              "policyArn": "arn:aws:eks::aws:cluster-access-policy/AmazonEKSSecretReaderPolicy",
              "accessScope": {
                "type": "namespace",
                "namespaces": [
                  "*"
                ]
              }
            }
          ]
        }
        `,
      violations: [
        {
          message:
            "arn:aws:iam::111122223333:role/dev reads the Secrets of every namespace by AmazonEKSSecretReaderPolicy",
          path: ["associatedAccessPolicies", 0],
          resource: "access entry of arn:aws:iam::111122223333:role/dev",
        },
      ],
    },
    "one namespace": {
      document: json`
        {
          "clusterName": "shop",
          "principalArn": "arn:aws:iam::111122223333:role/dev",
          "associatedAccessPolicies": [
            {
              "policyArn": "arn:aws:eks::aws:cluster-access-policy/AmazonEKSSecretReaderPolicy",
              "accessScope": {
                "type": "namespace",
                "namespaces": [
                  "argocd"
                ]
              }
            }
          ]
        }
        `,
      violations: [],
    },
    "the policy that leaves them out": {
      document: yaml`
        Resources:
          It:
            Type: AWS::EKS::AccessEntry
            Properties:
              PrincipalArn: arn:aws:iam::111122223333:role/dev
              AccessPolicies:
                - {PolicyArn: arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy, AccessScope: {Type: cluster}}
        `,
      violations: [],
    },
  },
});
