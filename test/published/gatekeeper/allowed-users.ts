import { rule, violation, yaml } from "regoscript";
import {
  containers,
  effectiveRunAsGroup,
  effectiveRunAsNonRoot,
  effectiveRunAsUser,
  isExemptImage,
  Workload,
} from "regoscript/kubernetes";

interface Range {
  min: number;
  max: number;
}

interface Users {
  rule: "MustRunAs" | "MustRunAsNonRoot" | "RunAsAny";
  ranges: Range[];
}

interface Groups {
  rule: "MustRunAs" | "MayRunAs" | "RunAsAny";
  ranges: Range[];
}

function isWithin(id: number, ranges: readonly Range[]): boolean {
  return ranges.some(({ min, max }) => id >= min && id <= max);
}

function isUserAllowed(user: number | undefined, isNonRoot: boolean, { rule: wanted, ranges }: Users): boolean {
  switch (wanted) {
    case "RunAsAny":
      return true;
    case "MustRunAsNonRoot":
      return user === undefined ? isNonRoot : user !== 0;
    case "MustRunAs":
      return user !== undefined && isWithin(user, ranges);
  }
}

function isGroupAllowed(group: number | undefined, { rule: wanted, ranges }: Groups): boolean {
  if (wanted === "RunAsAny") return true;
  return group === undefined ? wanted === "MayRunAs" : isWithin(group, ranges);
}

export default rule({
  id: "allowed-users",
  title: "User or group that is not allowed",
  severity: "medium",
  input: Workload,
  parameters: {
    runAsUser: undefined as Users | undefined,
    runAsGroup: undefined as Groups | undefined,
    fsGroup: undefined as Groups | undefined,
    exemptImages: [] as string[],
  },
  rationale: "Written from what the Gatekeeper library says that its template does.",
  remediation: "",
  references: ["https://open-policy-agent.github.io/gatekeeper-library/website/validation/users"],

  *check(workload, { parameters }) {
    for (const container of containers(workload.spec)) {
      if (isExemptImage(container.image, parameters.exemptImages)) continue;
      const user = effectiveRunAsUser(workload.spec, container);
      const { runAsUser, runAsGroup, fsGroup } = parameters;
      if (runAsUser !== undefined && !isUserAllowed(user, effectiveRunAsNonRoot(workload.spec, container), runAsUser))
        yield violation(container, `container ${container.name} runs as the user ${user ?? "of its image"}`);
      const group = effectiveRunAsGroup(workload.spec, container);
      if (runAsGroup !== undefined && !isGroupAllowed(group, runAsGroup))
        yield violation(container, `container ${container.name} runs as the group ${group ?? "of its image"}`);
      const files = workload.spec.securityContext?.fsGroup;
      if (fsGroup !== undefined && !isGroupAllowed(files, fsGroup))
        yield violation(
          container,
          `the volumes of container ${container.name} are of the group ${files ?? "of their files"}`,
        );
    }
  },

  examples: {
    "nothing asked for": {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          containers:
            - {name: web, image: web}
        `,
      violations: [],
    },
    "in the ranges": {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          securityContext: {runAsUser: 5000, fsGroup: 100}
          containers:
            - {name: web, image: web, securityContext: {runAsGroup: 7}}
        `,
      parameters: {
        runAsUser: {
          rule: "MustRunAs",
          ranges: [
            { min: 1, max: 9 },
            { min: 5000, max: 5000 },
          ],
        },
        runAsGroup: { rule: "MayRunAs", ranges: [{ min: 1, max: 9 }] },
        fsGroup: { rule: "RunAsAny", ranges: [] },
      },
      violations: [],
    },
    "out of them, or not said": {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          securityContext: {runAsUser: 5001}
          containers:
            - {name: a, image: a}
            - {name: b, image: b, securityContext: {runAsUser: 0}}
        `,
      parameters: {
        runAsUser: { rule: "MustRunAs", ranges: [{ min: 1, max: 5000 }] },
        fsGroup: { rule: "MustRunAs", ranges: [{ min: 1, max: 9 }] },
      },
      violations: [
        { message: "container a runs as the user 5001", path: ["spec", "containers", 0], resource: "Pod shop/web" },
        { message: "container b runs as the user 0", path: ["spec", "containers", 1], resource: "Pod shop/web" },
        {
          message: "the volumes of container a are of the group of their files",
          path: ["spec", "containers", 0],
          resource: "Pod shop/web",
        },
        {
          message: "the volumes of container b are of the group of their files",
          path: ["spec", "containers", 1],
          resource: "Pod shop/web",
        },
      ],
    },
    "not root": {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          securityContext: {runAsNonRoot: true}
          containers:
            - {name: a, image: a}
            - {name: b, image: b, securityContext: {runAsUser: 0}}
            - {name: c, image: c, securityContext: {runAsNonRoot: false}}
        `,
      parameters: { runAsUser: { rule: "MustRunAsNonRoot", ranges: [] } },
      violations: [
        { message: "container b runs as the user 0", path: ["spec", "containers", 1], resource: "Pod shop/web" },
        {
          message: "container c runs as the user of its image",
          path: ["spec", "containers", 2],
          resource: "Pod shop/web",
        },
      ],
    },
  },
});
