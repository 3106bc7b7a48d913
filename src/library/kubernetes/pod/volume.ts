import type { Located, Raw, Scalar, Text } from "regoscript";
import type { FieldReference, ResourceFieldReference } from "./container.ts";

/** A key of a ConfigMap or Secret as a file. */
export interface KeyToPath extends Located {
  key?: string;
  path?: string;
  mode?: number;
}

/** A directory or file of the node. */
export interface HostPathVolume extends Located {
  path: string;
  type?: string;
}

/** A directory that lives as long as the pod. */
export interface EmptyDirVolume extends Located {
  medium?: string;
  sizeLimit?: Scalar;
}

/** A ConfigMap as files. */
export interface ConfigMapVolume extends Located {
  name?: string;
  items: KeyToPath[];
  defaultMode?: number;
  optional?: boolean;
}

/** A Secret as files. */
export interface SecretVolume extends Located {
  secretName?: string;
  items: KeyToPath[];
  defaultMode?: number;
  optional?: boolean;
}

/** A field of the pod as a file. */
export interface DownwardApiFile extends Located {
  path?: string;
  mode?: number;
  fieldRef?: FieldReference;
  resourceFieldRef?: ResourceFieldReference;
}

/** Fields of the pod as files. */
export interface DownwardApiVolume extends Located {
  items: DownwardApiFile[];
  defaultMode?: number;
}

/** A token of the pod's service account for an audience. */
export interface ServiceAccountTokenProjection extends Located {
  audience?: string;
  expirationSeconds?: number;
  path?: string;
}

/** A ConfigMap or Secret inside a projected volume. */
export interface NamedProjection extends Located {
  name?: string;
  items: KeyToPath[];
  optional?: boolean;
}

/** Certificates of a trust bundle inside a projected volume. */
export interface ClusterTrustBundleProjection extends Located {
  name?: string;
  signerName?: string;
  path?: string;
  optional?: boolean;
}

/** One of the sources of a projected volume. */
export interface VolumeProjection extends Located {
  serviceAccountToken?: ServiceAccountTokenProjection;
  configMap?: NamedProjection;
  secret?: NamedProjection;
  downwardAPI?: DownwardApiVolume;
  clusterTrustBundle?: ClusterTrustBundleProjection;
}

/** Several sources in one directory. */
export interface ProjectedVolume extends Located {
  sources: VolumeProjection[];
  defaultMode?: number;
}

/** A claim of persistent storage. */
export interface PersistentVolumeClaimVolume extends Located {
  claimName?: string;
  readOnly?: boolean;
}

/** A volume of a driver by the Container Storage Interface. */
export interface CsiVolume extends Located {
  driver: string;
  fsType?: string;
  readOnly?: boolean;
  volumeAttributes: Record<string, Text>;
}

/** A volume of a driver by the interface before CSI. */
export interface FlexVolume extends Located {
  driver: string;
  fsType?: string;
  readOnly?: boolean;
  options: Record<string, Text>;
}

/** A directory of a server by NFS. */
export interface NfsVolume extends Located {
  server?: string;
  path?: string;
  readOnly?: boolean;
}

/** The files of an image. */
export interface ImageVolume extends Located {
  reference?: string;
  pullPolicy?: string;
}

/**
 * A volume of a pod, of the type whose field it has. What rules seldom look into is a `Raw`. Source:
 * https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/volume/
 */
export interface Volume extends Located {
  name: string;
  hostPath?: HostPathVolume;
  emptyDir?: EmptyDirVolume;
  configMap?: ConfigMapVolume;
  secret?: SecretVolume;
  projected?: ProjectedVolume;
  downwardAPI?: DownwardApiVolume;
  persistentVolumeClaim?: PersistentVolumeClaimVolume;
  csi?: CsiVolume;
  flexVolume?: FlexVolume;
  nfs?: NfsVolume;
  image?: ImageVolume;
  ephemeral?: Raw;
  awsElasticBlockStore?: Raw;
  azureDisk?: Raw;
  azureFile?: Raw;
  cephfs?: Raw;
  cinder?: Raw;
  fc?: Raw;
  flocker?: Raw;
  gcePersistentDisk?: Raw;
  gitRepo?: Raw;
  glusterfs?: Raw;
  iscsi?: Raw;
  photonPersistentDisk?: Raw;
  portworxVolume?: Raw;
  quobyte?: Raw;
  rbd?: Raw;
  scaleIO?: Raw;
  storageos?: Raw;
  vsphereVolume?: Raw;
}
