import { at, integer, rule, textAfter, violation, yaml } from "regoscript";
import { ServiceAccount } from "regoscript/kubernetes";

const prefix = "eks.amazonaws.com/";

/** Source: https://github.com/aws/amazon-eks-pod-identity-webhook/blob/master/pkg/annotations.go */
const known: readonly string[] = [
  "role-arn",
  "audience",
  "sts-regional-endpoints",
  "token-expiration",
  "skip-containers",
];

/** What another tool fills in. */
function isPlaceholder(value: string): boolean {
  return value.includes("${") || value.includes("{{");
}

export default rule({
  id: "malformed-irsa-annotation",
  title: "Annotation of IRSA that doesn't work",
  severity: "high",
  input: ServiceAccount,
  rationale:
    "A wrong ARN, a misspelt key or an odd expiration is taken without a word: the pod's calls fail, or the SDK goes on to the node's role.",
  remediation:
    "Annotate eks.amazonaws.com/role-arn with arn:aws:iam::<12 digits>:role/<name>, token-expiration with 600 to 86400.",
  references: [
    "https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html",
    "https://github.com/aws/amazon-eks-pod-identity-webhook",
  ],

  *check(account) {
    const annotations = account.metadata?.annotations ?? {};
    for (const [key, value] of Object.entries(annotations)) {
      const name = textAfter(key, prefix);
      if (!key.startsWith(prefix) || name === undefined || isPlaceholder(value)) continue;
      const where = at(account, "metadata", "annotations", key);
      if (!known.includes(name)) yield violation(where, `there is no annotation ${key}`);
      if (name === "role-arn" && !/^arn:aws[a-z0-9-]*:iam::[0-9]{12}:role\/[A-Za-z0-9_./@+=,-]+$/u.test(value))
        yield violation(where, `${value} is no ARN of an IAM role`);
      const seconds = integer(value);
      if (name === "token-expiration" && (seconds === undefined || seconds < 600 || seconds > 86_400))
        yield violation(where, `${value} isn't 600 to 86400 seconds`);
    }
  },

  examples: {
    "nine digits": {
      document: yaml`
        apiVersion: v1
        kind: ServiceAccount
        metadata:
          name: web
          namespace: shop
          annotations:
            eks.amazonaws.com/role-arn: arn:aws:iam::123456789:role/web
        `,
      violations: [
        {
          message: "arn:aws:iam::123456789:role/web is no ARN of an IAM role",
          path: ["metadata", "annotations", "eks.amazonaws.com/role-arn"],
          resource: "ServiceAccount shop/web",
        },
      ],
    },
    "another key, and an hour too few": {
      document: yaml`
        apiVersion: v1
        kind: ServiceAccount
        metadata:
          name: web
          namespace: shop
          annotations:
            eks.amazonaws.com/rolearn: arn:aws:iam::111122223333:role/web
            eks.amazonaws.com/token-expiration: "60"
        `,
      violations: [
        {
          message: "there is no annotation eks.amazonaws.com/rolearn",
          path: ["metadata", "annotations", "eks.amazonaws.com/rolearn"],
          resource: "ServiceAccount shop/web",
        },
        {
          message: "60 isn't 600 to 86400 seconds",
          path: ["metadata", "annotations", "eks.amazonaws.com/token-expiration"],
          resource: "ServiceAccount shop/web",
        },
      ],
    },
    "as it should be": {
      document: yaml`
        apiVersion: v1
        kind: ServiceAccount
        metadata:
          name: web
          namespace: shop
          annotations:
            eks.amazonaws.com/role-arn: arn:aws:iam::111122223333:role/team/web
            eks.amazonaws.com/token-expiration: "3600"
            eks.amazonaws.com/sts-regional-endpoints: "true"
        `,
      violations: [],
    },
    "filled in later": {
      document: yaml`
        apiVersion: v1
        kind: ServiceAccount
        metadata:
          name: web
          namespace: shop
          annotations:
            eks.amazonaws.com/role-arn: "{{ROLE_ARN}}"
        `,
      violations: [],
    },
  },
});
