import { at, rule, violation, yaml } from "regoscript";
import { credentialsIn, credentialVariables, isPlaceholder } from "regoscript/aws";
import { Environment, environmentContainers, heldTexts } from "regoscript/kubernetes";

/** Keys of ConfigMaps and Secrets that say that a credential stands there. */
const credentialKeys = [...credentialVariables, "aws_access_key_id", "aws_secret_access_key", "aws_session_token"];

/** What a text of a ConfigMap or Secret holds of credentials, in words without them. */
function heldUnder(key: string, text: string): string | undefined {
  if (credentialKeys.includes(key)) return isPlaceholder(text) ? undefined : key;
  const credentials = credentialsIn(text);
  return credentials === undefined ? undefined : `${credentials} under ${key}`;
}

export default rule({
  id: "static-aws-credentials",
  title: "Workload is given long-lived AWS credentials",
  severity: "critical",
  input: Environment,
  parameters: { allowedVariables: [] as string[] },
  rationale:
    "Access keys don't expire, are readable by everyone who can read the manifest or the Secret, and come first in every SDK's credential chain, so they " +
    "silently defeat IRSA and Pod Identity. Of what stands under other names than theirs, the example keys of AWS's documentation don't count.",
  remediation:
    "Remove the variables; give the pod's service account an IAM role by EKS Pod Identity or IRSA, and revoke the keys.",
  references: [
    "https://docs.aws.amazon.com/eks/latest/userguide/service-accounts.html",
    "https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html",
  ],

  *check(environment, { parameters }) {
    for (const container of environmentContainers(environment)) {
      for (const variable of container.env) {
        if (parameters.allowedVariables.includes(variable.name)) continue;
        const value = variable.value ?? "";
        const credentials = credentialsIn(value);
        if (credentialVariables.has(variable.name)) {
          if (variable.valueFrom !== undefined) {
            yield violation(variable, `container "${container.name}" takes ${variable.name} from elsewhere`);
          } else if (value !== "") {
            yield violation(variable, `container "${container.name}" sets ${variable.name}`);
          }
        } else if (credentials !== undefined) {
          yield violation(variable, `container "${container.name}" sets ${variable.name} to ${credentials}`);
        }
      }
      for (const [index, word] of container.command.entries()) {
        const credentials = credentialsIn(word);
        if (credentials !== undefined)
          yield violation(
            at(container, "command", index),
            `container "${container.name}" is started with ${credentials}`,
          );
      }
      for (const [index, word] of container.args.entries()) {
        const credentials = credentialsIn(word);
        if (credentials !== undefined)
          yield violation(at(container, "args", index), `container "${container.name}" is started with ${credentials}`);
      }
    }
    for (const { holder, field, key, text } of heldTexts(environment)) {
      const credentials = heldUnder(key, text);
      if (credentials !== undefined && !parameters.allowedVariables.includes(key))
        yield violation(at(environment, field, key), `the ${holder} holds ${credentials}`);
    }
  },

  examples: {
    "deployment with keys": {
      document: yaml`
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
          namespace: shop
        spec:
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              containers:
                - name: web
                  image: web:1
                  env:
                    - name: LOG_LEVEL
                      value: debug
                    - name: AWS_ACCESS_KEY_ID
                      value: AKIAIOSFODNN7EXAMPLE
                    - name: AWS_SECRET_ACCESS_KEY
                      valueFrom: {secretKeyRef: {name: aws, key: secret}}
        `,
      violations: [
        {
          message: 'container "web" sets AWS_ACCESS_KEY_ID',
          path: ["spec", "template", "spec", "containers", 0, "env", 1],
          resource: "Deployment shop/web",
        },
        {
          message: 'container "web" takes AWS_SECRET_ACCESS_KEY from elsewhere',
          path: ["spec", "template", "spec", "containers", 0, "env", 2],
          resource: "Deployment shop/web",
        },
      ],
    },
    "init container of a cron job": {
      document: yaml`
        apiVersion: batch/v1
        kind: CronJob
        metadata:
          name: overview
          namespace: shop
        spec:
          schedule: "0 3 * * *"
          jobTemplate:
            spec:
              template:
                spec:
                  restartPolicy: Never
                  initContainers:
                    - name: fetch
                      image: fetch:1
                      env:
                        - name: AWS_SESSION_TOKEN
                          value: token
                  containers:
                    - name: report
                      image: report:1
        `,
      violations: [
        {
          message: 'container "fetch" sets AWS_SESSION_TOKEN',
          path: ["spec", "jobTemplate", "spec", "template", "spec", "initContainers", 0, "env", 0],
          resource: "CronJob shop/overview",
        },
      ],
    },
    "config map with a key": {
      document: yaml`
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: settings
          namespace: shop
        data:
          AWS_REGION: eu-central-1
          AWS_SECRET_ACCESS_KEY: wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
        `,
      violations: [
        {
          message: "the ConfigMap holds AWS_SECRET_ACCESS_KEY",
          path: ["data", "AWS_SECRET_ACCESS_KEY"],
          resource: "ConfigMap shop/settings",
        },
      ],
    },
    "config map with a profile and keys under other names": {
      document: yaml`
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: settings, namespace: shop}
        data:
          credentials: |
            [default]
            aws_access_key_id = AKIA0001000200030004
            aws_secret_access_key = 0001000200030004000500060007000800090010
          env.sh: export UPLOAD_KEY="ASIA0001000200030004"
          app.json: '{"AWS_SECRET_ACCESS_KEY": "0001000200030004000500060007000800090010"}'
          documentation: aws_access_key_id = AKIAIOSFODNN7EXAMPLE
          template: |
            aws_access_key_id = $KEY
            aws_secret_access_key = {{ .secret }}
            aws_session_token = your-session-token-here
          AWS_SESSION_TOKEN: "<token>"
          hash: AKIA00010002000300040005, xAKIA0001000200030004
        binaryData:
          other: QUtJQTAwMDEwMDAyMDAwMzAwMDQ=
        `,
      violations: [
        {
          message: "the ConfigMap holds aws_access_key_id and aws_secret_access_key under credentials",
          path: ["data", "credentials"],
          resource: "ConfigMap shop/settings",
        },
        {
          message: "the ConfigMap holds an access key id (ASIA…) under env.sh",
          path: ["data", "env.sh"],
          resource: "ConfigMap shop/settings",
        },
        {
          message: "the ConfigMap holds AWS_SECRET_ACCESS_KEY under app.json",
          path: ["data", "app.json"],
          resource: "ConfigMap shop/settings",
        },
        {
          message: "the ConfigMap holds an access key id (AKIA…) under other",
          path: ["binaryData", "other"],
          resource: "ConfigMap shop/settings",
        },
      ],
    },
    "secret with keys": {
      document: yaml`
        apiVersion: v1
        kind: Secret
        metadata: {name: aws, namespace: shop}
        data:
          AWS_REGION: ZXUtY2VudHJhbC0x
          AWS_ACCESS_KEY_ID: QUtJQTAwMDEwMDAyMDAwMzAwMDQ=
          credentials: |
            W2RlZmF1bHRdCmF3c19hY2Nlc3Nfa2V5X2lkID0gQUtJQTAwMDEwMDAyMDAw
            MzAwMDQKYXdzX3NlY3JldF9hY2Nlc3Nfa2V5ID0gMDAwMTAwMDIwMDAzMDAwNDAwMDUwMDA2MDAwNzAwMDgwMDA5MDAxMAo=
          bytes: "/w=="
          broken: "QUtJQTAw!"
          empty: ""
        stringData:
          aws_secret_access_key: "00010002"
          encrypted: ENC[AES256_GCM,data:00010002000300040005]
          AWS_SESSION_TOKEN: ENC[AES256_GCM,data:0001]
          ci: aws configure set aws_secret_access_key 0001000200030004000500060007000800090010
        `,
      violations: [
        {
          message: "the Secret holds AWS_ACCESS_KEY_ID",
          path: ["data", "AWS_ACCESS_KEY_ID"],
          resource: "Secret shop/aws",
        },
        {
          message: "the Secret holds aws_access_key_id and aws_secret_access_key under credentials",
          path: ["data", "credentials"],
          resource: "Secret shop/aws",
        },
        {
          message: "the Secret holds aws_secret_access_key",
          path: ["stringData", "aws_secret_access_key"],
          resource: "Secret shop/aws",
        },
        {
          message: "the Secret holds aws_secret_access_key under ci",
          path: ["stringData", "ci"],
          resource: "Secret shop/aws",
        },
      ],
    },
    "keys under other names, and in arguments": {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec:
          containers:
            - name: web
              image: web:1
              command: [sh, -c, "aws configure set aws_access_key_id ASIA0001000200030004 && serve"]
              args: ["--region=eu-central-1", "--key=AKIA0001000200030004"]
              env:
                - {name: UPLOAD_KEY, value: AKIA0001000200030004}
                - {name: OTHER_KEY, value: AKIAIOSFODNN7EXAMPLE}
                - {name: MC_HOST, value: "https://AKIA0001000200030004:0001@minio"}
        `,
      violations: [
        {
          message: 'container "web" is started with aws_access_key_id',
          path: ["spec", "containers", 0, "command", 2],
          resource: "Pod web",
        },
        {
          message: 'container "web" is started with an access key id (AKIA…)',
          path: ["spec", "containers", 0, "args", 1],
          resource: "Pod web",
        },
        {
          message: 'container "web" sets UPLOAD_KEY to an access key id (AKIA…)',
          path: ["spec", "containers", 0, "env", 0],
          resource: "Pod web",
        },
        {
          message: 'container "web" sets MC_HOST to an access key id (AKIA…)',
          path: ["spec", "containers", 0, "env", 2],
          resource: "Pod web",
        },
      ],
    },
    "items of a list": {
      document: yaml`
        apiVersion: v1
        kind: List
        items:
          - apiVersion: v1
            kind: Service
            metadata: {name: web}
            spec: {ports: [{port: 80}]}
          - apiVersion: v1
            kind: Pod
            metadata: {name: web}
            spec:
              containers:
                - name: web
                  image: web:1
                  env:
                    - {name: AWS_ACCESS_KEY_ID, value: AKIAIOSFODNN7EXAMPLE}
        `,
      violations: [
        {
          message: 'container "web" sets AWS_ACCESS_KEY_ID',
          path: ["items", 1, "spec", "containers", 0, "env", 0],
          resource: "Pod web",
        },
      ],
    },
    "nothing but names": {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: web
              image: web:1
              env:
                - {name: AWS_ACCESS_KEY_ID}
                - {name: AWS_SECRET_ACCESS_KEY, value: ""}
        `,
      violations: [],
    },
    "names of the older SDK for Java": {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: web
              image: web:1
              env:
                - {name: AWS_SECRET_KEY, value: wJalrXUtnFEMI}
        `,
      violations: [
        {
          message: 'container "web" sets AWS_SECRET_KEY',
          path: ["spec", "containers", 0, "env", 0],
          resource: "Pod web",
        },
      ],
    },
    "region only": {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: web
              image: web:1
              env:
                - {name: AWS_REGION, value: eu-central-1}
            - name: sidecar
              image: sidecar:1
        `,
      violations: [],
    },
    "allowed by a parameter": {
      parameters: { allowedVariables: ["AWS_ACCESS_KEY_ID"] },
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata:
          name: minio-client
        spec:
          containers:
            - name: mc
              image: mc:1
              env:
                - {name: AWS_ACCESS_KEY_ID, value: minio}
        `,
      violations: [],
    },
  },
});
