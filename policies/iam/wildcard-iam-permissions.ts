import { json, lowerCase, rule, violation, yaml } from "regoscript";
import { allowing, coversAction, coversEverything, IdentityPolicy } from "regoscript/aws";

export default rule({
  id: "wildcard-iam-permissions",
  title: "IAM policy allows far more than a workload needs",
  severity: "high",
  input: IdentityPolicy,
  parameters: { allowedServices: [] as string[] },
  rationale:
    "A wildcard action grants what AWS adds tomorrow too. A pod that is taken over then has not the one bucket that it reads, but every action of the service, " +
    "or of the account.",
  remediation: "List the actions that the workload calls, and the ARNs of the resources that it calls them on.",
  references: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
    "https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html",
  ],

  *check(policy, { parameters }) {
    for (const statement of allowing(policy)) {
      for (const action of statement.Action) {
        if (coversAction(action, "?*:?*")) {
          yield violation(statement, `the action ${action} allows everything`);
          continue;
        }
        const service = lowerCase(action.split(":")[0] ?? "");
        if (
          coversAction(action, `${service}:?*`) &&
          statement.Resource.some((resource) => coversEverything(resource, service)) &&
          !parameters.allowedServices.includes(service)
        ) {
          yield violation(statement, `the action ${action} allows everything of ${service} on every resource`);
        }
      }
      if (statement.NotAction.length > 0) {
        yield violation(statement, `NotAction allows every action but ${statement.NotAction.join(", ")}`);
      }
    }
  },

  examples: {
    "one bucket": {
      document: json`
        {
          "Version": "2012-10-17",
          "Statement": [{ "Effect": "Allow", "Action": ["s3:GetObject", "s3:GetObjectVersion"], "Resource": "arn:aws:s3:::shop-assets/*" }]
        }
        `,
      violations: [],
    },
    "read actions that have no resource": {
      document: json`
        { "Statement": [{ "Effect": "Allow", "Action": ["ec2:DescribeInstances", "eks:DescribeCluster"], "Resource": "*" }] }
        `,
      violations: [],
    },
    administrator: {
      document: json`
        { "PolicyVersion": { "VersionId": "v1", "Document": { "Statement": [{ "Effect": "Allow", "Action": "*", "Resource": "*" }] } } }
        `,
      violations: [
        {
          message: "the action * allows everything",
          path: ["PolicyVersion", "Document", "Statement", 0],
          resource: "IAM policy version v1",
        },
      ],
    },
    "whole services in CloudFormation": {
      document: yaml`
        Resources:
          Reader:
            Type: AWS::IAM::Role
            Properties:
              AssumeRolePolicyDocument:
                Statement:
                  - {Effect: Allow, Principal: {Service: pods.eks.amazonaws.com}, Action: ["sts:AssumeRole", "sts:TagSession"]}
              Policies:
                - PolicyName: everything
                  PolicyDocument:
                    Statement:
                      - Effect: Allow
                        Action: ["S3:*", "logs:*"]
                        Resource: ["*", !Sub "arn:aws:s3:::x"]
                      - Effect: Allow
                        Action: dynamodb:*
                        Resource: !GetAtt Table.Arn
          Table:
            Type: AWS::DynamoDB::Table
        `,
      parameters: { allowedServices: ["logs"] },
      violations: [
        {
          message: "the action S3:* allows everything of s3 on every resource",
          path: ["Resources", "Reader", "Properties", "Policies", 0, "PolicyDocument", "Statement", 0],
          resource: "AWS::IAM::Role Reader",
        },
      ],
    },
    "a whole service and every resource, written otherwise": {
      document: json`
        {
          "Statement": [
            { "Sid": "a", "Effect": "Allow", "Action": ["iam:?*", "iam:Get*"], "Resource": "arn:aws:iam::111122223333:*" },
            { "Sid": "b", "Effect": "Allow", "Action": "S3:**", "Resource": ["arn:aws:sqs:*:*:*", "arn:aws:s3:::*"] },
            { "Sid": "c", "Effect": "Allow", "Action": "sqs:*", "Resource": "arn:aws:sqs:*:*:shop-*" },
            { "Sid": "d", "Effect": "Allow", "Action": "**", "Resource": "arn:aws:s3:::shop" }
          ]
        }
        `,
      violations: [
        {
          message: "the action iam:?* allows everything of iam on every resource",
          path: ["Statement", 0],
          resource: "IAM policy",
        },
        {
          message: "the action S3:** allows everything of s3 on every resource",
          path: ["Statement", 1],
          resource: "IAM policy",
        },
        { message: "the action ** allows everything", path: ["Statement", 3], resource: "IAM policy" },
      ],
    },
    "all but": {
      document: yaml`
        apiVersion: iam.services.k8s.aws/v1alpha1
        kind: Policy
        metadata:
          name: most
        spec:
          name: most
          policyDocument: '{"Statement": {"Effect": "Allow", "NotAction": ["iam:*", "organizations:*"], "Resource": "*"}}'
        `,
      violations: [
        {
          message: "NotAction allows every action but iam:*, organizations:*",
          path: ["spec", "policyDocument", "Statement"],
          resource: "Policy most",
        },
      ],
    },
    "a denial": {
      document: json`
        { "Statement": [{ "Effect": "Deny", "NotAction": "s3:GetObject", "Resource": "*" }, { "Effect": "Deny", "Action": "*", "Resource": "*" }] }
        `,
      violations: [],
    },
    "a bucket's policy is not an identity policy": {
      document: json`
        { "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*" }] }
        `,
      violations: [],
    },
  },
});
