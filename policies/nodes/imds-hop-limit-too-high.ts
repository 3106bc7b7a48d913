import { json, rule, violation, yaml } from "regoscript";
import { hopLimitOf, InstanceMetadataOptions, servesMetadata } from "regoscript/aws";

export default rule({
  id: "imds-hop-limit-too-high",
  title: "Pods reach the instance metadata service through the container network",
  severity: "medium",
  input: InstanceMetadataOptions,
  parameters: { maximumHopLimit: 1 },
  rationale:
    "The hop limit is how far the answer to an IMDSv2 token request travels. A container is one hop behind its node, so with a limit of 2 " +
    "every pod gets a token, and with it the node role's credentials, even where IMDSv2 is required.",
  remediation:
    "Set HttpPutResponseHopLimit to 1 in the launch template or EC2NodeClass, and give pods that call AWS a role of their own by Pod Identity or IRSA.",
  references: [
    "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-options.html",
    "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html",
  ],

  *check(options, { parameters }) {
    const hopLimit = hopLimitOf(options);
    if (!servesMetadata(options) || hopLimit === undefined) return;
    if (hopLimit > parameters.maximumHopLimit) {
      yield violation(options, `the hop limit is ${hopLimit}, more than ${parameters.maximumHopLimit}`);
    }
  },

  examples: {
    "hop limit of eksctl": {
      document: json`
        {
          "Reservations": [
            {
              "Instances": [
                { "InstanceId": "i-0598c7d356eba48d7", "MetadataOptions": { "HttpTokens": "required", "HttpPutResponseHopLimit": 2, "HttpEndpoint": "enabled" } }
              ]
            }
          ]
        }
        `,
      violations: [
        {
          message: "the hop limit is 2, more than 1",
          path: ["Reservations", 0, "Instances", 0, "MetadataOptions"],
          resource: "instance i-0598c7d356eba48d7",
        },
      ],
    },
    "the default of eksctl, and of Karpenter": {
      document: yaml`
        apiVersion: v1
        kind: List
        items:
          - apiVersion: eksctl.io/v1alpha5
            kind: ClusterConfig
            metadata: {name: shop, region: eu-central-1}
            managedNodeGroups:
              - {name: general}
              - {name: closed, disablePodIMDS: true}
          - apiVersion: karpenter.k8s.aws/v1
            kind: EC2NodeClass
            metadata: {name: general}
            spec: {role: nodes}
        `,
      violations: [
        {
          message: "the hop limit is 2, more than 1",
          path: ["items", 0, "managedNodeGroups", 0],
          resource: "managed node group general",
        },
      ],
    },
    "a number in quotes in a template": {
      document: yaml`
        Resources:
          Nodes:
            Type: AWS::EC2::LaunchTemplate
            Properties:
              LaunchTemplateData:
                MetadataOptions: {HttpTokens: required, HttpPutResponseHopLimit: "3"}
        `,
      violations: [
        {
          message: "the hop limit is 3, more than 1",
          path: ["Resources", "Nodes", "Properties", "LaunchTemplateData", "MetadataOptions"],
          resource: "AWS::EC2::LaunchTemplate Nodes",
        },
      ],
    },
    "a number that some engines print as a float": {
      document: yaml`
        apiVersion: karpenter.k8s.aws/v1
        kind: EC2NodeClass
        metadata:
          name: larger
        spec:
          role: KarpenterNodeRole-shop
          amiSelectorTerms: [{alias: al2023@latest}]
          subnetSelectorTerms: [{tags: {karpenter.sh/discovery: shop}}]
          securityGroupSelectorTerms: [{tags: {karpenter.sh/discovery: shop}}]
          metadataOptions:
            httpPutResponseHopLimit: 5000680000
        `,
      violations: [
        {
          message: "the hop limit is 5000680000, more than 1",
          path: ["spec", "metadataOptions"],
          resource: "EC2NodeClass larger",
        },
      ],
    },
    "hop limit of 1": {
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
            httpPutResponseHopLimit: 1
        `,
      violations: [],
    },
    "limit raised by a parameter": {
      parameters: { maximumHopLimit: 2 },
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
            httpPutResponseHopLimit: 2
        `,
      violations: [],
    },
    "metadata service off": {
      document: yaml`
        Resources:
          Bastion:
            Type: AWS::EC2::Instance
            Properties:
              MetadataOptions:
                HttpEndpoint: disabled
                HttpPutResponseHopLimit: 3
        `,
      violations: [],
    },
  },
});
