import { rule, violation, withoutSuffix, yaml } from "regoscript";
import { containers, Workload } from "regoscript/kubernetes";

/** Whether a path is a directory or inside it: `/foo` and `/foo/bar` of `/foo`, not `/fool`. */
function isBelow(path: string, prefix: string): boolean {
  const directory = withoutSuffix(prefix, "/");
  return withoutSuffix(path, "/") === directory || path.startsWith(`${directory}/`);
}

export default rule({
  id: "host-filesystem",
  title: "Path of the node that is not allowed",
  severity: "medium",
  input: Workload,
  parameters: { allowedHostPaths: [] as { pathPrefix: string; readOnly?: boolean }[] },
  rationale: "Written from what the Gatekeeper library says that its template does.",
  remediation: "",
  references: ["https://open-policy-agent.github.io/gatekeeper-library/website/validation/host-filesystem"],

  *check(workload, { parameters }) {
    for (const volume of workload.spec.volumes) {
      const { hostPath } = volume;
      if (hostPath === undefined) continue;
      const isWritten = containers(workload.spec).some((container) =>
        container.volumeMounts.some((mount) => mount.name === volume.name && mount.readOnly !== true),
      );
      const isAllowed = parameters.allowedHostPaths.some(
        ({ pathPrefix, readOnly }) => isBelow(hostPath.path, pathPrefix) && !(readOnly === true && isWritten),
      );
      if (!isAllowed) yield violation(volume, `the volume ${volume.name} is the path ${hostPath.path} of the node`);
    }
  },

  examples: {
    "no path": {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          containers: []
          volumes:
            - {name: a, emptyDir: {}}
        `,
      violations: [],
    },
    "below a prefix": {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          containers:
            - {name: web, image: web, volumeMounts: [{name: a, mountPath: /a, readOnly: true}, {name: b, mountPath: /b}]}
          volumes:
            - {name: a, hostPath: {path: /foo/bar/}}
            - {name: b, hostPath: {path: /foo}}
            - {name: c, hostPath: {path: /fool}}
        `,
      parameters: { allowedHostPaths: [{ pathPrefix: "/foo", readOnly: true }] },
      violations: [
        {
          message: "the volume b is the path /foo of the node",
          path: ["spec", "volumes", 1],
          resource: "Pod shop/web",
        },
        {
          message: "the volume c is the path /fool of the node",
          path: ["spec", "volumes", 2],
          resource: "Pod shop/web",
        },
      ],
    },
    "the whole node": {
      document: yaml`
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          containers:
            - {name: web, image: web, volumeMounts: [{name: a, mountPath: /a}]}
          volumes:
            - {name: a, hostPath: {path: /etc}}
        `,
      parameters: { allowedHostPaths: [{ pathPrefix: "/" }] },
      violations: [],
    },
  },
});
