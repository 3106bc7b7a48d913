import { Random } from "./random.mjs";

const perFile = 5;

/** Workloads and services, five to a file, of which few have anything to find: what most repositories hold. */
export function manifests({ seed = 1, size = 10_000 } = {}) {
  const random = new Random(seed);
  return Array.from({ length: Math.ceil(size / perFile) }, (_, file) => ({
    path: `${file % 50}/manifests-${file}.yaml`,
    content: Array.from({ length: perFile }, (_, index) => manifest(random, file * perFile + index)).join("---\n"),
  }));
}

function manifest(random, number) {
  const name = `app-${number}`;
  const namespace = random.pick(["shop", "edge", "kube-system", "default"]);
  return random.chance(0.2) ? service(name, namespace) : workload(random, name, namespace);
}

function service(name, namespace) {
  return `apiVersion: v1
kind: Service
metadata:
  name: ${name}
  namespace: ${namespace}
spec:
  selector:
    app: ${name}
  ports:
    - port: 80
      targetPort: 8080
`;
}

function workload(random, name, namespace) {
  const variables = Array.from(
    { length: random.below(6) },
    (_, index) => `            - name: ${random.chance(0.02) ? "AWS_ACCESS_KEY_ID" : `VARIABLE_${index}`}
              value: value-${random.below(1e6)}
`,
  );
  return `apiVersion: apps/v1
kind: ${random.pick(["Deployment", "StatefulSet", "DaemonSet"])}
metadata:
  name: ${name}
  namespace: ${namespace}
  labels:
    app: ${name}
spec:
  replicas: ${random.below(5)}
  selector:
    matchLabels:
      app: ${name}
  template:
    metadata:
      labels:
        app: ${name}
    spec:
      serviceAccountName: ${random.chance(0.1) ? "default" : name}
${random.chance(0.05) ? "      hostNetwork: true\n" : ""}      containers:
        - name: main
          image: registry.example/${name}:${random.below(100)}
          ports:
            - containerPort: 8080
          resources:
            requests: {cpu: 100m, memory: 128Mi}
${variables.length === 0 ? "" : `          env:\n${variables.join("")}`}`;
}
