import { json, rule, undetermined, violation, yaml } from "regoscript";
import { credentialsIn, encodedLinesOf, isCompressed, linesOf, UserData } from "regoscript/aws";

export default rule({
  id: "credentials-in-user-data",
  title: "User data holds AWS credentials",
  severity: "critical",
  input: UserData,
  rationale:
    "User data is no secret: every process and pod on the instance that reaches its metadata reads it, and so does everyone who may describe launch templates " +
    "or instances. The example keys of AWS's documentation don't count.",
  remediation:
    "Take the keys out and revoke them; what runs on the instance uses the instance's role, what runs in pods Pod Identity or IRSA.",
  references: [
    "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html",
    "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html",
  ],

  *check(userData) {
    for (const line of linesOf(userData)) {
      const credentials = credentialsIn(line);
      if (credentials !== undefined) yield violation(userData, `the user data holds ${credentials}`);
    }
    for (const line of encodedLinesOf(userData)) {
      const credentials = credentialsIn(line);
      if (credentials !== undefined) yield violation(userData, `the user data holds ${credentials}`);
    }
    if (isCompressed(userData))
      yield undetermined(userData, "the user data is compressed: what it holds isn't known", UserData);
  },

  examples: {
    "script of a Karpenter node class": {
      document: yaml`
        apiVersion: karpenter.k8s.aws/v1
        kind: EC2NodeClass
        metadata: {name: default}
        spec:
          userData: |
            #!/bin/bash
            export AWS_ACCESS_KEY_ID=AKIA0001000200030004
            export AWS_SECRET_ACCESS_KEY=0001000200030004000500060007000800090010
            export AWS_SESSION_TOKEN=$(cat /run/token)
        `,
      violations: [
        {
          message: "the user data holds AWS_ACCESS_KEY_ID",
          path: ["spec", "userData"],
          resource: "EC2NodeClass default",
        },
        {
          message: "the user data holds AWS_SECRET_ACCESS_KEY",
          path: ["spec", "userData"],
          resource: "EC2NodeClass default",
        },
      ],
    },
    "launch template version, in base64": {
      document: json`
        {
          "LaunchTemplateVersions": [
            {"LaunchTemplateName": "script", "LaunchTemplateData": {"UserData": "IyEvYmluL2Jhc2gKZXhwb3J0IFVQTE9BRF9LRVk9QVNJQTAwMDEwMDAyMDAwMzAwMDQK"}},
            {"LaunchTemplateName": "parts", "LaunchTemplateData": {"UserData": "TUlNRS1WZXJzaW9uOiAxLjANCkNvbnRlbnQtVHlwZTogbXVsdGlwYXJ0L21peGVkOyBib3VuZGFyeT0iLy8iDQoNCi0tLy8NCkNvbnRlbnQtVHJhbnNmZXItRW5jb2Rpbmc6IGJhc2U2NA0KQ29udGVudC1UeXBlOiB0ZXh0L2Nsb3VkLWNvbmZpZw0KDQpJMk5zYjNWa0xXTnZibVpwWndwM2NtbDBaVjltYVd4bGN6b0tMU0JqYjI1MFpXNTBPaUI4Q2lBZ0lDQmhkM05mYzJWamNtVjBYMkZqDQpZMlZ6YzE5clpYa2dQU0F3TURBeE1EQXdNakF3TURNd01EQTBNREF3TlRBd01EWXdNREEzTURBd09EQXdNRGt3TURFd0NnPT0NCg0KLS0vLy0tDQo="}},
            {"LaunchTemplateName": "none", "LaunchTemplateData": {}}
          ]
        }
        `,
      violations: [
        {
          message: "the user data holds an access key id (ASIA…)",
          path: ["LaunchTemplateVersions", 0, "LaunchTemplateData", "UserData"],
          resource: "launch template script",
        },
        {
          message: "the user data holds aws_secret_access_key",
          path: ["LaunchTemplateVersions", 1, "LaunchTemplateData", "UserData"],
          resource: "launch template parts",
        },
      ],
    },
    compressed: {
      document: json`
        {"LaunchTemplateVersions": [{"LaunchTemplateName": "a", "LaunchTemplateData": {"UserData": "H4sIAAAAAAACA1NW1E/KzNNPSizO4EqtKMgvKlEIDfDxd3SJ93aNtHUM9nQ0MDAwBGIjIDYGYhMuAE8Qcm0zAAAA"}}]}
        `,
      violations: [],
      undetermined: [
        {
          message: "the user data is compressed: what it holds isn't known",
          path: ["LaunchTemplateVersions", 0, "LaunchTemplateData", "UserData"],
          resource: "launch template a",
          missing: "user-data",
        },
      ],
    },
    "keys from elsewhere, and an example": {
      document: json`
        {"LaunchTemplateVersions": [{"LaunchTemplateName": "a", "LaunchTemplateData": {"UserData": "IyEvYmluL2Jhc2gKZXhwb3J0IEFXU19TRUNSRVRfQUNDRVNTX0tFWT0kKGNhdCBrZXkpCmF3cyBjb25maWd1cmUgc2V0IGF3c19hY2Nlc3Nfa2V5X2lkIEFLSUFJT1NGT0ROTjdFWEFNUExFCi9ldGMvZWtzL2Jvb3RzdHJhcC5zaCBzaG9wCg=="}}]}
        `,
      violations: [],
    },
    "Terraform plan": {
      document: json`
        {
          "planned_values": {"root_module": {"resources": [
            {
              "address": "aws_instance.bastion", "mode": "managed", "type": "aws_instance",
              "values": {"user_data": "#!/bin/sh\naws configure set aws_access_key_id AKIA0001000200030004\n", "user_data_base64": null}
            },
            {
              "address": "aws_launch_template.node", "mode": "managed", "type": "aws_launch_template",
              "values": {"user_data": "IyEvYmluL2Jhc2gKZXhwb3J0IFVQTE9BRF9LRVk9QVNJQTAwMDEwMDAyMDAwMzAwMDQK"}
            }
          ]}}
        }
        `,
      violations: [
        {
          message: "the user data holds aws_access_key_id",
          path: ["planned_values", "root_module", "resources", 0, "values", "user_data"],
          resource: "aws_instance.bastion",
        },
        {
          message: "the user data holds an access key id (ASIA…)",
          path: ["planned_values", "root_module", "resources", 1, "values", "user_data"],
          resource: "aws_launch_template.node",
        },
      ],
    },
    "CloudFormation template": {
      document: json`
        {
          "Parameters": {"Cluster": {"Type": "String"}},
          "Resources": {
            "Plain": {
              "Type": "AWS::EC2::Instance",
              "Properties": {"UserData": {"Fn::Base64": "#!/bin/sh\nexport AWS_SECRET_KEY=0001000200030004000500060007000800090010\n"}}
            },
            "Joined": {
              "Type": "AWS::EC2::LaunchTemplate",
              "Properties": {"LaunchTemplateData": {"UserData": {"Fn::Base64": {"Fn::Sub": "#!/bin/sh\nexport KEY=AKIA0001000200030004\n/etc/eks/bootstrap.sh \u0024{Cluster}\n"}}}}
            }
          }
        }
        `,
      violations: [
        {
          message: "the user data holds AWS_SECRET_KEY",
          path: ["Resources", "Plain", "Properties", "UserData", "Fn::Base64"],
          resource: "AWS::EC2::Instance Plain",
        },
        {
          message: "the user data holds an access key id (AKIA…)",
          path: ["Resources", "Joined", "Properties", "LaunchTemplateData", "UserData", "Fn::Base64"],
          resource: "AWS::EC2::LaunchTemplate Joined",
        },
      ],
      undetermined: [
        {
          message: "Fn::Sub Cluster isn't known before deployment",
          path: ["Resources", "Joined", "Properties", "LaunchTemplateData", "UserData", "Fn::Base64"],
          resource: "AWS::EC2::LaunchTemplate Joined",
          missing: "value",
        },
      ],
    },
    "commands of eksctl": {
      document: yaml`
        apiVersion: eksctl.io/v1alpha5
        kind: ClusterConfig
        metadata: {name: shop, region: eu-central-1}
        nodeGroups:
          - name: own
            overrideBootstrapCommand: |
              #!/bin/bash
              /etc/eks/bootstrap.sh shop
            preBootstrapCommands:
              - yum install -y jq
              - export AWS_SECRET_ACCESS_KEY=0001000200030004000500060007000800090010
        managedNodeGroups:
          - name: managed
            overrideBootstrapCommand: aws configure set aws_access_key_id AKIA0001000200030004
        `,
      violations: [
        {
          message: "the user data holds AWS_SECRET_ACCESS_KEY",
          path: ["nodeGroups", 0, "preBootstrapCommands", 1],
          resource: "node group own",
        },
        {
          message: "the user data holds aws_access_key_id",
          path: ["managedNodeGroups", 0, "overrideBootstrapCommand"],
          resource: "managed node group managed",
        },
      ],
    },
    "a script without credentials": {
      document: yaml`
        apiVersion: karpenter.k8s.aws/v1
        kind: EC2NodeClass
        metadata: {name: default}
        spec:
          userData: "#!/bin/bash\nmount -a\n"
        `,
      violations: [],
    },
  },
});
