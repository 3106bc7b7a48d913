import { decision, yaml } from "regoscript";
import { Workload } from "regoscript/kubernetes";

export default decision({
  id: "containers-of-workload",
  title: "Which containers a workload has",
  input: Workload,
  description: "",
  references: [],
  decide(workload): { kind: string; names: string[] } {
    return { kind: workload.kind, names: workload.spec.containers.map((container) => container.name) };
  },
  examples: {
    "a pod": {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec: {containers: [{name: web, image: web:1}, {name: proxy, image: proxy:1}]}
        `,
      results: [{ resource: "Pod web", path: [], value: { names: ["web", "proxy"], kind: "Pod" } }],
    },
  },
});
