import { json, rule, violation, yaml } from "regoscript";
import { AwsAuthMapping } from "regoscript/kubernetes";

const superusers = "system:masters";

/**
 * Templates in whose place aws-iam-authenticator puts what the caller calls the session.
 * Source: https://docs.aws.amazon.com/eks/latest/userguide/auth-configmap.html
 */
const sessionNames = ["{{SessionName}}", "{{SessionNameRaw}}"];

export default rule({
  id: "aws-auth-grants-system-masters",
  title: "aws-auth makes an IAM principal a superuser",
  severity: "critical",
  input: AwsAuthMapping,
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

  *check(mapping, { parameters }) {
    const principal = mapping.arn ?? "an IAM principal";
    if (parameters.allowedPrincipals.includes(principal)) return;
    if (mapping.groups.includes(superusers)) yield violation(mapping, `${principal} is in the group ${superusers}`);
    for (const group of mapping.groups) {
      if (sessionNames.some((name) => group.includes(name)))
        yield violation(mapping, `whoever assumes ${principal} chooses the group ${group} by the name of the session`);
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
          message: "arn:aws:iam::111122223333:role/admin is in the group system:masters",
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
          message: "arn:aws:iam::111122223333:role/admin is in the group system:masters",
          path: ["data", "mapRoles", 1],
          resource: "ConfigMap kube-system/aws-auth",
        },
        {
          message: "arn:aws:iam::111122223333:user/ops is in the group system:masters",
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
          message: "arn:aws:iam::111122223333:role/break-glass is in the group system:masters",
          path: ["items", 0, "data", "mapRoles", 0],
          resource: "ConfigMap kube-system/aws-auth",
        },
      ],
    },
    "a group that the caller chooses": {
      document: yaml`
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: aws-auth, namespace: kube-system}
        data:
          mapRoles: |
            - rolearn: arn:aws:iam::111122223333:role/team
              username: "{{SessionName}}"
              groups: ["system:{{SessionName}}"]
        `,
      violations: [
        {
          message:
            "whoever assumes arn:aws:iam::111122223333:role/team chooses the group system:{{SessionName}} by the name of the session",
          path: ["data", "mapRoles", 0],
          resource: "ConfigMap kube-system/aws-auth",
        },
      ],
    },
    "an entry that the authenticator takes without groups, beside one": {
      document: yaml`
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: aws-auth, namespace: kube-system}
        data:
          maproles: |
            - rolearn: arn:aws:iam::111122223333:role/one
              username: 5
              groups: system:masters
            - RoleARN: arn:aws:iam::111122223333:role/admin
              Groups: [system:masters]
        `,
      violations: [
        {
          message: "arn:aws:iam::111122223333:role/admin is in the group system:masters",
          path: ["data", "maproles", 1],
          resource: "ConfigMap kube-system/aws-auth",
        },
      ],
    },
    "keys in several cases hide nothing": {
      document: yaml`
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: aws-auth, namespace: kube-system}
        data:
          MAPROLES: "[]"
          mapRoles: |
            - rolearn: arn:aws:iam::111122223333:role/admin
              GROUPS: []
              Groups: [system:masters]
        `,
      violations: [
        {
          message: "arn:aws:iam::111122223333:role/admin is in the group system:masters",
          path: ["data", "mapRoles", 0],
          resource: "ConfigMap kube-system/aws-auth",
        },
      ],
    },
    "Terraform's Kubernetes provider": {
      document: json`
        {
          "planned_values": {
            "root_module": {
              "resources": [
                {
                  "address": "kubernetes_config_map_v1_data.aws_auth",
                  "mode": "managed",
                  "type": "kubernetes_config_map_v1_data",
                  "values": {
                    "metadata": [{ "name": "aws-auth", "namespace": "kube-system" }],
                    "data": { "mapRoles": "- \"groups\": [\"system:masters\"]\n  \"rolearn\": \"arn:aws:iam::111122223333:role/ci\"\n" }
                  }
                }
              ]
            }
          }
        }
        `,
      violations: [
        {
          message: "arn:aws:iam::111122223333:role/ci is in the group system:masters",
          path: ["planned_values", "root_module", "resources", 0, "values", "data", "mapRoles", 0],
          resource: "kubernetes_config_map_v1_data.aws_auth",
        },
      ],
    },
    "eksctl's identity mappings": {
      document: yaml`
        apiVersion: eksctl.io/v1alpha5
        kind: ClusterConfig
        metadata: {name: shop, region: eu-central-1}
        iamIdentityMappings:
          - arn: arn:aws:iam::111122223333:role/ci
            username: ci
            groups: [system:masters]
            noDuplicateARNs: true
        `,
      violations: [
        {
          message: "arn:aws:iam::111122223333:role/ci is in the group system:masters",
          path: ["iamIdentityMappings", 0],
          resource: "identity mapping of arn:aws:iam::111122223333:role/ci",
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
