import { json, rule, violation, yaml } from "regoscript";
import { Cluster, isOpenToInternet } from "regoscript/aws";

export default rule({
  id: "public-api-endpoint",
  title: "API server that the whole internet reaches",
  severity: "medium",
  input: Cluster,
  rationale:
    "Every address of the internet may try stolen tokens and keys on the API server, and faults in it. EKS's default is open to all.",
  remediation:
    "Switch the public endpoint off, or list the addresses that need it; switch the private endpoint on, so that nodes stay inside the VPC.",
  references: ["https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html"],

  *check(cluster) {
    if (!isOpenToInternet(cluster)) return;
    const isGiven = cluster.publicAccessCidrs.length > 0;
    yield violation(cluster, `the API server is open to every address${isGiven ? "" : ", since none are given"}`);
  },

  examples: {
    "eksctl's default": {
      document: yaml`
        apiVersion: eksctl.io/v1alpha5
        kind: ClusterConfig
        metadata: {name: shop, region: eu-central-1}
        iam: {withOIDC: true}
        `,
      violations: [
        {
          message: "the API server is open to every address, since none are given",
          path: [],
          resource: "cluster shop",
        },
      ],
    },
    Crossplane: {
      document: yaml`
        apiVersion: eks.aws.upbound.io/v1beta1
        kind: Cluster
        metadata: {name: it}
        spec:
          forProvider:
            region: eu-central-1
            vpcConfig:
              - {endpointPublicAccess: true, publicAccessCidrs: [10.0.0.0/8, 0.0.0.0/0]}
        `,
      violations: [
        { message: "the API server is open to every address", path: ["spec", "forProvider"], resource: "Cluster it" },
      ],
    },
    private: {
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
                    "vpc_config": [
                      {
                        "endpoint_public_access": false,
                        "endpoint_private_access": true
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
    "a private cluster of eksctl's": {
      document: yaml`
        apiVersion: eksctl.io/v1alpha5
        kind: ClusterConfig
        metadata: {name: shop, region: eu-central-1}
        privateCluster: {enabled: true}
        `,
      violations: [],
    },
    "some addresses": {
      document: yaml`
        apiVersion: controlplane.cluster.x-k8s.io/v1beta2
        kind: AWSManagedControlPlane
        metadata: {name: it}
        spec:
          endpointAccess: {public: true, publicCIDRs: [192.0.2.0/24]}
        `,
      violations: [],
    },
  },
});
