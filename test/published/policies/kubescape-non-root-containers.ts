import { rule, violation } from "regoscript";
import { type Container, type Pod, placeOfSpec, Template } from "./kinds.ts";

interface Setting {
  readonly isRoot: boolean;
  readonly isDefined: boolean;
  readonly fix: string;
}

/** A setting of the container, else of its pod, else root. */
function setting(
  own: number | undefined,
  pods: number | undefined,
  container: string,
  pod: string,
  otherwise: string,
): Setting {
  if (own !== undefined) return { isRoot: own === 0, isDefined: true, fix: `${container}=1000` };
  if (pods !== undefined) return { isRoot: pods === 0, isDefined: true, fix: `${pod}=1000` };
  return { isRoot: true, isDefined: false, fix: otherwise };
}

function fixes(container: Container, pod: Pod, place: string, index: number): string[] {
  const own = `${place}.containers[${index}].securityContext`;
  const pods = `${place}.securityContext`;
  const nonRoot = container.securityContext?.runAsNonRoot ?? pod.securityContext?.runAsNonRoot ?? false;
  const user = setting(
    container.securityContext?.runAsUser,
    pod.securityContext?.runAsUser,
    `${own}.runAsUser`,
    `${pods}.runAsUser`,
    `${own}.runAsNonRoot=true`,
  );
  const group = setting(
    container.securityContext?.runAsGroup,
    pod.securityContext?.runAsGroup,
    `${own}.runAsGroup`,
    `${pods}.runAsGroup`,
    `${own}.runAsGroup=1000`,
  );
  const found: string[] = [];
  if (!nonRoot && user.isRoot) found.push(user.isDefined ? user.fix : `${own}.runAsNonRoot=true`);
  if (group.isRoot) found.push(group.fix);
  return found;
}

export default rule({
  id: "kubescape-non-root-containers",
  title: "Container can run as root",
  severity: "medium",
  input: Template,
  rationale:
    "Written from the description of kubescape's rule non-root-containers: a container may run as root unless it or its pod says otherwise; the container's setting counts.",
  remediation: "Set user and group to an id over 0, or runAsNonRoot to true.",
  references: ["https://github.com/kubescape/regolibrary/tree/v2.0.1/rules/non-root-containers"],

  *check({ kind, metadata, spec }) {
    const owner = metadata?.name ?? "";
    for (const [index, container] of spec.containers.entries()) {
      const found = fixes(container, spec, placeOfSpec(kind), index);
      if (found.length === 0) continue;
      const where =
        kind === "Pod"
          ? `in pod: ${owner}  may`
          : kind === "CronJob"
            ? `in ${kind}: ${owner}  may`
            : `in ${kind}: ${owner} may`;
      yield violation(container, `container: ${container.name} ${where} run as root: ${found.join(", ")}`);
    }
  },

  examples: {},
});
