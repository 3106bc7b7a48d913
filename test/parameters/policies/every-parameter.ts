import { inputKind, instance, type Located, member, rule, type Scalar, text, violation, yaml } from "regoscript";

interface Setting extends Located {
  metadata?: Raised;
}

interface Raised extends Located {
  name?: string;
}

const Setting = inputKind<Setting>({
  id: "setting",
  title: "setting",
  recognises: ["ConfigMap"],
  kubernetes: [{ groups: [""], kinds: ["ConfigMap"] }],
  *find(document) {
    if (text(member(document, "kind")) === "ConfigMap") yield instance(document, "ConfigMap");
  },
});

/** What images are let through. */
interface Exemption {
  readonly image: string;
  readonly reason?: string;
  readonly namespaces: string[];
  readonly limits?: { readonly most: number; readonly share?: Scalar };
}

function shown(value: string | undefined): string {
  return value ?? "nothing";
}

function shownExemption({ image, reason, namespaces, limits }: Exemption): string {
  return `${image} (${shown(reason)}; ${namespaces.join()}; ${limits?.most ?? 0}; ${shown(limits?.share)})`;
}

export default rule({
  id: "every-parameter",
  title: "Every form of a parameter",
  severity: "high",
  input: Setting,
  parameters: {
    registry: undefined as string | undefined,
    mode: "audit" as "audit" | "deny",
    level: undefined as "low" | "high" | undefined,
    exempt: [] as Exemption[],
    range: { least: 1, most: 10, strict: true },
    share: "0.5" as Scalar,
    shares: {} as Record<string, Scalar>,
    teams: {} as { [name: string]: { owner: string; members?: string[] } },
    modes: ["a"] as ("a" | "b")[],
  },
  rationale: "Says what a rule sees of its parameters.",
  remediation: "",
  references: [],

  *check(setting, { parameters }) {
    yield violation(setting, `registry ${shown(parameters.registry)}`);
    yield violation(setting, `mode ${parameters.mode}`);
    yield violation(setting, `level ${shown(parameters.level)}`);
    yield violation(setting, `exempt ${parameters.exempt.map(shownExemption).join(", ")}`);
    const { least, most, strict } = parameters.range;
    yield violation(setting, `range ${least} to ${most}, ${strict}`);
    yield violation(setting, `share ${parameters.share}`);
    for (const [name, share] of Object.entries(parameters.shares))
      yield violation(setting, `share of ${name}: ${share}`);
    for (const [name, { owner, members }] of Object.entries(parameters.teams))
      yield violation(setting, `team ${name}: ${owner}, ${members === undefined ? "nobody" : members.join()}`);
    yield violation(setting, `modes ${parameters.modes.join()}`);
  },

  examples: {
    "nothing given": {
      document: yaml`
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: a}
        `,
      violations: [
        { message: "registry nothing", path: [], resource: "ConfigMap" },
        { message: "mode audit", path: [], resource: "ConfigMap" },
        { message: "level nothing", path: [], resource: "ConfigMap" },
        { message: "exempt ", path: [], resource: "ConfigMap" },
        { message: "range 1 to 10, true", path: [], resource: "ConfigMap" },
        { message: "share 0.5", path: [], resource: "ConfigMap" },
        { message: "modes a", path: [], resource: "ConfigMap" },
      ],
    },
    "another kind": {
      document: yaml`
        apiVersion: v1
        kind: Secret
        metadata: {name: a}
        `,
      violations: [],
    },
  },
});
