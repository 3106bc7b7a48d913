/**
 * That many service accounts, a hundred to a namespace, each with a pod. A tenth of the pods name an account that isn't
 * there, another tenth one that no token is mounted of.
 */
export function serviceAccounts({ size = 1_000 } = {}) {
  const documents = Array.from({ length: size }, (_, number) => accountAndPod(number));
  return [{ path: "service-accounts.yaml", content: documents.join("---\n") }];
}

function accountAndPod(number) {
  const namespace = `team-${Math.floor(number / 100)}`;
  return `apiVersion: v1
kind: ServiceAccount
metadata:
  name: app-${number}
  namespace: ${namespace}
${number % 10 === 5 ? "automountServiceAccountToken: false\n" : ""}---
apiVersion: v1
kind: Pod
metadata:
  name: app-${number}
  namespace: ${namespace}
spec:
  serviceAccountName: app-${number % 10 === 0 ? "unknown" : number}
  containers:
    - name: web
      image: registry.example/web:1
`;
}
