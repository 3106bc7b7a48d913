import { json, rule, violation, yaml } from "regoscript";
import { allowsIMDSv1, InstanceMetadataOptions } from "regoscript/aws";

export default rule({
  id: "imdsv1-allowed",
  title: "Nodes answer IMDSv1 requests",
  severity: "high",
  input: InstanceMetadataOptions,
  rationale:
    "With IMDSv1 any pod, and any server-side request forgery in one, reads the node role's credentials with a single GET. The hop limit " +
    "does not bind IMDSv1: it limits only the answer to IMDSv2's token request.",
  remediation:
    "Require IMDSv2 in the launch template, EC2NodeClass or account default (HttpTokens: required), so that replacement nodes have it too.",
  references: [
    "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html",
    "https://aws.github.io/aws-eks-best-practices/security/docs/iam/#restrict-access-to-the-instance-profile-assigned-to-the-worker-node",
  ],

  *check(options) {
    // Where nothing is set, the account's default or the AMI decides: unknown, not IMDSv1.
    if (!allowsIMDSv1(options)) return;
    const setting = options.disableIMDSv1 === false ? "disableIMDSv1 is false" : "HttpTokens is optional";
    yield violation(options, `IMDSv1 is allowed (${setting})`);
  },

  examples: {
    "eksctl's node groups": {
      document: yaml`
        apiVersion: eksctl.io/v1alpha5
        kind: ClusterConfig
        metadata: {name: shop, region: eu-central-1}
        nodeGroups:
          - {name: by-default}
          - {name: old, disableIMDSv1: false}
        managedNodeGroups:
          - {name: own, disableIMDSv1: false, launchTemplate: {id: lt-0abcd290751193123}}
        `,
      violations: [
        { message: "IMDSv1 is allowed (disableIMDSv1 is false)", path: ["nodeGroups", 1], resource: "node group old" },
      ],
    },
    "launch template that allows IMDSv1": {
      document: json`
        {
          "LaunchTemplateVersions": [
            {
              "LaunchTemplateId": "lt-0abcd290751193123",
              "LaunchTemplateName": "eks-nodes",
              "VersionNumber": 3,
              "LaunchTemplateData": {
                "ImageId": "ami-8c1be5f6",
                "MetadataOptions": { "State": "applied", "HttpTokens": "optional", "HttpPutResponseHopLimit": 1, "HttpEndpoint": "enabled" }
              }
            }
          ]
        }
        `,
      violations: [
        {
          message: "IMDSv1 is allowed (HttpTokens is optional)",
          path: ["LaunchTemplateVersions", 0, "LaunchTemplateData", "MetadataOptions"],
          resource: "launch template eks-nodes",
        },
      ],
    },
    "node class that allows IMDSv1": {
      document: yaml`
        apiVersion: karpenter.k8s.aws/v1
        kind: EC2NodeClass
        metadata:
          name: default
        spec:
          role: KarpenterNodeRole-shop
          amiSelectorTerms: [{alias: al2023@latest}]
          subnetSelectorTerms: [{tags: {karpenter.sh/discovery: shop}}]
          securityGroupSelectorTerms: [{tags: {karpenter.sh/discovery: shop}}]
          metadataOptions:
            httpEndpoint: enabled
            httpTokens: optional
            httpPutResponseHopLimit: 2
        `,
      violations: [
        {
          message: "IMDSv1 is allowed (HttpTokens is optional)",
          path: ["spec", "metadataOptions"],
          resource: "EC2NodeClass default",
        },
      ],
    },
    "Terraform plan": {
      document: json`
        {
          "format_version": "1.2",
          "planned_values": {
            "root_module": {
              "child_modules": [
                {
                  "address": "module.nodes",
                  "resources": [
                    {
                      "address": "module.nodes.aws_launch_template.this",
                      "mode": "managed",
                      "type": "aws_launch_template",
                      "values": { "metadata_options": [{ "http_endpoint": "enabled", "http_tokens": "optional", "http_put_response_hop_limit": 1 }] }
                    }
                  ]
                }
              ]
            }
          }
        }
        `,
      violations: [
        {
          message: "IMDSv1 is allowed (HttpTokens is optional)",
          path: ["planned_values", "root_module", "child_modules", 0, "resources", 0, "values", "metadata_options", 0],
          resource: "module.nodes.aws_launch_template.this",
        },
      ],
    },
    "CloudFormation launch template": {
      document: yaml`
        Resources:
          Nodes:
            Type: AWS::EC2::LaunchTemplate
            Properties:
              LaunchTemplateData:
                MetadataOptions:
                  HttpTokens: optional
        `,
      violations: [
        {
          message: "IMDSv1 is allowed (HttpTokens is optional)",
          path: ["Resources", "Nodes", "Properties", "LaunchTemplateData", "MetadataOptions"],
          resource: "AWS::EC2::LaunchTemplate Nodes",
        },
      ],
    },
    "tokens required": {
      document: yaml`
        apiVersion: karpenter.k8s.aws/v1
        kind: EC2NodeClass
        metadata:
          name: default
        spec:
          role: KarpenterNodeRole-shop
          amiSelectorTerms: [{alias: al2023@latest}]
          subnetSelectorTerms: [{tags: {karpenter.sh/discovery: shop}}]
          securityGroupSelectorTerms: [{tags: {karpenter.sh/discovery: shop}}]
          metadataOptions:
            httpTokens: required
        `,
      violations: [],
    },
    "metadata service off": {
      document: json`
        { "Reservations": [{ "Instances": [{ "InstanceId": "i-0598c7d356eba48d7", "MetadataOptions": { "HttpTokens": "optional", "HttpEndpoint": "disabled" } }] }] }
        `,
      violations: [],
    },
    "value known only at deployment": {
      document: yaml`
        Resources:
          Nodes:
            Type: AWS::EC2::LaunchTemplate
            Properties:
              LaunchTemplateData:
                MetadataOptions:
                  HttpTokens: !Ref Tokens
        `,
      violations: [],
      undetermined: [
        {
          message: "Ref Tokens isn't known before deployment",
          path: ["Resources", "Nodes", "Properties", "LaunchTemplateData", "MetadataOptions", "HttpTokens"],
          resource: "AWS::EC2::LaunchTemplate Nodes",
          missing: "value",
        },
      ],
    },
  },
});
