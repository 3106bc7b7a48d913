import { json, rule, violation, yaml } from "regoscript";
import { AccessPolicyAssociation, type Arn, parseArn } from "regoscript/aws";

/** Whether an ARN is that of an access policy: `cluster-access-policy/NAME` of the account `aws`, in no region. */
function isAccessPolicy(arn: Arn): boolean {
  return (
    arn.partition !== "" &&
    arn.service === "eks" &&
    arn.region === "" &&
    arn.account === "aws" &&
    /^cluster-access-policy\/[A-Za-z0-9]+$/u.test(arn.resource)
  );
}

/** Access policies whose names are often written without their last word. */
const shortened = new Set([
  "AmazonEKSClusterAdmin",
  "AmazonEKSAdmin",
  "AmazonEKSAdminView",
  "AmazonEKSEdit",
  "AmazonEKSView",
  "AmazonEKSSecretReader",
  "AmazonEKSAutoNode",
]);

export default rule({
  id: "malformed-access-policy-arn",
  title: "Access policy ARN that EKS refuses",
  severity: "medium",
  input: AccessPolicyAssociation,
  rationale:
    "EKS refuses an association whose policy ARN doesn't exist, so the principal has no access, and whoever needs it reaches for a broader way in.",
  remediation:
    "Write arn:aws:eks::aws:cluster-access-policy/NAME with a slash, and a name that aws eks list-access-policies lists, such as AmazonEKSEditPolicy.",
  references: ["https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html"],

  *check(association) {
    const arn = association.policyArn;
    if (arn === undefined) return;
    const parsed = parseArn(arn);
    if (parsed === undefined || !isAccessPolicy(parsed)) {
      yield violation(association, `${arn} is not the ARN of an access policy`);
      return;
    }
    const name = parsed.resource.split("/")[1] ?? "";
    if (shortened.has(name)) yield violation(association, `there is no access policy ${name}, but ${name}Policy`);
  },

  examples: {
    "colon and short name, as often copied": {
      document: yaml`
        Resources:
          Developer:
            Type: AWS::EKS::AccessEntry
            Properties:
              ClusterName: shop
              PrincipalArn: !GetAtt DeveloperRole.Arn
              AccessPolicies:
                - PolicyArn: arn:aws:eks::aws:cluster-access-policy:AmazonEKSEdit
                  AccessScope: {Type: namespace, Namespaces: [shop]}
        `,
      violations: [
        {
          message: "arn:aws:eks::aws:cluster-access-policy:AmazonEKSEdit is not the ARN of an access policy",
          path: ["Resources", "Developer", "Properties", "AccessPolicies", 0],
          resource: "AWS::EKS::AccessEntry Developer",
        },
      ],
    },
    "name without its last word": {
      document: yaml`
        apiVersion: eksctl.io/v1alpha5
        kind: ClusterConfig
        metadata: {name: shop, region: eu-central-1}
        accessConfig:
          accessEntries:
            - principalARN: arn:aws:iam::111122223333:role/developer
              accessPolicies:
                - policyARN: arn:aws:eks::aws:cluster-access-policy/AmazonEKSView
                  accessScope: {type: cluster}
        `,
      violations: [
        {
          message: "there is no access policy AmazonEKSView, but AmazonEKSViewPolicy",
          path: ["accessConfig", "accessEntries", 0, "accessPolicies", 0],
          resource: "access entry of arn:aws:iam::111122223333:role/developer",
        },
      ],
    },
    "ACK access entry": {
      document: yaml`
        apiVersion: eks.services.k8s.aws/v1alpha1
        kind: AccessEntry
        metadata:
          name: developer
          namespace: infra
        spec:
          clusterName: shop
          principalARN: arn:aws:iam::111122223333:role/developer
          accessPolicies:
            - policyARN: AmazonEKSViewPolicy
              accessScope: {type: cluster}
        `,
      violations: [
        {
          message: "AmazonEKSViewPolicy is not the ARN of an access policy",
          path: ["spec", "accessPolicies", 0],
          resource: "AccessEntry infra/developer",
        },
      ],
    },
    "right in every partition": {
      document: json`
        {
          "clusterName": "shop",
          "principalArn": "arn:aws-us-gov:iam::111122223333:role/developer",
          "associatedAccessPolicies": [
            { "policyArn": "arn:aws-us-gov:eks::aws:cluster-access-policy/AmazonEKSEditPolicy", "accessScope": { "type": "namespace", "namespaces": ["shop"] } }
          ]
        }
        `,
      violations: [],
    },
    "known only at deployment": {
      document: yaml`
        Resources:
          Developer:
            Type: AWS::EKS::AccessEntry
            Properties:
              AccessPolicies:
                - PolicyArn: !Sub "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy"
                  AccessScope: {Type: cluster}
        `,
      violations: [],
    },
  },
});
