import { rule, violation } from "regoscript";
import {
  allowsPrivilegeEscalation,
  type Container,
  containers,
  effectiveAppArmorProfile,
  effectiveRunAsGroup,
  effectiveRunAsNonRoot,
  effectiveRunAsUser,
  effectiveSeccompProfile,
  effectiveSeLinuxOptions,
  type PodSpec,
  quantityMilliValue,
  quantityValue,
  sumOfQuantities,
  Workload,
} from "regoscript/kubernetes";

function identity(spec: PodSpec, container: Container): string {
  const user = effectiveRunAsUser(spec, container) ?? -1;
  const group = effectiveRunAsGroup(spec, container) ?? -1;
  return `${user} ${group} ${effectiveRunAsNonRoot(spec, container)}`;
}

function profiles(spec: PodSpec, container: Container, annotations: Record<string, string>): string {
  const seccomp = effectiveSeccompProfile(spec, container)?.type ?? "-";
  const appArmor = effectiveAppArmorProfile(spec, container, annotations) ?? "-";
  return `${seccomp} ${appArmor} ${effectiveSeLinuxOptions(spec, container)?.level ?? "-"}`;
}

export default rule({
  id: "pod-settings",
  title: "What counts for each container",
  severity: "low",
  input: Workload,
  rationale: "Says what the library's functions give.",
  remediation: "",
  references: [],

  *check({ podMetadata, spec }) {
    for (const container of containers(spec)) {
      const settings = `${identity(spec, container)} ${profiles(spec, container, podMetadata?.annotations ?? {})}`;
      yield violation(container, `${container.name}: ${settings} ${allowsPrivilegeEscalation(container)}`);
      const cpu = container.resources?.requests["cpu"];
      if (cpu !== undefined)
        yield violation(
          container,
          `${container.name}: cpu ${quantityMilliValue(cpu) ?? -1} ${quantityValue(cpu) ?? -1}`,
        );
    }
    const requested = spec.containers.flatMap((container) => container.resources?.requests["cpu"] ?? []);
    yield violation(spec, `all: ${sumOfQuantities(requested) ?? "unknown"}`);
    for (const probe of spec.containers.flatMap((container) => container.readinessProbe ?? []))
      yield violation(probe, `probe of ${probe.httpGet?.port ?? "no port"}`);
    for (const volume of spec.volumes)
      if (volume.hostPath !== undefined) yield violation(volume, `path ${volume.hostPath.path} of ${volume.name}`);
  },

  examples: {},
});
