import { rule, violation, yaml } from "regoscript";
import { AwsAuth } from "regoscript/kubernetes";

const superusers = "system:masters";

export default rule({
  id: "aws-auth-grants-system-masters",
  title: "aws-auth makes an IAM principal a superuser",
  severity: "critical",
  input: AwsAuth,
  parameters: { allowedPrincipals: [] as string[] },
  rationale:
    "The group system:masters bypasses RBAC: its rights can't be limited, and are taken away only by editing the ConfigMap. Whoever can assume the role " +
    "owns the cluster.",
  remediation:
    "Use access entries (authentication mode API) with the least access policy that does; where aws-auth must stay, map the role to a group with a " +
    "ClusterRoleBinding of its own.",
  references: [
    "https://docs.aws.amazon.com/eks/latest/userguide/auth-configmap.html",
    "https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html",
  ],

  *check(mappings, { parameters }) {
    for (const role of mappings.mapRoles) {
      const principal = role.rolearn ?? "an IAM role";
      if (role.groups.includes(superusers) && !parameters.allowedPrincipals.includes(principal)) {
        yield violation(role, `mapRoles gives ${principal} the group ${superusers}`);
      }
    }
    for (const user of mappings.mapUsers) {
      const principal = user.userarn ?? "an IAM user";
      if (user.groups.includes(superusers) && !parameters.allowedPrincipals.includes(principal)) {
        yield violation(user, `mapUsers gives ${principal} the group ${superusers}`);
      }
    }
  },

  examples: {
    "manifest without a namespace": {
      document: yaml`
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: aws-auth
        data:
          mapRoles: |
            - rolearn: arn:aws:iam::111122223333:role/admin
              groups: [system:masters]
        `,
      violations: [
        {
          message: "mapRoles gives arn:aws:iam::111122223333:role/admin the group system:masters",
          path: ["data", "mapRoles", 0],
          resource: "ConfigMap aws-auth",
        },
      ],
    },
    "role and user in system:masters": {
      document: yaml`
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: aws-auth
          namespace: kube-system
        data:
          mapRoles: |
            - rolearn: arn:aws:iam::111122223333:role/eks-node
              username: system:node:{{EC2PrivateDNSName}}
              groups:
                - system:bootstrappers
                - system:nodes
            - rolearn: arn:aws:iam::111122223333:role/admin
              username: admin:{{SessionName}}
              groups: [system:masters]
          mapUsers: |
            - userarn: arn:aws:iam::111122223333:user/ops
              username: ops
              groups:
                - system:masters
        `,
      violations: [
        {
          message: "mapRoles gives arn:aws:iam::111122223333:role/admin the group system:masters",
          path: ["data", "mapRoles", 1],
          resource: "ConfigMap kube-system/aws-auth",
        },
        {
          message: "mapUsers gives arn:aws:iam::111122223333:user/ops the group system:masters",
          path: ["data", "mapUsers", 0],
          resource: "ConfigMap kube-system/aws-auth",
        },
      ],
    },
    "break-glass role in a list": {
      document: yaml`
        apiVersion: v1
        kind: List
        items:
          - apiVersion: v1
            kind: ConfigMap
            metadata: {name: aws-auth, namespace: kube-system}
            data:
              mapRoles: "[{rolearn: 'arn:aws:iam::111122223333:role/break-glass', username: admin, groups: ['system:masters']}]"
        `,
      violations: [
        {
          message: "mapRoles gives arn:aws:iam::111122223333:role/break-glass the group system:masters",
          path: ["items", 0, "data", "mapRoles", 0],
          resource: "ConfigMap kube-system/aws-auth",
        },
      ],
    },
    "nodes only": {
      document: yaml`
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: aws-auth
          namespace: kube-system
        data:
          mapRoles: |
            - rolearn: arn:aws:iam::111122223333:role/eks-node
              username: system:node:{{EC2PrivateDNSName}}
              groups:
                - system:bootstrappers
                - system:nodes
        `,
      violations: [],
    },
    "another ConfigMap": {
      document: yaml`
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: aws-auth
          namespace: shop
        data:
          mapRoles: "- groups: [system:masters]"
        `,
      violations: [],
    },
    "allowed principal": {
      parameters: { allowedPrincipals: ["arn:aws:iam::111122223333:role/break-glass"] },
      document: yaml`
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: aws-auth
          namespace: kube-system
        data:
          mapRoles: |
            - rolearn: arn:aws:iam::111122223333:role/break-glass
              groups: [system:masters]
        `,
      violations: [],
    },
  },
});
