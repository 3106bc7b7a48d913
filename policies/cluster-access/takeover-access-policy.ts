import { json, rule, violation, yaml } from "regoscript";
import { AccessPolicyAssociation, holdsIn } from "regoscript/aws";

/** Of the policies that do as much by binding cluster roles the rule cluster-admin-access-entry tells. */
const strong: readonly string[] = ["AmazonEKSAdminPolicy", "AmazonEKSEditPolicy", "AmazonEKSSecretAdminPolicy"];

export default rule({
  id: "takeover-access-policy",
  title: "Access policy that takes the cluster over",
  severity: "high",
  input: AccessPolicyAssociation,
  parameters: { allowedPrincipals: [] as string[] },
  rationale:
    "AmazonEKSAdminPolicy and AmazonEKSEditPolicy allow to create pods and to impersonate service accounts, AmazonEKSSecretAdminPolicy to make " +
    "tokens of them: in kube-system these are controllers with rights on the whole cluster.",
  remediation: "Associate the policy with the namespaces that the principal works in, kube-system not among them.",
  references: [
    "https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html",
    "https://docs.aws.amazon.com/eks/latest/userguide/access-policies.html",
  ],

  *check(association, { parameters }) {
    const name = (association.policyArn ?? "").split(":cluster-access-policy/")[1] ?? "";
    const principal = association.principal ?? "a principal known only at deployment";
    if (parameters.allowedPrincipals.includes(principal)) return;
    if (!strong.includes(name) || !holdsIn(association, "kube-system")) return;
    const where = association.scope === "namespace" ? "kube-system" : "the whole cluster";
    yield violation(association, `${principal} becomes any service account of ${where} by ${name}`);
  },

  examples: {
    "the whole cluster": {
      document: json`
        {
          "clusterName": "shop",
          "principalArn": "arn:aws:iam::111122223333:role/dev",
          "associatedAccessPolicies": [
            {
              "policyArn": "arn:aws:eks::aws:cluster-access-policy/AmazonEKSEditPolicy",
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
            "arn:aws:iam::111122223333:role/dev becomes any service account of the whole cluster by AmazonEKSEditPolicy",
          path: ["associatedAccessPolicies", 0],
          resource: "access entry of arn:aws:iam::111122223333:role/dev",
        },
      ],
    },
    "a pattern": {
      document: yaml`
        apiVersion: eks.aws.m.upbound.io/v1beta1
        kind: AccessPolicyAssociation
        metadata: {name: it}
        spec:
          forProvider:
            principalArn: arn:aws:iam::111122223333:role/dev
            policyArn: arn:aws:eks::aws:cluster-access-policy/AmazonEKSSecretAdminPolicy
            accessScope: {type: namespace, namespaces: [shop, "*-system"]}
        `,
      violations: [
        {
          message:
            "arn:aws:iam::111122223333:role/dev becomes any service account of kube-system by AmazonEKSSecretAdminPolicy",
          path: ["spec", "forProvider"],
          resource: "AccessPolicyAssociation it",
        },
      ],
    },
    "namespaces of the team": {
      document: json`
        {
          "clusterName": "shop",
          "principalArn": "arn:aws:iam::111122223333:role/dev",
          "associatedAccessPolicies": [
            {
              "policyArn": "arn:aws:eks::aws:cluster-access-policy/AmazonEKSAdminPolicy",
              "accessScope": {
                "type": "namespace",
                "namespaces": [
                  "shop",
                  "shop-*"
                ]
              }
            }
          ]
        }
        `,
      violations: [],
    },
    "a policy that reads": {
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
    "break-glass role": {
      parameters: { allowedPrincipals: ["arn:aws:iam::111122223333:role/dev"] },
      document: json`
        {
          "clusterName": "shop",
          "principalArn": "arn:aws:iam::111122223333:role/dev",
          "associatedAccessPolicies": [
            {
              "policyArn": "arn:aws:eks::aws:cluster-access-policy/AmazonEKSAdminPolicy",
              "accessScope": {
                "type": "cluster"
              }
            }
          ]
        }
        `,
      violations: [],
    },
  },
});
