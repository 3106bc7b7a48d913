import { at, rule, violation, yaml } from "regoscript";
import { credentialVariables } from "regoscript/aws";
import { Environment, environmentContainers } from "regoscript/kubernetes";

export default rule({
  id: "static-aws-credentials",
  title: "Workload is given long-lived AWS credentials",
  severity: "critical",
  input: Environment,
  parameters: { allowedVariables: [] as string[] },
  rationale:
    "Access keys don't expire, are readable by everyone who can read the manifest or the Secret, and come first in every SDK's credential chain, so they " +
    "silently defeat IRSA and Pod Identity.",
  remediation:
    "Remove the variables; give the pod's service account an IAM role by EKS Pod Identity or IRSA, and revoke the keys.",
  references: [
    "https://docs.aws.amazon.com/eks/latest/userguide/service-accounts.html",
    "https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html",
  ],

  *check(environment, { parameters }) {
    for (const container of environmentContainers(environment)) {
      for (const variable of container.env) {
        if (!credentialVariables.has(variable.name) || parameters.allowedVariables.includes(variable.name)) continue;
        if (variable.valueFrom !== undefined) {
          yield violation(variable, `container "${container.name}" takes ${variable.name} from elsewhere`);
        } else if ((variable.value ?? "") !== "") {
          yield violation(variable, `container "${container.name}" sets ${variable.name}`);
        }
      }
    }
    for (const [name, value] of Object.entries(environment.data)) {
      if (credentialVariables.has(name) && value !== "" && !parameters.allowedVariables.includes(name)) {
        yield violation(at(environment, "data", name), `the ConfigMap holds ${name}`);
      }
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
