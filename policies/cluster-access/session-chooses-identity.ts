import { rule, violation, yaml } from "regoscript";
import { AccessEntry } from "regoscript/aws";
import { AwsAuthMapping } from "regoscript/kubernetes";

export default rule({
  id: "session-chooses-identity",
  title: "Whoever assumes the role chooses its Kubernetes user",
  severity: "high",
  input: [AwsAuthMapping, AccessEntry],
  rationale:
    "The session's name is chosen by who assumes the role. As the whole username it is any user that a binding names, an administrator's too; " +
    "only names that begin with system:, eks:, aws:, amazon: or iam: are refused.",
  remediation: "Write something of your own with a colon before it: `dev:{{SessionName}}`.",
  references: [
    "https://docs.aws.amazon.com/eks/latest/userguide/auth-configmap.html",
    "https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html",
  ],

  *check(mapping) {
    const username = mapping.username ?? "";
    if (username.startsWith("{{SessionName"))
      yield violation(mapping, `the username ${username} is what the caller names the session`);
  },

  examples: {
    "aws-auth": {
      document: yaml`
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: aws-auth, namespace: kube-system}
        data:
          mapRoles: |
            - rolearn: arn:aws:iam::111122223333:role/dev
              username: "{{SessionName}}"
              groups: [dev]
        `,
      violations: [
        {
          message: "the username {{SessionName}} is what the caller names the session",
          path: ["data", "mapRoles", 0],
          resource: "ConfigMap kube-system/aws-auth",
        },
      ],
    },
    "access entry": {
      document: yaml`
        apiVersion: eks.aws.upbound.io/v1beta1
        kind: AccessEntry
        metadata: {name: it}
        spec:
          forProvider: {principalArn: "arn:aws:iam::111122223333:role/dev", userName: "{{SessionNameRaw}}"}
        `,
      violations: [
        {
          message: "the username {{SessionNameRaw}} is what the caller names the session",
          path: ["spec", "forProvider"],
          resource: "AccessEntry it",
        },
      ],
    },
    "with a prefix": {
      document: yaml`
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: aws-auth, namespace: kube-system}
        data:
          mapRoles: |
            - rolearn: arn:aws:iam::111122223333:role/dev
              username: dev:{{SessionName}}
              groups: [dev]
        `,
      violations: [],
    },
    "Fargate's": {
      document: yaml`
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: aws-auth, namespace: kube-system}
        data:
          mapRoles: |
            - rolearn: arn:aws:iam::111122223333:role/fargate
              username: system:node:{{SessionName}}
              groups: ["system:bootstrappers", "system:nodes", "system:node-proxier"]
        `,
      violations: [],
    },
  },
});
