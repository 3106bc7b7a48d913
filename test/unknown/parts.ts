import { random } from "../language/things.ts";
import { absent, Choice, Hole, Text, type Tree } from "./holes.ts";
import type { Part } from "./oracle.ts";

/** What is drawn for one document: at most three holes, so that all completions can be tried. */
export class Draw {
  readonly #next: () => number;
  readonly #holes: Hole[] = [];
  readonly #conditions: string[] = [];

  constructor(next: () => number) {
    this.#next = next;
  }

  /** Logical ids and parameters. */
  get declared(): string[] {
    return this.#holes.map(({ id }) => id.split(".")[0]!);
  }

  get conditions(): readonly string[] {
    return this.#conditions;
  }

  /** The parameters with allowed values, as a template declares them. */
  get parameters(): { readonly [name: string]: unknown } {
    const allowed = this.#holes.filter(({ isAllowed }) => isAllowed);
    return Object.fromEntries(allowed.map(({ id, pool }) => [id, { Type: "String", AllowedValues: pool }]));
  }

  chance(probability: number): boolean {
    return this.#next() < probability;
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[Math.floor(this.#next() * items.length)]!;
  }

  times<Item>(most: number, item: () => Item): Item[] {
    return Array.from({ length: Math.floor(this.#next() * (most + 1)) }, item);
  }

  /** Whether there is another hole here. */
  may(probability = 0.2): boolean {
    return this.#holes.length + this.#conditions.length < 3 && this.chance(probability);
  }

  #made(hole: Hole): Hole {
    this.#holes.push(hole);
    return hole;
  }

  hole(pool: readonly unknown[]): Hole {
    const id = `U${this.#holes.length}`;
    return this.#made(new Hole(this.chance(0.3) ? `${id}.Arn` : id, pool));
  }

  /** A parameter with allowed values, the same at several places. */
  allowed(pool: readonly unknown[]): Hole {
    const known = this.#holes.find((hole) => hole.isAllowed && String(hole.pool) === String(pool));
    return known ?? this.#made(new Hole(`P${this.#holes.length}`, pool, true));
  }

  /** A choice between two trees, of which one may be that there is none, by a condition that others may have, too. */
  choice(...branches: Choice["branches"]): Choice {
    if (this.#conditions.length === 0 || this.chance(0.5)) this.#conditions.push(`C${this.#conditions.length}`);
    return new Choice(this.pick(this.#conditions), branches);
  }

  /** A hole of letters, digits and hyphens, one for all places of a document. */
  clean(pool: readonly string[]): Hole {
    return this.#holes.find(({ id }) => id === "AWS::Region") ?? this.#made(new Hole("AWS::Region", pool));
  }

  /** One of the values, or a hole for them. */
  of(values: readonly Tree[], pool: readonly unknown[] = values): Tree {
    if (!this.may()) return this.pick(values);
    const isPlain = pool.every((value) => typeof value !== "symbol" && typeof value !== "object");
    if (isPlain && this.chance(0.3)) return this.allowed(pool);
    // What only a template converts, such as a number in quotes, isn't one of the completions.
    const branches = values.filter((value) => pool.includes(value));
    return branches.length > 0 && this.chance(0.3)
      ? this.choice(this.of(branches, pool), this.pick(branches))
      : this.hole(pool);
  }

  /** A text, a hole, or a text with a hole for a part of it. */
  text(texts: readonly string[]): Tree {
    const text = this.pick(texts);
    if (!this.may(0.3)) return text;
    if (this.chance(0.3)) return this.chance(0.5) ? this.hole(texts) : this.allowed(texts);
    if (this.chance(0.3)) return this.choice(text, this.text(texts));
    const cut = Math.floor(this.#next() * (text.length + 1));
    const ends = [text.slice(cut), "*", ":*", "x:y", "", "a1"];
    const hole = this.chance(0.4)
      ? this.clean(["a1", "shop", "s3"])
      : this.chance(0.3)
        ? this.allowed(ends)
        : this.hole(ends);
    const parts = [text.slice(0, cut), hole, ...(this.chance(0.5) ? [text.slice(cut)] : [])];
    return new Text(
      parts.filter((part) => part !== ""),
      this.chance(0.3),
    );
  }

  /** A list of texts, a hole for all of it, or one with an element that may be left out. */
  texts(texts: readonly string[], most: number): Tree {
    if (this.may(0.15)) return this.hole([[], [texts[0]], [texts[1], texts.at(-1)]]);
    const items = this.times(most, () => this.text(texts));
    if (this.may(0.1)) items.push(this.choice(this.pick(texts), absent));
    return this.may(0.1) ? this.choice(items, this.texts(texts, most)) : items;
  }
}

const actions = ["*", "*:*", "s3:*", "S3:*", "logs:*", "s3:GetObject", "ec2:Describe*"];
const subjects = [
  "system:serviceaccount:shop:web",
  "system:serviceaccount:*:*",
  "system:serviceaccount:shop:*",
  "*",
  "x",
];
const issuer = "oidc.eks.eu-central-1.amazonaws.com/id/A1";
const providers = [`arn:aws:iam::111122223333:oidc-provider/${issuer}`, "*", "cognito-identity.amazonaws.com"];
const trusted: readonly { readonly [kind: string]: string }[] = [
  { Federated: "*" },
  { Federated: providers[0]! },
  { AWS: "arn:aws:iam::1:root" },
  { Service: "pods.eks.amazonaws.com" },
];

const managedPolicies = [
  "arn:aws:iam::aws:policy/AdministratorAccess",
  "arn:aws:iam::aws:policy/AmazonS3FullAccess",
  "arn:aws:iam::111122223333:policy/own",
];

/** Properties of a resource of a template, with its type. */
type Resource = (draw: Draw) => readonly [type: string, properties: Tree];

const resources: readonly Resource[] = [
  (draw) => [
    "AWS::IAM::Role",
    { AssumeRolePolicyDocument: { Version: "2012-10-17", Statement: statements(draw, trustStatement) } },
  ],
  (draw) => [
    "AWS::IAM::Policy",
    { PolicyDocument: { Version: "2012-10-17", Statement: statements(draw, identityStatement) } },
  ],
  (draw) => [
    "AWS::EC2::LaunchTemplate",
    {
      LaunchTemplateData: {
        MetadataOptions: draw.may(0.1)
          ? draw.hole([{ HttpTokens: "optional" }, { HttpTokens: "required" }, {}])
          : {
              HttpTokens: draw.of(["optional", "required"]),
              HttpEndpoint: draw.of(["enabled", "disabled"]),
              ...(draw.chance(0.9) && { HttpPutResponseHopLimit: draw.of([1, 2, "2"], [1, 2]) }),
              ...(draw.may(0.1) && { "Fn::Transform": draw.hole([{}, { HttpPutResponseHopLimit: 3 }]) }),
            },
        ...(draw.chance(0.5) && { UserData: draw.chance(0.7) ? { "Fn::Base64": userData(draw) } : userData(draw) }),
      },
    },
  ],
  (draw) => [
    "AWS::EKS::AccessEntry",
    {
      PrincipalArn: draw.text(["arn:aws:iam::111122223333:role/admin", "arn:aws:iam::111122223333:role/x"]),
      AccessPolicies: draw.times(2, () => ({
        PolicyArn: draw.text([
          "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
          "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy",
          "arn:aws:eks::aws:cluster-access-policy/AmazonEKSAdminViewPolicy",
          "arn:aws:eks::aws:cluster-access-policy/AmazonEKSEditPolicy",
          "arn:aws:iam::aws:policy/AmazonEKSClusterAdminPolicy",
        ]),
        AccessScope: {
          Type: draw.of(["cluster", "namespace"]),
          ...(draw.chance(0.3) && { Namespaces: draw.texts(["shop", "*", "kube-*"], 2) }),
        },
      })),
    },
  ],
  (draw) => [
    "AWS::IAM::Role",
    {
      RoleName: draw.text(["node", "ci"]),
      AssumeRolePolicyDocument: {
        Statement: [{ Effect: "Allow", Principal: draw.of(trusted), Action: "sts:AssumeRole" }],
      },
      ManagedPolicyArns: draw.texts(managedPolicies, 3),
    },
  ],
  (draw) => ["AWS::SSO::PermissionSet", { Name: draw.text(["ops"]), ManagedPolicies: draw.texts(managedPolicies, 2) }],
  (draw) => [
    "AWS::EKS::Cluster",
    {
      AccessConfig: draw.may(0.1)
        ? draw.hole([{ AuthenticationMode: "API" }, { BootstrapClusterCreatorAdminPermissions: false }])
        : {
            AuthenticationMode: draw.of(["API", "CONFIG_MAP", "API_AND_CONFIG_MAP"]),
            BootstrapClusterCreatorAdminPermissions: draw.of([true, false]),
          },
      ResourcesVpcConfig: {
        EndpointPublicAccess: draw.of([true, false]),
        PublicAccessCidrs: draw.texts(["0.0.0.0/0", "192.0.2.0/24"], 2),
      },
      Logging: {
        ClusterLogging: { EnabledTypes: draw.times(2, () => ({ Type: draw.of(["audit", "authenticator", "api"]) })) },
      },
    },
  ],
  (draw) => [
    "AWS::EKS::AccessEntry",
    {
      PrincipalArn: draw.text(["arn:aws:iam::111122223333:role/admin", "arn:aws:iam::111122223333:user/x", "x"]),
      Type: draw.of(["STANDARD", "EC2_LINUX", "OTHER"]),
      KubernetesGroups: draw.texts(["ops", "system:masters"], 2),
      Username: draw.text(["{{SessionName}}", "dev:{{SessionName}}", "eks:dev"]),
    },
  ],
  (draw) => [
    "AWS::EKS::PodIdentityAssociation",
    {
      Namespace: "shop",
      ServiceAccount: "web",
      RoleArn: draw.text(["arn:aws:iam::111122223333:role/web", "web"]),
      DisableSessionTags: draw.of([true, false]),
      Policy: draw.text(["{}", ""]),
    },
  ],
  (draw) => [
    "AWS::EKS::IdentityProviderConfig",
    {
      Oidc: {
        IssuerUrl: "https://id.example",
        GroupsClaim: draw.of(["groups"], ["groups", absent]),
        GroupsPrefix: draw.text(["oidc:", "sys", ""]),
        UsernameClaim: draw.of(["email", "sub"]),
        UsernamePrefix: draw.text(["oidc:", "-"]),
      },
    },
  ],
  (draw) => ["AWS::IAM::AccessKey", { UserName: draw.text(["ci"]), Status: draw.of(["Active", "Inactive"]) }],
];

function userData(draw: Draw): Tree {
  return draw.text([
    "#!/bin/sh\nexport KEY=AKIA0001000200030004\nreboot\n",
    "#!/bin/sh\nreboot\n",
    "#!/bin/sh\necho AKIA000100020003000 4\n",
    "QUtJQTAwMDEwMDAyMDAwMzAwMDQ=",
  ]);
}

function statements(draw: Draw, one: (draw: Draw) => Tree): Tree {
  if (draw.may(0.05)) return draw.choice(one(draw), [one(draw)]);
  const list = [one(draw), ...draw.times(1, () => one(draw))];
  if (draw.may(0.1)) list.push(draw.chance(0.5) ? draw.choice(one(draw), absent) : draw.choice(one(draw), one(draw)));
  if (list.length === 1 && draw.chance(0.3)) return list[0]!;
  if (draw.may(0.1))
    list.push(
      draw.hole([
        { Effect: "Allow", Action: "*" },
        { Effect: "Deny", Action: "sts:AssumeRoleWithWebIdentity" },
      ]),
    );
  return list;
}

function identityStatement(draw: Draw): Tree {
  return {
    Effect: draw.of(["Allow", "Allow", "Deny"], ["Allow", "Deny"]),
    ...(draw.chance(0.25) ? { NotAction: draw.texts(actions, 3) } : { Action: draw.texts(actions, 4) }),
    Resource: draw.texts(["*", "arn:aws:s3:::x", "arn:aws:s3:::y/*"], 3),
  };
}

function trustStatement(draw: Draw): Tree {
  const condition = draw.may(0.1)
    ? draw.hole([
        {},
        { StringEquals: { [`${issuer}:sub`]: "system:serviceaccount:a:b", [`${issuer}:aud`]: "sts.amazonaws.com" } },
        { StringLike: { [`${issuer}:sub`]: "*" } },
      ])
    : Object.fromEntries(
        ["StringEquals", "StringLike", "ForAnyValue:StringLike"]
          .filter(() => draw.chance(0.5))
          .map((operator) => [
            operator,
            {
              ...(draw.chance(0.7) && { [`${issuer}:sub`]: draw.texts(subjects, 2) }),
              ...(draw.chance(0.7) && { [`${issuer}:aud`]: draw.text(["sts.amazonaws.com", "x"]) }),
            },
          ]),
      );
  return {
    Effect: draw.of(["Allow", "Allow", "Deny"], ["Allow", "Deny"]),
    Principal: draw.may(0.1)
      ? draw.hole(trusted)
      : draw.chance(0.6)
        ? { Federated: draw.texts(providers, 2) }
        : draw.pick(trusted),
    Action: draw.texts(["sts:AssumeRoleWithWebIdentity", "sts:*", "sts:AssumeRole", "sts:TagSession"], 3),
    Condition: condition,
  };
}

/** Random parts of templates and plans, of which the pack has something to say. */
export function* parts(seed: number, count: number): Generator<Part> {
  const next = random(seed);
  for (let number = 0; number < count; number++) {
    const draw = new Draw(next);
    yield draw.chance(0.8) ? templatePart(draw) : planPart(draw);
  }
}

function templatePart(draw: Draw): Part {
  const [type, properties] = draw.pick(resources)(draw);
  return asTemplate({ Resources: { R: { Type: type, Properties: properties } } }, draw);
}

export function asTemplate(tree: Tree, draw: Draw): Part {
  return {
    tree,
    wrapper: "cloudformation",
    declared: ["R", ...draw.declared],
    conditions: draw.conditions,
    parameters: draw.parameters,
    isShort: () => draw.chance(0.3),
  };
}

function planPart(draw: Draw): Part {
  const [type, values] = draw.pick(plannedResources)(draw);
  const resource = { address: `${type}.r`, mode: "managed", type, values };
  const tree = { format_version: "1.2", planned_values: { root_module: { resources: [resource] } } };
  return { tree, wrapper: "terraform", declared: [], conditions: [], parameters: {}, isShort: () => false };
}

const plannedResources: readonly Resource[] = [
  (draw) => {
    const policies = trusted.map((Principal) =>
      JSON.stringify({
        Statement: [{ Effect: "Allow", Action: "sts:AssumeRoleWithWebIdentity", Principal }],
      }),
    );
    return ["aws_iam_role", { assume_role_policy: draw.of(policies) }];
  },
  (draw) => [
    "aws_launch_template",
    {
      metadata_options: draw.may(0.15)
        ? draw.hole([[], [{ http_tokens: "optional" }], [{ http_tokens: "required" }]])
        : [
            {
              http_tokens: draw.of(["optional", "required"], ["optional", "required", absent]),
              http_endpoint: draw.of(["enabled", "disabled"], ["enabled", "disabled", absent]),
              http_put_response_hop_limit: draw.of([1, 2, 3]),
            },
          ],
    },
  ],
  (draw) => [
    "aws_eks_access_policy_association",
    {
      principal_arn: draw.of(["arn:aws:iam::111122223333:role/admin"], ["arn:aws:iam::1:role/a", "b"]),
      policy_arn: draw.of([
        "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
        "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy",
      ]),
      access_scope: draw.may(0.1)
        ? draw.hole([[], [{ type: "cluster" }]])
        : [{ type: draw.of(["cluster", "namespace"]) }],
    },
  ],
  (draw) => ["aws_iam_role_policy_attachment", { role: draw.of(["node"]), policy_arn: draw.of(managedPolicies) }],
  (draw) => [
    "aws_eks_cluster",
    {
      access_config: draw.may(0.15)
        ? draw.hole([[], [{ authentication_mode: "API" }]])
        : [
            {
              authentication_mode: draw.of(["API", "CONFIG_MAP"], ["API", "CONFIG_MAP", absent]),
              bootstrap_cluster_creator_admin_permissions: draw.of([true, false], [true, absent]),
            },
          ],
      vpc_config: [{ endpoint_public_access: draw.of([true, false]), public_access_cidrs: ["0.0.0.0/0"] }],
      enabled_cluster_log_types: draw.times(2, () => draw.of(["audit", "authenticator"])),
    },
  ],
  (draw) => [
    "aws_eks_access_entry",
    {
      principal_arn: draw.of(["arn:aws:iam::111122223333:role/a", "arn:aws:iam::111122223333:user/a"]),
      user_name: draw.of(["{{SessionName}}", "a:{{SessionName}}"]),
    },
  ],
  (draw) => [
    "aws_ec2_instance_metadata_defaults",
    { http_tokens: draw.of(["required", "optional"]), http_put_response_hop_limit: draw.of([1, 2]) },
  ],
];
