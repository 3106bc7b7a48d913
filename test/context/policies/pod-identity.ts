import { decision, yaml } from "regoscript";
import { ServiceAccount, Workload } from "regoscript/kubernetes";

interface Named {
  readonly name: string;
  readonly image?: string;
}

type Identity =
  | {
      readonly identified: true;
      readonly account: string;
      readonly containers: readonly Named[];
      readonly labels: Readonly<Record<string, string>>;
    }
  | { readonly identified: false; readonly reasons: readonly string[]; readonly accounts: number | undefined };

export default decision({
  id: "pod-identity",
  title: "Whom a workload runs as",
  input: Workload,
  evidence: [ServiceAccount],
  parameters: { trusted: ["reader"] },
  description: "The service account of a workload if it is one that the run declares or the parameters trust.",
  references: ["https://kubernetes.io/docs/concepts/security/service-accounts/"],

  decide({ spec, metadata }, { parameters, inventory, request }): Identity {
    const account = spec.serviceAccountName ?? "default";
    const accounts = inventory.all(ServiceAccount);
    const isDeclared = accounts?.some((one) => one.metadata?.name === account) ?? false;
    if (isDeclared || parameters.trusted.includes(account))
      return { identified: true, account, containers: spec.containers, labels: metadata?.labels ?? {} };
    const reasons = [`${account} is not trusted`];
    if (accounts === undefined) reasons.push("no service accounts are known");
    if (request !== undefined) reasons.push(`${request.operation} by ${request.userInfo.username ?? "nobody"}`);
    return { identified: false, reasons, accounts: accounts?.length };
  },

  examples: {
    trusted: {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web, namespace: shop, labels: { app: web } }
        spec:
          serviceAccountName: reader
          containers: [{ name: web, image: nginx, env: [{ name: A, value: a }] }, { name: log }]
      `,
      results: [
        {
          resource: "Pod shop/web",
          path: [],
          value: {
            account: "reader",
            accounts: null,
            containers: [
              { image: "nginx", name: "web" },
              { image: null, name: "log" },
            ],
            identified: true,
            labels: { app: "web" },
            reasons: null,
          },
        },
      ],
    },
    unknown: {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec: { containers: [] }
      `,
      results: [
        {
          resource: "Pod web",
          path: [],
          value: {
            account: null,
            accounts: null,
            containers: null,
            identified: false,
            labels: null,
            reasons: ["default is not trusted", "no service accounts are known"],
          },
        },
      ],
    },
  },
});
