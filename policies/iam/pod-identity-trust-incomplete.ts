import { json, rule, violation, yaml } from "regoscript";
import { includesAction, TrustPolicy } from "regoscript/aws";

/** The principal of EKS Pod Identity. */
const podIdentity = "pods.eks.amazonaws.com";

export default rule({
  id: "pod-identity-trust-incomplete",
  title: "Role for Pod Identity can't be assumed as the agent does it",
  severity: "medium",
  input: TrustPolicy,
  rationale:
    "The Pod Identity agent assumes the role with session tags that name cluster, namespace and service account. Without sts:TagSession beside " +
    "sts:AssumeRole the call is refused, and pods have no credentials. (An association with session tags disabled needs only sts:AssumeRole.)",
  remediation: "Allow both sts:AssumeRole and sts:TagSession to pods.eks.amazonaws.com.",
  references: ["https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html"],

  *check(policy) {
    const own = policy.Statement.filter((statement) => (statement.Principal["Service"] ?? []).includes(podIdentity));
    const statements = own.filter((statement) => statement.Effect === "Allow");
    if (statements.length === 0) return;
    const denying = own.filter(
      (statement) => statement.Effect === "Deny" && Object.keys(statement.Condition).length === 0,
    );
    const missing = ["sts:AssumeRole", "sts:TagSession"].filter(
      (action) =>
        !statements.some((statement) => includesAction(statement, action)) ||
        denying.some((statement) => includesAction(statement, action)),
    );
    if (missing.length > 0) yield violation(policy, `${podIdentity} is not allowed ${missing.join(" and ")}`);
  },

  examples: {
    "as the EKS documentation has it": {
      document: json`
        {
          "Version": "2012-10-17",
          "Statement": [
            {
              "Sid": "AllowEksAuthToAssumeRoleForPodIdentity",
              "Effect": "Allow",
              "Principal": { "Service": "pods.eks.amazonaws.com" },
              "Action": ["sts:AssumeRole", "sts:TagSession"]
            }
          ]
        }
        `,
      violations: [],
    },
    "split over two statements": {
      document: json`
        {
          "Statement": [
            { "Effect": "Allow", "Principal": { "Service": ["pods.eks.amazonaws.com"] }, "Action": "sts:AssumeRole" },
            { "Effect": "Allow", "Principal": { "Service": "pods.eks.amazonaws.com" }, "Action": "STS:tagsession" }
          ]
        }
        `,
      violations: [],
    },
    "actions by a wildcard": {
      document: json`
        {
          "Statement": [
            { "Effect": "Allow", "Principal": { "Service": "pods.eks.amazonaws.com" }, "Action": ["sts:AssumeRole*", "sts:Tag*"] }
          ]
        }
        `,
      violations: [],
    },
    "all actions but one": {
      document: json`
        {
          "Statement": [{ "Effect": "Allow", "Principal": { "Service": "pods.eks.amazonaws.com" }, "NotAction": "STS:TagSession" }]
        }
        `,
      violations: [
        { message: "pods.eks.amazonaws.com is not allowed sts:TagSession", path: [], resource: "trust policy" },
      ],
    },
    "no session tags": {
      document: json`
        {
          "Version": "2012-10-17",
          "Statement": [{ "Effect": "Allow", "Principal": { "Service": "pods.eks.amazonaws.com" }, "Action": "sts:AssumeRole" }]
        }
        `,
      violations: [
        { message: "pods.eks.amazonaws.com is not allowed sts:TagSession", path: [], resource: "trust policy" },
      ],
    },
    "a denial that wins": {
      document: json`
        {
          "Statement": [
            { "Effect": "Allow", "Principal": { "Service": "pods.eks.amazonaws.com" }, "Action": ["sts:AssumeRole", "sts:TagSession"] },
            { "Effect": "Deny", "Principal": { "Service": "pods.eks.amazonaws.com" }, "Action": "sts:Tag*" }
          ]
        }
        `,
      violations: [
        { message: "pods.eks.amazonaws.com is not allowed sts:TagSession", path: [], resource: "trust policy" },
      ],
    },
    "the action of another mechanism": {
      document: yaml`
        apiVersion: iam.aws.upbound.io/v1beta1
        kind: Role
        metadata:
          name: reader
        spec:
          forProvider:
            assumeRolePolicy: |
              {"Statement": [{"Effect": "Allow", "Principal": {"Service": "pods.eks.amazonaws.com"}, "Action": "sts:AssumeRoleWithWebIdentity"}]}
        `,
      violations: [
        {
          message: "pods.eks.amazonaws.com is not allowed sts:AssumeRole and sts:TagSession",
          path: ["spec", "forProvider", "assumeRolePolicy"],
          resource: "Role reader",
        },
      ],
    },
    "a role for nodes": {
      document: json`
        { "Statement": [{ "Effect": "Allow", "Principal": { "Service": "ec2.amazonaws.com" }, "Action": "sts:AssumeRole" }] }
        `,
      violations: [],
    },
    "any principal": {
      document: json`
        { "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole" }] }
        `,
      violations: [],
    },
  },
});
