interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly annotations?: object };
}

/**
 * An object as `kubectl get -o yaml` prints one that was applied: with what the API server and controllers add to its
 * metadata, and with a status, which for a pod repeats names and images of containers.
 */
export function asReturned<Given extends Manifest>(given: Given): object {
  const { metadata } = given;
  return {
    ...given,
    metadata: {
      ...metadata,
      annotations: {
        ...metadata.annotations,
        "deployment.kubernetes.io/revision": "3",
        "kubectl.kubernetes.io/last-applied-configuration": `${JSON.stringify(given)}\n`,
      },
      creationTimestamp: "2026-02-03T10:00:00Z",
      generation: 3,
      managedFields: [
        {
          apiVersion: given.apiVersion,
          fieldsType: "FieldsV1",
          fieldsV1: {
            "f:metadata": { "f:annotations": { ".": {}, "f:kubectl.kubernetes.io/last-applied-configuration": {} } },
            "f:spec": {
              "f:hostNetwork": {},
              "f:containers": { 'k:{"name":"web"}': { ".": {}, "f:env": { 'k:{"name":"AWS_ACCESS_KEY_ID"}': {} } } },
            },
          },
          manager: "kubectl-client-side-apply",
          operation: "Update",
          time: "2026-02-03T10:00:00Z",
        },
        { apiVersion: given.apiVersion, fieldsType: "FieldsV1", manager: "kubelet", subresource: "status" },
      ],
      resourceVersion: "1234567",
      uid: "6f1f2c0e-8d5b-4b57-9d4e-0f3a6f1c2b11",
    },
    status: {
      phase: "Running",
      hostIP: "10.0.1.17",
      podIP: "10.0.1.17",
      podIPs: [{ ip: "10.0.1.17" }],
      qosClass: "Burstable",
      observedGeneration: 3,
      startTime: "2026-02-03T10:00:01Z",
      conditions: [
        { type: "Ready", status: "True", lastProbeTime: null, lastTransitionTime: "2026-02-03T10:00:09Z" },
        { type: "Available", status: "True", reason: "MinimumReplicasAvailable", message: "Deployment has minimum." },
      ],
      containerStatuses: [
        {
          name: "web",
          image: "registry.example/web:1",
          imageID: "registry.example/web@sha256:0f3a",
          ready: true,
          restartCount: 0,
          started: true,
          state: { running: { startedAt: "2026-02-03T10:00:05Z" } },
          lastState: {},
        },
      ],
    },
  };
}
