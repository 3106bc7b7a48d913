import { at, rule, violation, yaml } from "regoscript";
import { Workload } from "regoscript/kubernetes";

export default rule({
  id: "host-network-reaches-imds",
  title: "Pod on the host network reaches the node's credentials",
  severity: "high",
  input: Workload,
  parameters: { allowedNamespaces: ["kube-system"] },
  rationale:
    "A pod with hostNetwork shares the node's network, so neither IMDSv2 nor a hop limit of 1 keeps it from the instance metadata service: it " +
    "always gets the node role's credentials.",
  remediation:
    "Remove hostNetwork; expose ports by a Service or hostPort. Where a node agent needs it, allow its namespace by the parameter.",
  references: [
    "https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html",
    "https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html",
  ],

  *check(workload, { parameters }) {
    const namespace = workload.metadata?.namespace;
    if (workload.spec.hostNetwork && !parameters.allowedNamespaces.includes(namespace ?? "default")) {
      const where = namespace === undefined ? "" : ` in the namespace ${namespace}`;
      yield violation(at(workload.spec, "hostNetwork"), `the pod uses the host network${where}`);
    }
  },

  examples: {
    "deployment on the host network": {
      document: yaml`
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: proxy
          namespace: edge
        spec:
          selector: {matchLabels: {app: proxy}}
          template:
            metadata: {labels: {app: proxy}}
            spec:
              hostNetwork: true
              containers:
                - name: proxy
                  image: proxy:1
        `,
      violations: [
        {
          message: "the pod uses the host network in the namespace edge",
          path: ["spec", "template", "spec", "hostNetwork"],
          resource: "Deployment edge/proxy",
        },
      ],
    },
    "yes is true to Kubernetes": {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata:
          name: debug
        spec:
          hostNetwork: yes
          containers: [{ name: web, image: web:1 }]
        `,
      violations: [
        {
          message: "the pod uses the host network",
          path: ["spec", "hostNetwork"],
          resource: "Pod debug",
        },
      ],
    },
    "node agent in kube-system": {
      document: yaml`
        apiVersion: apps/v1
        kind: DaemonSet
        metadata:
          name: aws-node
          namespace: kube-system
        spec:
          selector: {matchLabels: {k8s-app: aws-node}}
          template:
            metadata: {labels: {k8s-app: aws-node}}
            spec:
              hostNetwork: true
              containers:
                - name: aws-node
                  image: amazon-k8s-cni:v1
        `,
      violations: [],
    },
    "namespace of the admission request": {
      document: yaml`
        apiVersion: admission.k8s.io/v1
        kind: AdmissionReview
        request:
          uid: "1"
          operation: CREATE
          namespace: kube-system
          object:
            apiVersion: v1
            kind: Pod
            metadata: {name: agent}
            spec: {hostNetwork: true, containers: [{name: agent, image: agent:1}]}
        `,
      violations: [],
    },
    "admission request in another namespace": {
      document: yaml`
        apiVersion: admission.k8s.io/v1
        kind: AdmissionReview
        request:
          uid: "1"
          operation: UPDATE
          namespace: edge
          object:
            apiVersion: v1
            kind: Pod
            metadata: {name: agent}
            spec: {hostNetwork: true, containers: [{name: agent, image: agent:1}]}
        `,
      violations: [
        {
          message: "the pod uses the host network in the namespace edge",
          path: ["request", "object", "spec", "hostNetwork"],
          resource: "Pod edge/agent",
        },
      ],
    },
    "a pod that goes": {
      document: yaml`
        apiVersion: admission.k8s.io/v1
        kind: AdmissionReview
        request:
          uid: "1"
          operation: DELETE
          namespace: edge
          oldObject:
            apiVersion: v1
            kind: Pod
            metadata: {name: agent, namespace: edge}
            spec: {hostNetwork: true, containers: [{name: agent, image: agent:1}]}
        `,
      violations: [],
    },
    "written out as false": {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          hostNetwork: false
          containers: [{ name: web, image: web:1 }]
        `,
      violations: [],
    },
    absent: {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          hostNetwork: null
          containers: [{ name: web, image: web:1 }]
        `,
      violations: [],
    },
  },
});
