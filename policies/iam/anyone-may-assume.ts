import { rule, violation, yaml } from "regoscript";
import { actionApplies, allowing, isOpenToAnyone, TrustPolicy } from "regoscript/aws";

const actions = ["sts:AssumeRole", "sts:AssumeRoleWithWebIdentity", "sts:AssumeRoleWithSAML"];

export default rule({
  id: "anyone-may-assume",
  title: "IAM role that everybody may assume",
  severity: "critical",
  input: TrustPolicy,
  rationale:
    "`*` as principal is every AWS account in the world, and of `sts:AssumeRole` no more than the role's ARN need be known, which is no secret. " +
    "A condition on who calls (aws:PrincipalOrgID, aws:PrincipalArn) would limit it; without one the role is public.",
  remediation:
    "Name the accounts or roles that may assume the role; where an organization may, compare aws:PrincipalOrgID.",
  references: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
  ],

  *check(policy) {
    for (const statement of allowing(policy)) {
      if (isOpenToAnyone(statement) !== true) continue;
      const allowed = actions.filter((action) => actionApplies(statement, action) === true);
      if (allowed.length > 0) yield violation(statement, "everybody may assume the role");
    }
  },

  examples: {
    everybody: {
      document: yaml`
        Version: "2012-10-17"
        Statement:
          - {Effect: Allow, Principal: "*", Action: sts:AssumeRole}
        `,
      violations: [{ message: "everybody may assume the role", path: ["Statement", 0], resource: "trust policy" }],
    },
    "everybody, written otherwise": {
      document: yaml`
        Version: "2012-10-17"
        Statement:
          - {Effect: Allow, Principal: {AWS: ["arn:aws:iam::111122223333:root", "*"]}, Action: "sts:*"}
        `,
      violations: [{ message: "everybody may assume the role", path: ["Statement", 0], resource: "trust policy" }],
    },
    "everybody from anywhere over TLS": {
      document: yaml`
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: {AWS: "*"}
            Action: sts:AssumeRole
            Condition: {Bool: {"aws:SecureTransport": "true"}}
        `,
      violations: [{ message: "everybody may assume the role", path: ["Statement", 0], resource: "trust policy" }],
    },
    "a resource of ACK": {
      document: yaml`
        apiVersion: iam.services.k8s.aws/v1alpha1
        kind: Role
        metadata: {name: open, namespace: infra}
        spec:
          name: open
          assumeRolePolicyDocument: '{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"}]}'
        `,
      violations: [
        {
          message: "everybody may assume the role",
          path: ["spec", "assumeRolePolicyDocument", "Statement", 0],
          resource: "Role infra/open",
        },
      ],
    },
    "an organization": {
      document: yaml`
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: {AWS: "*"}
            Action: sts:AssumeRole
            Condition: {StringEquals: {"aws:PrincipalOrgID": o-a1b2c3d4e5}}
        `,
      violations: [],
    },
    "who knows an external id": {
      document: yaml`
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: {AWS: "*"}
            Action: sts:AssumeRole
            Condition: {StringEquals: {"sts:ExternalId": 5b0f1c}}
        `,
      violations: [],
    },
    "an account, and a service": {
      document: yaml`
        Version: "2012-10-17"
        Statement:
          - {Effect: Allow, Principal: {AWS: "arn:aws:iam::111122223333:root"}, Action: sts:AssumeRole}
          - {Effect: Allow, Principal: {Service: ec2.amazonaws.com}, Action: sts:AssumeRole}
        `,
      violations: [],
    },
    "what is denied to everybody": {
      document: yaml`
        Version: "2012-10-17"
        Statement:
          - {Effect: Deny, Principal: "*", Action: sts:AssumeRole}
        `,
      violations: [],
    },
  },
});
