import { Random } from "./random.mjs";

/** What `terraform show -json` prints, on one line, of a plan with that many resources. */
export function plan({ seed = 1, size = 5_000 } = {}) {
  const random = new Random(seed);
  const resources = Array.from({ length: size }, (_, number) => resource(random, number));
  const shown = {
    format_version: "1.2",
    terraform_version: "1.9.0",
    planned_values: { root_module: { resources } },
    resource_changes: resources.map(({ values, ...address }) => ({
      ...address,
      change: { actions: ["create"], before: null, after: values, after_unknown: { id: true, arn: true } },
    })),
    configuration: { provider_config: { aws: { name: "aws" } } },
  };
  return [{ path: "plan.json", content: JSON.stringify(shown) }];
}

function resource(random, number) {
  const { type, values } = random.pick(kinds)(random, number);
  return {
    address: `${type}.this_${number}`,
    mode: "managed",
    type,
    name: `this_${number}`,
    provider_name: "registry.terraform.io/hashicorp/aws",
    schema_version: 0,
    values,
  };
}

const kinds = [
  (random, number) => ({
    type: "aws_iam_role",
    values: {
      name: `role-${number}`,
      path: "/",
      max_session_duration: 3600,
      assume_role_policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: {
              Federated: "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/A",
            },
            Action: "sts:AssumeRoleWithWebIdentity",
            Condition: random.chance(0.1)
              ? {}
              : { StringEquals: { "oidc.eks.eu-central-1.amazonaws.com/id/A:sub": "system:serviceaccount:shop:web" } },
          },
        ],
      }),
      tags: { team: random.pick(["shop", "edge"]) },
    },
  }),
  (random, number) => ({
    type: "aws_s3_bucket",
    values: { bucket: `bucket-${number}`, force_destroy: random.chance(0.5), tags: null, timeouts: null },
  }),
  (random, number) => ({
    type: "aws_security_group",
    values: {
      name: `group-${number}`,
      description: random.words(8),
      ingress: [{ from_port: 443, to_port: 443, protocol: "tcp", cidr_blocks: ["10.0.0.0/8"], description: "" }],
      egress: [{ from_port: 0, to_port: 0, protocol: "-1", cidr_blocks: ["0.0.0.0/0"], description: "" }],
    },
  }),
];
