import type { Located } from "regoscript";
import { ownValue } from "../own-value.ts";
import type { Container } from "./container.ts";
import type { PodSpec } from "./pod-spec.ts";

/** `drop` is done before `add`; names without `CAP_`, `ALL` for all. */
export interface Capabilities extends Located {
  add: string[];
  drop: string[];
}

/** A seccomp profile: `RuntimeDefault`, `Unconfined`, or `Localhost` with a file. */
export interface SeccompProfile extends Located {
  type?: string;
  localhostProfile?: string;
}

/** An AppArmor profile, with the types of a seccomp profile. */
export interface AppArmorProfile extends Located {
  type?: string;
  localhostProfile?: string;
}

/** Labels of SELinux. */
export interface SeLinuxOptions extends Located {
  user?: string;
  role?: string;
  type?: string;
  level?: string;
}

/** Settings for containers of Windows. */
export interface WindowsOptions extends Located {
  hostProcess?: boolean;
  runAsUserName?: string;
  gmsaCredentialSpec?: string;
  gmsaCredentialSpecName?: string;
}

/**
 * Security settings of a container. Source:
 * https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#security-context-1
 */
export interface SecurityContext extends Located {
  privileged?: boolean;
  allowPrivilegeEscalation?: boolean;
  capabilities?: Capabilities;
  procMount?: string;
  readOnlyRootFilesystem?: boolean;
  runAsUser?: number;
  runAsGroup?: number;
  runAsNonRoot?: boolean;
  seccompProfile?: SeccompProfile;
  appArmorProfile?: AppArmorProfile;
  seLinuxOptions?: SeLinuxOptions;
  windowsOptions?: WindowsOptions;
}

/** A kernel parameter that is set for a pod. */
export interface Sysctl extends Located {
  name: string;
  value?: string;
}

/**
 * Security settings of a pod. Source:
 * https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#security-context
 */
export interface PodSecurityContext extends Located {
  runAsUser?: number;
  runAsGroup?: number;
  runAsNonRoot?: boolean;
  fsGroup?: number;
  fsGroupChangePolicy?: string;
  supplementalGroups: number[];
  supplementalGroupsPolicy?: string;
  seccompProfile?: SeccompProfile;
  appArmorProfile?: AppArmorProfile;
  seLinuxOptions?: SeLinuxOptions;
  windowsOptions?: WindowsOptions;
  sysctls: Sysctl[];
}

// What a container says counts before what its pod says, of each setting as a whole. Source:
// https://kubernetes.io/docs/tasks/configure-pod-container/security-context/

/** The user that a container runs as; `undefined` for the image's own. */
export function effectiveRunAsUser(spec: PodSpec, container: Container): number | undefined {
  return container.securityContext?.runAsUser ?? spec.securityContext?.runAsUser;
}

/** The primary group that a container runs as; `undefined` for the image's own. */
export function effectiveRunAsGroup(spec: PodSpec, container: Container): number | undefined {
  return container.securityContext?.runAsGroup ?? spec.securityContext?.runAsGroup;
}

/** Whether the kubelet refuses to run a container as root. */
export function effectiveRunAsNonRoot(spec: PodSpec, container: Container): boolean {
  return container.securityContext?.runAsNonRoot ?? spec.securityContext?.runAsNonRoot ?? false;
}

/** A container's seccomp profile; `undefined` where the cluster's default counts. */
export function effectiveSeccompProfile(spec: PodSpec, container: Container): SeccompProfile | undefined {
  return container.securityContext?.seccompProfile ?? spec.securityContext?.seccompProfile;
}

/** A container's labels of SELinux; `undefined` where the runtime chooses them. */
export function effectiveSeLinuxOptions(spec: PodSpec, container: Container): SeLinuxOptions | undefined {
  return container.securityContext?.seLinuxOptions ?? spec.securityContext?.seLinuxOptions;
}

/**
 * A container's AppArmor profile as the annotation has it: `runtime/default`, `unconfined`, `localhost/<file>`;
 * `undefined` where the runtime chooses. The annotation of Kubernetes before 1.30 counts where no field does. Source:
 * https://kubernetes.io/docs/tutorials/security/apparmor/#securing-a-pod
 *
 * @param annotations the pod's
 */
export function effectiveAppArmorProfile(
  spec: PodSpec,
  container: Container,
  annotations: Readonly<Record<string, string>>,
): string | undefined {
  const profile = container.securityContext?.appArmorProfile ?? spec.securityContext?.appArmorProfile;
  if (profile === undefined) {
    const annotation = `container.apparmor.security.beta.kubernetes.io/${container.name}`;
    return ownValue(annotations, annotation);
  }
  switch (profile.type) {
    case "RuntimeDefault":
      return "runtime/default";
    case "Localhost":
      return `localhost/${profile.localhostProfile ?? ""}`;
    default:
      return "unconfined";
  }
}

/**
 * Whether a process of a container may gain more privileges than its parent: always if it is privileged or has
 * `SYS_ADMIN`, else unless it says no. Source:
 * https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
 */
export function allowsPrivilegeEscalation({ securityContext }: Container): boolean {
  return (
    securityContext?.allowPrivilegeEscalation !== false ||
    securityContext.privileged === true ||
    (securityContext.capabilities?.add.some((name) => name === "SYS_ADMIN" || name === "CAP_SYS_ADMIN") ?? false)
  );
}
