/** Values for the parameters of the rule `every-parameter`, and the messages that only these give. */
export const accepted: readonly (readonly [given: object, messages: readonly string[]])[] = [
  [{}, ["registry nothing", "mode audit", "level nothing", "exempt ", "range 1 to 10, true", "share 0.5", "modes a"]],
  [{ registry: "r.example" }, ["registry r.example"]],
  [{ registry: "" }, ["registry "]],
  [{ mode: "deny", level: "low", modes: ["b", "a"] }, ["mode deny", "level low", "modes b,a"]],
  [
    {
      exempt: [
        { image: "a" },
        { image: "b", reason: "old", namespaces: ["x", "y"] },
        { image: "c", limits: { most: 3, share: 1.5 } },
        { image: "d", limits: { most: 3 } },
      ],
    },
    ["exempt a (nothing; ; 0; nothing), b (old; x,y; 0; nothing), c (nothing; ; 3; 1.5), d (nothing; ; 3; nothing)"],
  ],
  [{ range: { least: 2, most: 3, strict: false } }, ["range 2 to 3, false"]],
  [{ share: 0.25 }, ["share 0.25"]],
  [{ share: "500m" }, ["share 500m"]],
  [{ share: 2 }, ["share 2"]],
  [{ share: -1.75 }, ["share -1.75"]],
  [{ shares: { a: 0.125, b: "x" } }, ["share of a: 0.125", "share of b: x"]],
  [{ teams: { one: { owner: "o" }, two: { owner: "p", members: [] } } }, ["team one: o, nobody", "team two: p, "]],
];

/** Values that don't fit: the place, what was expected there, and what was found. */
export const refused: readonly (readonly [
  given: object,
  path: readonly (string | number)[],
  expected: string,
  found: string,
])[] = [
  [{ registry: 1 }, ["registry"], "a string", "a number"],
  [{ mode: "warn" }, ["mode"], '"audit" or "deny"', "a string"],
  [{ level: "middle" }, ["level"], '"high" or "low"', "a string"],
  [{ modes: ["a", "c"] }, ["modes", 1], '"a" or "b"', "a string"],
  [{ exempt: {} }, ["exempt"], "an array", "an object"],
  [{ exempt: ["a"] }, ["exempt", 0], "an object", "a string"],
  [{ exempt: [{ reason: "old" }] }, ["exempt", 0, "image"], "a string", "nothing"],
  [{ exempt: [{ image: "a", reason: 1 }] }, ["exempt", 0, "reason"], "a string", "a number"],
  [{ exempt: [{ image: "a", limits: {} }] }, ["exempt", 0, "limits", "most"], "an integer", "nothing"],
  [{ exempt: [{ image: "a", limits: { most: 2 ** 53 } }] }, ["exempt", 0, "limits", "most"], "an integer", "a number"],
  [{ exempt: [{ image: "a", namespaces: "x" }] }, ["exempt", 0, "namespaces"], "an array", "a string"],
  [{ range: { least: 1, most: 2 } }, ["range", "strict"], "a boolean", "nothing"],
  [{ range: { least: 1.5, most: 2, strict: true } }, ["range", "least"], "an integer", "a number"],
  [{ share: [] }, ["share"], "a string, an exact number or a boolean", "an array"],
  [{ shares: { a: {} } }, ["shares", "a"], "a string, an exact number or a boolean", "an object"],
  [{ teams: { one: {} } }, ["teams", "one", "owner"], "a string", "nothing"],
];

/** Fields that aren't there. Gatekeeper leaves them out before a rule sees them; `kubectl` refuses them. */
export const unknown: typeof refused = [
  [
    { exempt: [{ image: "a", raeson: "old" }] },
    ["exempt", 0, "raeson"],
    'the field "image" or "reason" or "namespaces" or "limits"',
    "no such field",
  ],
  [
    { range: { least: 1, most: 2, strict: true, lest: 1 } },
    ["range", "lest"],
    'the field "least" or "most" or "strict"',
    "no such field",
  ],
];
