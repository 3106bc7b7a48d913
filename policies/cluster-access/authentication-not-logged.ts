import { json, rule, violation, yaml } from "regoscript";
import { Cluster, isLogged } from "regoscript/aws";

export default rule({
  id: "authentication-not-logged",
  title: "Cluster that doesn't log who authenticates",
  severity: "low",
  input: Cluster,
  rationale:
    "Without the authenticator's log nobody can say later which IAM principal was which user, without the audit log what that user did. EKS's " +
    "default is to log nothing.",
  remediation: "Switch the types audit and authenticator on.",
  references: ["https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html"],

  *check(cluster) {
    for (const type of ["audit", "authenticator"] as const)
      if (!isLogged(cluster, type)) yield violation(cluster, `the log type ${type} is off`);
  },

  examples: {
    "one of them": {
      document: json`
        {
          "planned_values": {
            "root_module": {
              "resources": [
                {
                  "address": "aws_eks_cluster.it",
                  "mode": "managed",
                  "type": "aws_eks_cluster",
                  "values": {
                    "enabled_cluster_log_types": [
                      "api",
                      "audit"
                    ]
                  }
                }
              ]
            }
          }
        }
        `,
      violations: [
        {
          message: "the log type authenticator is off",
          path: ["planned_values", "root_module", "resources", 0, "values"],
          resource: "aws_eks_cluster.it",
        },
      ],
    },
    "switched off": {
      document: json`
        {
          "cluster": {
            "name": "shop",
            "arn": "arn:aws:eks:eu-central-1:111122223333:cluster/shop",
            "logging": { "clusterLogging": [{ "types": ["audit", "authenticator"], "enabled": false }] }
          }
        }
        `,
      violations: [
        { message: "the log type audit is off", path: ["cluster"], resource: "cluster shop" },
        { message: "the log type authenticator is off", path: ["cluster"], resource: "cluster shop" },
      ],
    },
    CloudFormation: {
      document: yaml`
        Resources:
          It:
            Type: AWS::EKS::Cluster
            Properties:
              Logging: {ClusterLogging: {EnabledTypes: [{Type: authenticator}, {Type: audit}]}}
        `,
      violations: [],
    },
    "all of eksctl's": {
      document: yaml`
        apiVersion: eksctl.io/v1alpha5
        kind: ClusterConfig
        metadata: {name: shop, region: eu-central-1}
        cloudWatch: {clusterLogging: {enableTypes: ["*"]}}
        `,
      violations: [],
    },
    "Cluster API": {
      document: yaml`
        apiVersion: controlplane.cluster.x-k8s.io/v1beta2
        kind: AWSManagedControlPlane
        metadata: {name: it}
        spec:
          logging: {audit: true, authenticator: true, apiServer: false}
        `,
      violations: [],
    },
  },
});
