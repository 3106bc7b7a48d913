import { rule, violation, yaml } from "regoscript";
import { type Volume, Workload } from "regoscript/kubernetes";

function typesOf(volume: Volume): string[] {
  const types = [
    { type: "configMap", isUsed: volume.configMap !== undefined },
    { type: "emptyDir", isUsed: volume.emptyDir !== undefined },
    { type: "secret", isUsed: volume.secret !== undefined },
    { type: "projected", isUsed: volume.projected !== undefined },
    { type: "downwardAPI", isUsed: volume.downwardAPI !== undefined },
    { type: "persistentVolumeClaim", isUsed: volume.persistentVolumeClaim !== undefined },
    { type: "csi", isUsed: volume.csi !== undefined },
    { type: "hostPath", isUsed: volume.hostPath !== undefined },
    { type: "nfs", isUsed: volume.nfs !== undefined },
    { type: "flexVolume", isUsed: volume.flexVolume !== undefined },
    { type: "image", isUsed: volume.image !== undefined },
    { type: "ephemeral", isUsed: volume.ephemeral !== undefined },
    { type: "gitRepo", isUsed: volume.gitRepo !== undefined },
    { type: "awsElasticBlockStore", isUsed: volume.awsElasticBlockStore !== undefined },
    { type: "azureDisk", isUsed: volume.azureDisk !== undefined },
    { type: "azureFile", isUsed: volume.azureFile !== undefined },
    { type: "cephfs", isUsed: volume.cephfs !== undefined },
    { type: "cinder", isUsed: volume.cinder !== undefined },
    { type: "fc", isUsed: volume.fc !== undefined },
    { type: "gcePersistentDisk", isUsed: volume.gcePersistentDisk !== undefined },
    { type: "glusterfs", isUsed: volume.glusterfs !== undefined },
    { type: "iscsi", isUsed: volume.iscsi !== undefined },
    { type: "portworxVolume", isUsed: volume.portworxVolume !== undefined },
    { type: "quobyte", isUsed: volume.quobyte !== undefined },
    { type: "rbd", isUsed: volume.rbd !== undefined },
    { type: "scaleIO", isUsed: volume.scaleIO !== undefined },
    { type: "storageos", isUsed: volume.storageos !== undefined },
    { type: "vsphereVolume", isUsed: volume.vsphereVolume !== undefined },
    { type: "flocker", isUsed: volume.flocker !== undefined },
    { type: "photonPersistentDisk", isUsed: volume.photonPersistentDisk !== undefined },
  ];
  return types.filter(({ isUsed }) => isUsed).map(({ type }) => type);
}

export default rule({
  id: "volume-types",
  title: "Volume of a type that is not allowed",
  severity: "medium",
  input: Workload,
  parameters: { volumes: ["configMap", "emptyDir", "secret", "projected", "downwardAPI", "persistentVolumeClaim"] },
  rationale: "Written from what the Gatekeeper library says that its template does.",
  remediation: "",
  references: ["https://open-policy-agent.github.io/gatekeeper-library/website/validation/volumes"],

  *check(workload, { parameters }) {
    if (parameters.volumes.includes("*")) return;
    for (const volume of workload.spec.volumes)
      for (const type of typesOf(volume))
        if (!parameters.volumes.includes(type))
          yield violation(volume, `the volume ${volume.name} is of the type ${type}`);
  },

  examples: {
    "a ConfigMap": {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          containers: []
          volumes:
            - {name: a, configMap: {name: a}}
            - {name: b, emptyDir: {}}
        `,
      violations: [],
    },
    "the node's files": {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          containers: []
          volumes:
            - {name: a, hostPath: {path: /}}
            - {name: b, iscsi: {iqn: x}}
        `,
      violations: [
        { message: "the volume a is of the type hostPath", path: ["spec", "volumes", 0], resource: "Pod shop/web" },
        { message: "the volume b is of the type iscsi", path: ["spec", "volumes", 1], resource: "Pod shop/web" },
      ],
    },
    "all types": {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          containers: []
          volumes:
            - {name: a, hostPath: {path: /}}
        `,
      parameters: { volumes: ["*"] },
      violations: [],
    },
  },
});
