import type { Located, Scalar, Text } from "regoscript";
import type { Lifecycle, Probe } from "./probe.ts";
import type { SecurityContext } from "./security-context.ts";

/** A reference to one key of a ConfigMap or Secret. */
export interface KeyReference extends Located {
  name?: string;
  key?: string;
  optional?: boolean;
}

/** A reference to a field of the pod itself. */
export interface FieldReference extends Located {
  apiVersion?: string;
  fieldPath?: string;
}

/** A reference to what a container of the pod requests or is limited to. */
export interface ResourceFieldReference extends Located {
  containerName?: string;
  resource?: string;
  divisor?: Scalar;
}

/** Where the value of an environment variable comes from, other than from the manifest. */
export interface VariableSource extends Located {
  configMapKeyRef?: KeyReference;
  secretKeyRef?: KeyReference;
  fieldRef?: FieldReference;
  resourceFieldRef?: ResourceFieldReference;
}

/** One entry of a container's `env`. */
export interface EnvironmentVariable extends Located {
  name: string;
  value?: string;
  valueFrom?: VariableSource;
}

/** A ConfigMap or Secret by its name. */
export interface LocalReference extends Located {
  name?: string;
  optional?: boolean;
}

/** All keys of a ConfigMap or Secret as environment variables. */
export interface EnvironmentSource extends Located {
  prefix?: string;
  configMapRef?: LocalReference;
  secretRef?: LocalReference;
}

/** A port of a container; `hostPort` is one of the node too. */
export interface ContainerPort extends Located {
  name?: string;
  containerPort?: number;
  hostPort?: number;
  hostIP?: string;
  protocol?: string;
}

/** A claim of the pod that a container uses. */
export interface ResourceClaim extends Located {
  name?: string;
  request?: string;
}

/** What a container asks for and may use at most: quantities by resource, such as `cpu` and `memory`. */
export interface ResourceRequirements extends Located {
  requests: Record<string, Scalar>;
  limits: Record<string, Scalar>;
  claims: ResourceClaim[];
}

/** Where a volume stands in a container. */
export interface VolumeMount extends Located {
  name: string;
  mountPath?: string;
  subPath?: string;
  subPathExpr?: string;
  readOnly?: boolean;
  recursiveReadOnly?: string;
  mountPropagation?: string;
}

/** Where a volume without a file system stands in a container. */
export interface VolumeDevice extends Located {
  name: string;
  devicePath?: string;
}

/**
 * A container of any of a pod's three lists. Source:
 * https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#Container
 */
export interface Container extends Located {
  /** Empty where nobody gave one: of a pod's containers each has one, those of Argo, Knative and Tekton need none. */
  name: Text;
  image?: string;
  imagePullPolicy?: string;
  command: string[];
  args: string[];
  workingDir?: string;
  ports: ContainerPort[];
  env: EnvironmentVariable[];
  envFrom: EnvironmentSource[];
  resources?: ResourceRequirements;
  volumeMounts: VolumeMount[];
  volumeDevices: VolumeDevice[];
  securityContext?: SecurityContext;
  livenessProbe?: Probe;
  readinessProbe?: Probe;
  startupProbe?: Probe;
  lifecycle?: Lifecycle;
  /** Of an init container `Always`: it goes on beside the others. */
  restartPolicy?: string;
  terminationMessagePath?: string;
  terminationMessagePolicy?: string;
  stdin?: boolean;
  stdinOnce?: boolean;
  tty?: boolean;
  /** Of an ephemeral container: the container that it looks at. */
  targetContainerName?: string;
}
