import { json, rule, violation, yaml } from "regoscript";
import { PodIdentityAssociation, parseArn } from "regoscript/aws";

export default rule({
  id: "refused-pod-identity-association",
  title: "Pod Identity association that EKS refuses",
  severity: "medium",
  input: PodIdentityAssociation,
  rationale:
    "EKS refuses a session policy beside session tags, and a role of another account in the place of the cluster's own: the pods stay without " +
    "credentials.",
  remediation:
    "Set disableSessionTags where there is a policy; name a role of the cluster's account as roleArn, and the other account's as targetRoleArn.",
  references: [
    "https://docs.aws.amazon.com/eks/latest/userguide/pod-id-association.html",
    "https://docs.aws.amazon.com/eks/latest/userguide/pod-id-assign-target-role.html",
    "https://docs.aws.amazon.com/eks/latest/APIReference/API_CreatePodIdentityAssociation.html",
  ],

  *check(association) {
    const { roleArn = "", targetRoleArn = "", policy = "", disableSessionTags, associationArn = "" } = association;
    if (policy !== "" && disableSessionTags !== true)
      yield violation(association, "there is a policy, and disableSessionTags isn't true");
    for (const arn of [roleArn, targetRoleArn])
      if (arn !== "" && !/^arn:[a-z0-9-]+:iam::[0-9]{12}:role\/.+$/u.test(arn))
        yield violation(association, `${arn} is no ARN of an IAM role`);
    const account = parseArn(roleArn)?.account ?? "";
    const own = parseArn(associationArn)?.account ?? "";
    if (account !== "" && own !== "" && account !== own)
      yield violation(association, `${roleArn} isn't of the cluster's account ${own}`);
  },

  examples: {
    "a policy beside tags": {
      document: json`
        {
          "planned_values": {
            "root_module": {
              "resources": [
                {
                  "address": "aws_eks_pod_identity_association.it",
                  "mode": "managed",
                  "type": "aws_eks_pod_identity_association",
                  "values": {
                    "namespace": "shop",
                    "service_account": "web",
                    "role_arn": "arn:aws:iam::111122223333:role/web",
                    "policy": "{\"Statement\": []}"
                  }
                }
              ]
            }
          }
        }
        `,
      violations: [
        {
          message: "there is a policy, and disableSessionTags isn't true",
          path: ["planned_values", "root_module", "resources", 0, "values"],
          resource: "aws_eks_pod_identity_association.it",
        },
      ],
    },
    "a role of another account": {
      document: json`
        {
          "association": {
            "namespace": "shop",
            "serviceAccount": "web",
            "roleArn": "arn:aws:iam::444455556666:role/web",
            "associationArn": "arn:aws:eks:eu-central-1:111122223333:podidentityassociation/shop/a-1"
          }
        }
        `,
      violations: [
        {
          message: "arn:aws:iam::444455556666:role/web isn't of the cluster's account 111122223333",
          path: ["association"],
          resource: "Pod Identity association of shop/web",
        },
      ],
    },
    "no roles": {
      document: yaml`
        apiVersion: eksctl.io/v1alpha5
        kind: ClusterConfig
        metadata: {name: shop, region: eu-central-1}
        iam:
          podIdentityAssociations:
            - {namespace: shop, serviceAccountName: web, roleARN: web}
        addons:
          - name: vpc-cni
            podIdentityAssociations:
              - {serviceAccountName: aws-node, roleARN: "arn:aws:iam::123456789:role/cni"}
        `,
      violations: [
        {
          message: "arn:aws:iam::123456789:role/cni is no ARN of an IAM role",
          path: ["addons", 0, "podIdentityAssociations", 0],
          resource: "add-on vpc-cni",
        },
        {
          message: "web is no ARN of an IAM role",
          path: ["iam", "podIdentityAssociations", 0],
          resource: "Pod Identity association of shop/web",
        },
      ],
    },
    "a target role of another account": {
      document: yaml`
        apiVersion: eks.services.k8s.aws/v1alpha1
        kind: PodIdentityAssociation
        metadata: {name: it}
        spec:
          namespace: shop
          serviceAccount: web
          roleARN: arn:aws:iam::111122223333:role/web
          targetRoleARN: arn:aws:iam::444455556666:role/data
          disableSessionTags: true
          policy: '{"Statement": []}'
        `,
      violations: [],
    },
    CloudFormation: {
      document: yaml`
        Resources:
          It:
            Type: AWS::EKS::PodIdentityAssociation
            Properties:
              ClusterName: shop
              Namespace: shop
              ServiceAccount: web
              RoleArn: arn:aws:iam::111122223333:role/web
        `,
      violations: [],
    },
  },
});
