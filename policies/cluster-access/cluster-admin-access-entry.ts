import { json, rule, violation, yaml } from "regoscript";
import { AccessPolicyAssociation, holdsEverywhere, holdsIn } from "regoscript/aws";

const administrator = "AmazonEKSClusterAdminPolicy";

/**
 * Allows to create roles and cluster roles with rights that its holder doesn't have, and to bind them.
 * Source: https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html
 */
const restorer = "AWSBackupFullAccessPolicyForRestore";

/** Whoever runs pods here runs them as controllers with rights on the whole cluster. */
const system = "kube-system";

export default rule({
  id: "cluster-admin-access-entry",
  title: "Access entry makes a principal administrator of the whole cluster",
  severity: "high",
  input: AccessPolicyAssociation,
  parameters: { allowedPrincipals: [] as string[] },
  rationale:
    "AmazonEKSClusterAdminPolicy with cluster scope is the right of cluster-admin: all resources, all Secrets, and RBAC itself. Access policies authorise by " +
    "themselves, so no RBAC rule limits them.",
  remediation:
    "Associate AmazonEKSEditPolicy or AmazonEKSViewPolicy with the namespaces that the principal works in; keep administrators to a break-glass role.",
  references: [
    "https://docs.aws.amazon.com/eks/latest/userguide/access-policies.html",
    "https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html",
  ],

  *check(association, { parameters }) {
    const arn = association.policyArn ?? "";
    const name = arn.split(":cluster-access-policy/")[1] ?? "";
    const principal = association.principal ?? "a principal known only at deployment";
    if (parameters.allowedPrincipals.includes(principal)) return;
    if (name === administrator) {
      if (association.scope !== "namespace")
        yield violation(association, `${principal} is administrator of the whole cluster`);
      else if (holdsEverywhere(association))
        yield violation(association, `${principal} is administrator of every namespace`);
      else if (holdsIn(association, system))
        yield violation(association, `${principal} is administrator of ${system}, whose controllers hold the cluster`);
    }
    if (name === restorer && association.scope !== "namespace")
      yield violation(association, `${principal} can create and bind any cluster role by ${restorer}`);
  },

  examples: {
    "list-associated-access-policies": {
      document: json`
        {
          "clusterName": "shop",
          "principalArn": "arn:aws:iam::111122223333:role/ci",
          "associatedAccessPolicies": [
            { "policyArn": "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy", "accessScope": { "type": "cluster", "namespaces": [] } }
          ]
        }
        `,
      violations: [
        {
          message: "arn:aws:iam::111122223333:role/ci is administrator of the whole cluster",
          path: ["associatedAccessPolicies", 0],
          resource: "access entry of arn:aws:iam::111122223333:role/ci",
        },
      ],
    },
    "Terraform plan": {
      document: json`
        {
          "format_version": "1.2",
          "planned_values": {
            "root_module": {
              "resources": [
                {
                  "address": "aws_eks_access_policy_association.ci",
                  "mode": "managed",
                  "type": "aws_eks_access_policy_association",
                  "values": {
                    "cluster_name": "shop",
                    "policy_arn": "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
                    "principal_arn": null,
                    "access_scope": [{ "type": "cluster", "namespaces": null }]
                  }
                }
              ]
            }
          }
        }
        `,
      violations: [
        {
          message: "a principal known only at deployment is administrator of the whole cluster",
          path: ["planned_values", "root_module", "resources", 0, "values"],
          resource: "aws_eks_access_policy_association.ci",
        },
      ],
    },
    "ACK access entry": {
      document: yaml`
        apiVersion: eks.services.k8s.aws/v1alpha1
        kind: AccessEntry
        metadata:
          name: ci
          namespace: infra
        spec:
          clusterName: shop
          principalARN: arn:aws:iam::111122223333:role/ci
          accessPolicies:
            - policyARN: arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy
              accessScope: {type: cluster}
        `,
      violations: [
        {
          message: "arn:aws:iam::111122223333:role/ci is administrator of the whole cluster",
          path: ["spec", "accessPolicies", 0],
          resource: "AccessEntry infra/ci",
        },
      ],
    },
    "a pattern that fits every namespace": {
      document: json`
        {
          "principalArn": "arn:aws:iam::111122223333:role/dev",
          "associatedAccessPolicies": [
            { "policyArn": "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy", "accessScope": { "type": "namespace", "namespaces": ["shop", "*"] } }
          ]
        }
        `,
      violations: [
        {
          message: "arn:aws:iam::111122223333:role/dev is administrator of every namespace",
          path: ["associatedAccessPolicies", 0],
          resource: "access entry of arn:aws:iam::111122223333:role/dev",
        },
      ],
    },
    "as strong under another name": {
      document: yaml`
        apiVersion: eksctl.io/v1alpha5
        kind: ClusterConfig
        metadata: {name: shop, region: eu-central-1}
        accessConfig:
          accessEntries:
            - principalARN: arn:aws:iam::111122223333:role/backup
              accessPolicies:
                - policyARN: arn:aws:eks::aws:cluster-access-policy/AWSBackupFullAccessPolicyForRestore
                  accessScope: {type: cluster}
        `,
      violations: [
        {
          message:
            "arn:aws:iam::111122223333:role/backup can create and bind any cluster role by AWSBackupFullAccessPolicyForRestore",
          path: ["accessConfig", "accessEntries", 0, "accessPolicies", 0],
          resource: "access entry of arn:aws:iam::111122223333:role/backup",
        },
      ],
    },
    "a pattern that fits kube-system, and a capability's": {
      document: yaml`
        apiVersion: eksctl.io/v1alpha5
        kind: ClusterConfig
        metadata: {name: shop, region: eu-central-1}
        accessConfig:
          accessEntries:
            - principalARN: arn:aws:iam::111122223333:role/ops
              accessPolicies:
                - policyARN: arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy
                  accessScope: {type: namespace, namespaces: [shop, kube-*]}
        capabilities:
          - name: argocd
            type: ARGOCD
            roleArn: arn:aws:iam::111122223333:role/argocd
            accessPolicies:
              - policyARN: arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy
                accessScope: {type: cluster}
        `,
      violations: [
        {
          message:
            "arn:aws:iam::111122223333:role/ops is administrator of kube-system, whose controllers hold the cluster",
          path: ["accessConfig", "accessEntries", 0, "accessPolicies", 0],
          resource: "access entry of arn:aws:iam::111122223333:role/ops",
        },
        {
          message: "arn:aws:iam::111122223333:role/argocd is administrator of the whole cluster",
          path: ["capabilities", 0, "accessPolicies", 0],
          resource: "capability argocd",
        },
      ],
    },
    "limited to namespaces": {
      document: yaml`
        apiVersion: eks.services.k8s.aws/v1alpha1
        kind: AccessEntry
        metadata:
          name: shop
        spec:
          principalARN: arn:aws:iam::111122223333:role/shop
          accessPolicies:
            - policyARN: arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy
              accessScope: {type: namespace, namespaces: [shop]}
        `,
      violations: [],
    },
    "break-glass role": {
      parameters: { allowedPrincipals: ["arn:aws:iam::111122223333:role/break-glass"] },
      document: json`
        {
          "principalArn": "arn:aws:iam::111122223333:role/break-glass",
          "associatedAccessPolicies": [
            { "policyArn": "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy", "accessScope": { "type": "cluster" } }
          ]
        }
        `,
      violations: [],
    },
  },
});
