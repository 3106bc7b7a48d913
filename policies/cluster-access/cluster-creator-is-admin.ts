import { json, rule, violation, yaml } from "regoscript";
import { authenticationModeOf, Cluster, makesCreatorAdministrator } from "regoscript/aws";

export default rule({
  id: "cluster-creator-is-admin",
  title: "Cluster whose creator becomes its administrator",
  severity: "medium",
  input: Cluster,
  rationale:
    "Whoever creates the cluster, often a pipeline's role, is then its administrator for good. In the mode CONFIG_MAP nothing shows or removes " +
    "that.",
  remediation:
    "Set bootstrapClusterCreatorAdminPermissions to false and give access entries to those who administer the cluster.",
  references: [
    "https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html",
    "https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateAccessConfigRequest.html",
  ],

  *check(cluster) {
    if (!makesCreatorAdministrator(cluster)) return;
    // Once the cluster is there its access entries say who has access: that of the creator may be gone again.
    if (cluster.described !== undefined && authenticationModeOf(cluster) !== "CONFIG_MAP") return;
    const setting = cluster.bootstrapClusterCreatorAdminPermissions === undefined ? ", since nothing else is said" : "";
    yield violation(cluster, `who creates the cluster is its administrator${setting}`);
  },

  examples: {
    "eksctl's default": {
      document: yaml`
        apiVersion: eksctl.io/v1alpha5
        kind: ClusterConfig
        metadata: {name: shop, region: eu-central-1}
        accessConfig: {authenticationMode: API}
        `,
      violations: [
        {
          message: "who creates the cluster is its administrator, since nothing else is said",
          path: [],
          resource: "cluster shop",
        },
      ],
    },
    ACK: {
      document: yaml`
        apiVersion: eks.services.k8s.aws/v1alpha1
        kind: Cluster
        metadata: {name: it}
        spec:
          name: shop
          accessConfig: {authenticationMode: API, bootstrapClusterCreatorAdminPermissions: true}
        `,
      violations: [{ message: "who creates the cluster is its administrator", path: ["spec"], resource: "Cluster it" }],
    },
    "hidden in a cluster with the ConfigMap alone": {
      document: json`
        {
          "cluster": {
            "name": "shop",
            "arn": "arn:aws:eks:eu-central-1:111122223333:cluster/shop",
            "accessConfig": { "authenticationMode": "CONFIG_MAP", "bootstrapClusterCreatorAdminPermissions": true }
          }
        }
        `,
      violations: [
        { message: "who creates the cluster is its administrator", path: ["cluster"], resource: "cluster shop" },
      ],
    },
    "a cluster that is there": {
      document: json`
        {
          "cluster": {
            "name": "shop",
            "arn": "arn:aws:eks:eu-central-1:111122223333:cluster/shop",
            "accessConfig": { "authenticationMode": "API", "bootstrapClusterCreatorAdminPermissions": true }
          }
        }
        `,
      violations: [],
    },
    "Terraform's provider says no": {
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
                    "name": "shop",
                    "access_config": [
                      {
                        "authentication_mode": "API",
                        "bootstrap_cluster_creator_admin_permissions": null
                      }
                    ]
                  }
                }
              ]
            }
          }
        }
        `,
      violations: [],
    },
    "said no": {
      document: yaml`
        Resources:
          It:
            Type: AWS::EKS::Cluster
            Properties:
              AccessConfig: {AuthenticationMode: API, BootstrapClusterCreatorAdminPermissions: false}
        `,
      violations: [],
    },
  },
});
