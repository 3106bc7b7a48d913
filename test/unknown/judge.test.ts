import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Setting } from "../../src/authoring/settings.ts";
import { resolveParameters } from "../../src/evaluator/parameters.ts";
import { serialised } from "../../src/ir/serialise.ts";
import { loadSource } from "../../src/policy-folder.ts";
import { Judge, type Judgement } from "../../src/unknown/judge.ts";
import type { RawValue } from "../../src/unknown/values.ts";

const test = suite("unknown: judge");

const { result } = await loadSource("policies");
const judge = new Judge(serialised(result.modules), result.manifest);
const parameters = resolveParameters(result.manifest);

/**
 * What is said of a resource of a template.
 *
 * @param settings what its conditions and parameters may be together
 */
function ofTemplate(
  type: string,
  properties: unknown,
  declared: readonly string[] = [],
  settings: readonly Setting[] = [{}],
): Judgement {
  const part: RawValue = {
    is: "raw",
    value: { Type: type, Properties: properties },
    path: ["Resources", "R"],
    origin: {
      type,
      name: `${type} R`,
      open: {
        wrapper: "cloudformation",
        declared: ["R", ...declared],
        resources: ["R"],
        conditions: [],
        mappings: [],
        maps: null,
        settings,
      },
    },
  };
  return judge.judge(part, parameters);
}

function ofPlan(type: string, values: unknown, unknown: unknown): Judgement {
  const part: RawValue = {
    is: "raw",
    value: { address: `${type}.r`, mode: "managed", type, values },
    path: ["planned_values", "root_module", "resources", 0],
    origin: { type, name: `${type}.r`, open: { wrapper: "terraform", unknown } },
    unknown: { values: unknown },
  };
  return judge.judge(part, parameters);
}

const options = ["Resources", "R", "Properties", "LaunchTemplateData", "MetadataOptions"];

test("an unknown that decides is undetermined, with its place, why, and the command that tells", () => {
  const { violations, undetermined } = ofTemplate("AWS::EC2::LaunchTemplate", {
    LaunchTemplateData: { MetadataOptions: { HttpTokens: { Ref: "Tokens" }, HttpPutResponseHopLimit: 1 } },
  });
  assert.equal(violations, []);
  assert.equal(undetermined, [
    {
      rule: "imdsv1-allowed",
      severity: "high",
      resource: "AWS::EC2::LaunchTemplate R",
      path: [...options, "HttpTokens"],
      message: "Ref Tokens isn't known before deployment",
      missing: "value",
      collect: "deploy it, then check what the AWS command line says of it",
    },
  ]);
});

test("an unknown that doesn't decide hides nothing and says nothing", () => {
  const off = ofTemplate("AWS::EC2::LaunchTemplate", {
    LaunchTemplateData: { MetadataOptions: { HttpTokens: { Ref: "Tokens" }, HttpEndpoint: "disabled" } },
  });
  assert.equal(off.undetermined, []);
  const on = ofTemplate("AWS::EC2::LaunchTemplate", {
    LaunchTemplateData: { MetadataOptions: { HttpTokens: "optional", InstanceMetadataTags: { Ref: "Tags" } } },
  });
  assert.equal(
    on.violations.map(({ rule, path }) => [rule, path]),
    [["imdsv1-allowed", options]],
  );
  assert.equal(on.undetermined, []);
});

test("what is known only after apply names the command for Terraform", () => {
  const { undetermined } = ofPlan(
    "aws_launch_template",
    { metadata_options: [{ http_endpoint: "enabled" }] },
    {
      metadata_options: [{ http_tokens: true }],
    },
  );
  assert.equal(
    undetermined.map(({ rule, path, message, collect }) => [rule, path.at(-1), message, collect]),
    [
      [
        "imdsv1-allowed",
        "http_tokens",
        "http_tokens isn't known before the plan is applied",
        "terraform apply, then: terraform show -json | regoscript check -",
      ],
    ],
  );
});

test("one role of a provider that the same template makes is judged by what its texts have in common", () => {
  const trust = (key: string): unknown => ({
    AssumeRolePolicyDocument: {
      Statement: [
        {
          Effect: "Allow",
          Principal: {
            Federated: {
              "Fn::Sub":
                "arn:${AWS::Partition}:iam::${AWS::AccountId}:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/A1",
            },
          },
          Action: "sts:AssumeRoleWithWebIdentity",
          Condition: {
            StringEquals: {
              "oidc.eks.eu-central-1.amazonaws.com/id/A1:sub": { "Fn::Sub": "system:serviceaccount:${Namespace}:web" },
              [key]: "sts.amazonaws.com",
            },
          },
        },
      ],
    },
  });
  const sound = ofTemplate("AWS::IAM::Role", trust("oidc.eks.eu-central-1.amazonaws.com/id/A1:aud"), ["Namespace"]);
  assert.equal(sound.violations, []);
  const broken = ofTemplate("AWS::IAM::Role", trust("aws:SourceAccount"), ["Namespace"]);
  assert.equal(
    broken.violations.map(({ message }) => message),
    ["nothing limits oidc.eks.eu-central-1.amazonaws.com/id/A1:aud to sts.amazonaws.com"],
  );
});

test("a message shows what isn't known as it is written", () => {
  const { violations } = ofTemplate("AWS::IAM::Policy", {
    PolicyDocument: { Statement: [{ Effect: "Allow", NotAction: { "Fn::Sub": "${Service}:*" }, Resource: "*" }] },
  });
  assert.equal(
    violations.map(({ message }) => message),
    ["NotAction allows every action but ${Service}:*"],
  );
});

test("a value that doesn't fit is malformed, and only rules that don't read it run", () => {
  const { malformed, violations } = ofPlan(
    "aws_launch_template",
    { metadata_options: [{ http_tokens: "optional", http_put_response_hop_limit: "two" }] },
    {},
  );
  assert.equal(
    malformed.map(({ path, expected, found }) => [path.at(-1), expected, found]),
    [["http_put_response_hop_limit", "an integer", "a string"]],
  );
  assert.equal(
    violations.map(({ rule }) => rule),
    ["imdsv1-allowed"],
  );
});

test("a template turns scalars into what a property asks, and a list in place of one isn't known", () => {
  const limit = (value: unknown): Judgement =>
    ofTemplate("AWS::EC2::LaunchTemplate", {
      LaunchTemplateData: { MetadataOptions: { HttpTokens: "required", HttpPutResponseHopLimit: value } },
    });
  const rulesOf = ({ violations }: Judgement): string[] => violations.map(({ rule }) => rule);
  assert.equal(rulesOf(limit("2")), ["imds-hop-limit-too-high"]);
  assert.equal(rulesOf(limit("1")), []);
  const odd = limit([1, "2", "3"]);
  assert.equal(odd.malformed, []);
  assert.equal(
    odd.undetermined.map(({ message }) => message),
    ["not a plain value isn't known before deployment"],
  );
});

test("an instance that nobody knows of is undetermined, and recognised", () => {
  const { undetermined, found } = ofPlan("aws_launch_template", {}, { metadata_options: true });
  assert.equal(found, ["instance-metadata-options"]);
  assert.equal([...new Set(undetermined.map(({ rule }) => rule))].sort(), [
    "imds-hop-limit-too-high",
    "imdsv1-allowed",
  ]);
});

test("a dynamic reference is unknown, by itself and in a text with parts", () => {
  const ofTokens = (tokens: unknown): Judgement =>
    ofTemplate("AWS::EC2::LaunchTemplate", { LaunchTemplateData: { MetadataOptions: { HttpTokens: tokens } } });
  for (const tokens of ["{{resolve:ssm:/shop/tokens}}", { "Fn::Sub": "{{resolve:ssm:/${R}/tokens}}" }])
    assert.equal(
      ofTokens(tokens).undetermined.map(({ rule, message }) => [rule, message]),
      [["imdsv1-allowed", "a dynamic reference isn't known before deployment"]],
      JSON.stringify(tokens),
    );
});

const eitherWay: readonly Setting[] = [{ "condition Old": true }, { "condition Old": false }];

function choice(whenTrue: unknown, whenFalse: unknown): unknown {
  return { "Fn::If": ["Old", whenTrue, whenFalse] };
}

const noValue = { Ref: "AWS::NoValue" };

test("what is a violation in both branches is one, what is in one of them is undetermined and names the condition", () => {
  const ofTokens = (tokens: unknown): Judgement =>
    ofTemplate("AWS::EC2::LaunchTemplate", { LaunchTemplateData: { MetadataOptions: tokens } }, [], eitherWay);
  const both = ofTokens(choice({ HttpTokens: "optional" }, { HttpTokens: "optional", HttpPutResponseHopLimit: 1 }));
  assert.equal(
    both.violations.map(({ rule, path }) => [rule, path]),
    [["imdsv1-allowed", options]],
  );
  assert.equal(both.undetermined, []);
  const one = ofTokens({ HttpTokens: choice("required", "optional"), HttpPutResponseHopLimit: 1 });
  assert.equal(one.violations, []);
  assert.equal(
    one.undetermined.map(({ rule, path, message }) => [rule, path, message.split(": ")[0]]),
    [["imdsv1-allowed", options, "if condition Old is false"]],
  );
  const differing = ofTokens({ HttpTokens: "required", HttpPutResponseHopLimit: choice(2, 3) });
  assert.equal(
    differing.violations.map(({ rule, message }) => [rule, message.split(": ")[0]]),
    [
      ["imds-hop-limit-too-high", "if condition Old is true"],
      ["imds-hop-limit-too-high", "if condition Old is false"],
    ],
  );
  const none = ofTokens({ HttpTokens: choice("required", "optional"), HttpEndpoint: choice("enabled", "disabled") });
  assert.equal([...none.violations, ...none.undetermined], []);
});

test("statements, lists of them and what is left out are chosen from, too", () => {
  const everything = { Effect: "Allow", Action: "*", Resource: "*" };
  const something = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::shop/*" };
  const ofStatements = (statements: unknown): string[] => {
    const properties = { PolicyDocument: { Statement: statements } };
    const { violations, undetermined, malformed } = ofTemplate("AWS::IAM::Policy", properties, [], eitherWay);
    assert.equal(malformed, []);
    return [...violations.map(() => "surely"), ...undetermined.map(({ message }) => message.split(":")[0]!)];
  };
  const ifTrue = ["if condition Old is true"];
  assert.equal(ofStatements(choice(everything, [something])), ifTrue);
  assert.equal(ofStatements([something, choice(everything, noValue)]), ifTrue);
  assert.equal(ofStatements([choice(something, noValue), everything]), ["surely"]);
  assert.equal(ofStatements(choice([everything], everything)).sort(), [
    "if condition Old is false",
    "if condition Old is true",
  ]);
  assert.equal(ofStatements([{ ...everything, Effect: choice("Allow", "Deny"), Resource: choice("*", "x") }]), ifTrue);
  const never = { Effect: choice("Allow", "Deny"), Action: choice("s3:GetObject", "*"), Resource: choice("x", "*") };
  assert.equal(ofStatements([never]), []);
});

test("what is a violation for some values of parameters names these, and no others", () => {
  const settings = ["a", "b", "c"].flatMap((stage) =>
    ["optional", "required"].map((tokens): Setting => ({ "parameter Stage": stage, "parameter Tokens": tokens })),
  );
  const { undetermined } = ofTemplate(
    "AWS::EC2::LaunchTemplate",
    { LaunchTemplateData: { MetadataOptions: { HttpTokens: { Ref: "Tokens" }, InstanceMetadataTags: "Stage" } } },
    ["Stage", "Tokens"],
    settings,
  );
  assert.equal(
    undetermined.map(({ message }) => message.split(": ")[0]),
    ["if parameter Tokens is optional"],
  );
});

test.run();
