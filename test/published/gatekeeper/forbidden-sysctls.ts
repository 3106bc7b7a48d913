import { rule, violation, yaml } from "regoscript";
import { Workload } from "regoscript/kubernetes";

function isListed(name: string, list: readonly string[]): boolean {
  return list.some((one) => (one.endsWith("*") ? name.startsWith(one.slice(0, -1)) : name === one));
}

export default rule({
  id: "forbidden-sysctls",
  title: "Kernel parameter that is not allowed",
  severity: "medium",
  input: Workload,
  parameters: { forbiddenSysctls: [] as string[], allowedSysctls: undefined as string[] | undefined },
  rationale: "Written from what the Gatekeeper library says that its template does.",
  remediation: "",
  references: ["https://open-policy-agent.github.io/gatekeeper-library/website/validation/forbidden-sysctls"],

  *check(workload, { parameters }) {
    for (const sysctl of workload.spec.securityContext?.sysctls ?? []) {
      if (isListed(sysctl.name, parameters.forbiddenSysctls))
        yield violation(sysctl, `the sysctl ${sysctl.name} is forbidden`);
      if (parameters.allowedSysctls !== undefined && !isListed(sysctl.name, parameters.allowedSysctls))
        yield violation(sysctl, `the sysctl ${sysctl.name} is not allowed`);
    }
  },

  examples: {
    "one of which nothing is said": {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          securityContext: {sysctls: [{name: net.ipv4.tcp_syncookies, value: "1"}]}
          containers: []
        `,
      violations: [],
    },
    forbidden: {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          securityContext: {sysctls: [{name: kernel.shm_rmid_forced, value: "0"}, {name: net.core.somaxconn, value: "1024"}]}
          containers: []
        `,
      parameters: { forbiddenSysctls: ["kernel.*"] },
      violations: [
        {
          message: "the sysctl kernel.shm_rmid_forced is forbidden",
          path: ["spec", "securityContext", "sysctls", 0],
          resource: "Pod shop/web",
        },
      ],
    },
    "none allowed": {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          securityContext: {sysctls: [{name: net.core.somaxconn, value: "1024"}]}
          containers: []
        `,
      parameters: { allowedSysctls: [] },
      violations: [
        {
          message: "the sysctl net.core.somaxconn is not allowed",
          path: ["spec", "securityContext", "sysctls", 0],
          resource: "Pod shop/web",
        },
      ],
    },
  },
});
