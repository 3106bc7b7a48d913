import { json, rule, violation, yaml } from "regoscript";
import { authenticationModeOf, Cluster } from "regoscript/aws";

export default rule({
  id: "authentication-mode-config-map",
  title: "Cluster that authenticates by the ConfigMap aws-auth",
  severity: "medium",
  input: Cluster,
  parameters: { requireApi: false },
  rationale:
    "In the mode CONFIG_MAP who may do what stands in a ConfigMap that whoever edits ConfigMaps in kube-system edits, and that one wrong line " +
    "empties. Its creator is an administrator whom no list shows, and who can't be removed.",
  remediation:
    "Set the authentication mode to API_AND_CONFIG_MAP, move the mappings to access entries, then set it to API. There is no way back.",
  references: [
    "https://docs.aws.amazon.com/eks/latest/userguide/setting-up-access-entries.html",
    "https://docs.aws.amazon.com/eks/latest/userguide/auth-configmap.html",
  ],

  *check(cluster, { parameters }) {
    const mode = authenticationModeOf(cluster);
    const setting = cluster.authenticationMode === undefined ? `${mode}, since none is given` : mode;
    if (mode === "CONFIG_MAP" && cluster.outpost === undefined)
      yield violation(cluster, `the authentication mode is ${setting}`);
    else if (parameters.requireApi && mode === "API_AND_CONFIG_MAP")
      yield violation(cluster, `the authentication mode is ${setting}`);
  },

  examples: {
    "CloudFormation's default": {
      document: yaml`
        Resources:
          It:
            Type: AWS::EKS::Cluster
            Properties:
              RoleArn: arn:aws:iam::111122223333:role/cluster
              ResourcesVpcConfig: {SubnetIds: [subnet-1, subnet-2], EndpointPublicAccess: false}
        `,
      violations: [
        {
          message: "the authentication mode is CONFIG_MAP, since none is given",
          path: ["Resources", "It", "Properties"],
          resource: "AWS::EKS::Cluster It",
        },
      ],
    },
    "describe-cluster": {
      document: json`
        {
          "cluster": {
            "name": "shop",
            "arn": "arn:aws:eks:eu-central-1:111122223333:cluster/shop",
            "accessConfig": { "authenticationMode": "CONFIG_MAP" }
          }
        }
        `,
      violations: [{ message: "the authentication mode is CONFIG_MAP", path: ["cluster"], resource: "cluster shop" }],
    },
    "Cluster API": {
      document: yaml`
        apiVersion: controlplane.cluster.x-k8s.io/v1beta2
        kind: AWSManagedControlPlane
        metadata: {name: it}
        spec:
          accessConfig: {authenticationMode: config_map}
        `,
      violations: [
        { message: "the authentication mode is CONFIG_MAP", path: ["spec"], resource: "AWSManagedControlPlane it" },
      ],
    },
    "both, where the API is asked for": {
      parameters: { requireApi: true },
      document: yaml`
        apiVersion: eksctl.io/v1alpha5
        kind: ClusterConfig
        metadata: {name: shop, region: eu-central-1}
        accessConfig: {authenticationMode: API_AND_CONFIG_MAP}
        `,
      violations: [{ message: "the authentication mode is API_AND_CONFIG_MAP", path: [], resource: "cluster shop" }],
    },
    "eksctl's default": {
      document: yaml`
        apiVersion: eksctl.io/v1alpha5
        kind: ClusterConfig
        metadata: {name: shop, region: eu-central-1}
        vpc: {clusterEndpoints: {publicAccess: false, privateAccess: true}}
        `,
      violations: [],
    },
    "known only after apply": {
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
                    "name": "shop"
                  }
                }
              ]
            }
          },
          "resource_changes": [
            {
              "address": "aws_eks_cluster.it",
              "change": {
                "after_unknown": {
                  "access_config": true
                }
              }
            }
          ]
        }
        `,
      violations: [],
      undetermined: [
        {
          message: "access_config isn't known before the plan is applied",
          path: ["planned_values", "root_module", "resources", 0, "values", "access_config"],
          resource: "aws_eks_cluster.it",
          missing: "value",
        },
      ],
    },
    "access entries": {
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
                        "authentication_mode": "API"
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
  },
});
