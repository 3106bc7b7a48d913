import { inputKind, instance, type Located, member, rule, sorted, text, violation } from "regoscript";

interface Person extends Located {
  email: string;
}

interface User extends Located {
  metadata: Person;
}

interface Members extends Located {
  owner: string[];
  member: string[];
}

interface Team extends Located {
  spec: Members;
}

export const User = inputKind<User>({
  id: "user",
  title: "user",
  recognises: ["kind: user"],
  kubernetes: [],
  *find(document) {
    if (text(member(document, "kind")) === "user") yield instance<User>(document, "user");
  },
});

export const Team = inputKind<Team>({
  id: "team",
  title: "team",
  recognises: ["kind: team"],
  kubernetes: [],
  *find(document) {
    if (text(member(document, "kind")) === "team") yield instance<Team>(document, "team");
  },
});

function quoted(names: ReadonlySet<string>): string {
  return `[${sorted([...names])
    .map((name) => `"${name}"`)
    .join(", ")}]`;
}

export default rule({
  id: "conftest-unknown-members",
  title: "Teams have members that are no users",
  severity: "high",
  input: Team,
  evidence: [User],
  rationale: "Written from conftest's example of combined files: whoever is in a team is a user.",
  remediation: "Add the user.",
  references: ["https://github.com/open-policy-agent/conftest/tree/v0.71.1/examples/combine"],

  *check(team, { inventory }) {
    const existing = new Set((inventory.all(User) ?? []).map(({ metadata }) => metadata.email));
    const configured = new Set<string>();
    for (const { spec } of inventory.all(Team) ?? []) {
      for (const name of spec.owner) configured.add(name);
      for (const name of spec.member) configured.add(name);
    }
    const missing = new Set([...configured].filter((name) => !existing.has(name)));
    if (missing.size > 0)
      yield violation(
        team,
        `Existing users ${quoted(existing)} | Configured users ${quoted(configured)} | Missing users ${quoted(missing)}`,
      );
  },

  examples: {},
});
