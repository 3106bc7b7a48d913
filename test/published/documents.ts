/** Documents for policies that other projects publish: each setting absent, at the pod and at the container. */

type Json = { readonly [key: string]: unknown };

const kinds = ["Pod", "Deployment", "CronJob", "StatefulSet"] as const;

/** A resource of one of the kinds that make pods. */
export function workload(index: number, spec: Json, podMetadata: Json = {}): Json {
  const kind = kinds[index % kinds.length]!;
  const metadata = { name: `w${index}`, namespace: "shop" };
  const template = { metadata: podMetadata, spec };
  if (kind === "Pod") return { apiVersion: "v1", kind, metadata: { ...metadata, ...podMetadata }, spec };
  if (kind === "CronJob")
    return { apiVersion: "batch/v1", kind, metadata, spec: { jobTemplate: { spec: { template } } } };
  return { apiVersion: "apps/v1", kind, metadata, spec: { template } };
}

function optional(key: string, value: unknown): Json {
  return value === undefined ? {} : { [key]: value };
}

/** Who a container runs as: at the container and at its pod. */
export function users(): Json[] {
  const settings: Json[] = [
    {},
    { runAsUser: 0 },
    { runAsUser: 1000 },
    { runAsNonRoot: true },
    { runAsNonRoot: false, runAsGroup: 0 },
    { runAsGroup: 1000 },
    { runAsUser: 1000, runAsGroup: 1000 },
  ];
  return settings.flatMap((own, first) =>
    settings.map((pod, second) =>
      workload(first + second, {
        securityContext: pod,
        containers: [
          { name: "web", securityContext: own },
          { name: "log", ...(second % 2 === 0 && { securityContext: pod }) },
        ],
      }),
    ),
  );
}

/** Memory with the unit of the bounds, absent, or in another unit. */
export function memory(): Json[] {
  const amounts = [undefined, "16Mi", "64Mi", "128Mi", "256Mi", "512Mi"];
  return amounts.flatMap((request, first) =>
    amounts.map((limit, second) =>
      workload(first + second, {
        containers: [
          {
            name: "web",
            resources: {
              ...optional("requests", request && { memory: request }),
              ...optional("limits", limit && { memory: limit }),
            },
          },
          ...(first % 2 === 0 ? [{ name: "bare" }] : []),
        ],
      }),
    ),
  );
}

/** As above, in units that the bounds don't have. */
export function memoryInOtherUnits(): Json[] {
  return ["1Gi", "2G", "100000Ki", "134217728", "1e9"].map((amount, index) =>
    workload(index, {
      containers: [{ name: "web", resources: { requests: { memory: amount }, limits: { memory: "128Mi" } } }],
    }),
  );
}

/** Seccomp profiles of pods, containers and init containers, and the annotation from before there were any. */
export function profiles(): Json[] {
  const settings = [
    undefined,
    {},
    { type: "RuntimeDefault" },
    { type: "Localhost", localhostProfile: "a.json" },
    { type: "Unconfined" },
  ];
  const context = (profile: unknown): Json =>
    optional("securityContext", profile === undefined ? undefined : { seccompProfile: profile });
  const plain = settings.flatMap((own, first) =>
    settings.map((pod, second) =>
      workload(first + second, {
        ...context(pod),
        containers: [{ name: "web", ...context(own) }, { name: "log" }],
        initContainers: [{ name: "init", ...context(own) }],
      }),
    ),
  );
  const annotated = ["runtime/default", "unconfined", ""].map((value, index) =>
    workload(
      index,
      { containers: [{ name: "web" }] },
      { annotations: { "seccomp.security.alpha.kubernetes.io/pod": value } },
    ),
  );
  return [...plain, ...annotated];
}

/** Capabilities that containers drop and add. */
export function capabilities(): Json[] {
  const drops = [undefined, [], ["ALL"], ["all", "NET_RAW"], ["NET_RAW"]];
  const adds = [
    undefined,
    ["NET_BIND_SERVICE"],
    ["SYS_ADMIN"],
    ["NET_BIND_SERVICE", "CHOWN", "SYS_ADMIN"],
    ["net_bind_service"],
  ];
  return drops.flatMap((drop, first) =>
    adds.map((add, second) => {
      const own = {
        name: "web",
        securityContext: { capabilities: { ...optional("drop", drop), ...optional("add", add) } },
      };
      return workload(first + second, {
        containers: first % 2 === 0 ? [own] : [own, { name: "log" }],
        initContainers: second % 2 === 0 ? [{ ...own, name: "init" }] : [],
      });
    }),
  );
}

const deployment = (name: string, app: string | undefined): Json => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name },
  spec: { selector: { matchLabels: optional("app", app) } },
});
const service = (name: string, app: string | undefined): Json => ({
  apiVersion: "v1",
  kind: "Service",
  metadata: { name },
  spec: { selector: optional("app", app) },
});

/** Runs of Deployments and Services, of which at most one Deployment is selected by none. */
export function deployments(): Json[][] {
  const runs: Json[][] = [];
  for (const app of ["a", "b", "web"]) {
    for (const other of ["a", "b", "web", undefined]) {
      runs.push([deployment(`d-${app}`, app), service("s", other)]);
      runs.push([service("s", other), deployment(`d-${app}`, app), service("t", app), deployment("e", app)]);
    }
  }
  return runs;
}

/** What the published policy can't say: two Deployments without a Service, and one without the label. */
export function otherDeployments(): Json[][] {
  return [
    [deployment("d", "a"), deployment("e", "b"), service("s", "c")],
    [deployment("d", undefined), service("s", "a")],
  ];
}

/** Runs of users and teams. */
export function teams(): Json[][] {
  const user = (email: string): Json => ({ kind: "user", metadata: { name: email, email } });
  const team = (name: string, owner: string[], member: string[]): Json => ({
    kind: "team",
    metadata: { name },
    spec: { owner, member },
  });
  const groups = [[], ["b@x"], ["a@x", "c@x"], ["b@x", "a@x", "ü@x"]];
  return groups
    .flatMap((owner) => groups.map((member) => [user("a@x"), team("one", owner, member), user("b@x")]))
    .concat(
      groups.map((member, index) => [
        team("one", ["a@x"], member),
        team("two", ["z@x"], []),
        ...(index % 2 === 0 ? [user("z@x"), user("a@x")] : []),
      ]),
    );
}
