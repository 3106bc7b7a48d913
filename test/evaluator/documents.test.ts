import { test } from "uvu";
import * as assert from "uvu/assert";
import { pathOf } from "../../src/authoring/location.ts";
import { partName, partType } from "../../src/authoring/part.ts";
import { Raw } from "../../src/authoring/raw.ts";
import { expand } from "../../src/documents/expand.ts";
import { pathText } from "../../src/paths.ts";

function expanded(document: unknown): [readonly (string | number)[], unknown][] {
  return expand(new Raw(document, undefined)).map((raw) => [pathOf(raw.link), raw.value]);
}

test("the items of a List, each at its path, as they are", () => {
  const items = [{ kind: "Pod", apiVersion: "v1" }, { kind: "Service" }];
  assert.equal(expanded({ kind: "List", apiVersion: "v1", items }), [
    [["items", 0], items[0]],
    [["items", 1], items[1]],
  ]);
});

test("the items of a typed list get its kind and apiVersion, unless they have their own", () => {
  const items = [{ metadata: {} }, { kind: "Other", apiVersion: "x/v1" }];
  assert.equal(expanded({ kind: "DeploymentList", apiVersion: "apps/v1", items }), [
    [["items", 0], { kind: "Deployment", apiVersion: "apps/v1", metadata: {} }],
    [["items", 1], { kind: "Other", apiVersion: "x/v1" }],
  ]);
});

test("the items of lists in a list, three levels deep, and the elements of an array of resources", () => {
  const pod = { kind: "Pod", apiVersion: "v1" };
  const list = (...items: unknown[]): unknown => ({ kind: "List", apiVersion: "v1", items });
  const pods = { kind: "PodList", apiVersion: "v1", items: [{ metadata: {} }] };
  const deepest = list(list(pod));
  assert.equal(expanded(list(pod, list(pod, pods), list(deepest))), [
    [["items", 0], pod],
    [["items", 1, "items", 0], pod],
    [["items", 1, "items", 1, "items", 0], { ...pod, metadata: {} }],
    [["items", 2, "items", 0, "items", 0], list(pod)],
  ]);
  assert.equal(expanded([pod, { kind: "Other" }, list(pod)]), [
    [[0], pod],
    [[1], { kind: "Other" }],
    [[2, "items", 0], pod],
  ]);
  assert.equal(expanded([{ kind: "Pod" }]), [[[], [{ kind: "Pod" }]]]);
});

test("an empty list is itself, so that it can be evidence", () => {
  const list = { kind: "PodList", apiVersion: "v1", items: [] };
  assert.equal(expanded(list), [[[], list]]);
});

test("the record of a collection has no parts, and another Collection is itself", () => {
  assert.equal(expanded({ kind: "Collection", apiVersion: "regoscript.dev/v1", of: "1", tables: {} }), []);
  const other = { kind: "Collection", apiVersion: "example.com/v1" };
  assert.equal(expanded(other), [[[], other]]);
});

test("an AdmissionReview is its object, or where that goes the one that was", () => {
  const review = (request: unknown): unknown => ({
    kind: "AdmissionReview",
    apiVersion: "admission.k8s.io/v1",
    request,
  });
  assert.equal(expanded(review({ object: { kind: "Pod" } })), [[["request", "object"], { kind: "Pod" }]]);
  assert.equal(expanded(review({ object: null, oldObject: { kind: "Pod" } })), [
    [["request", "oldObject"], { kind: "Pod" }],
  ]);
  assert.equal(expanded(review(null)), [[["request", "oldObject"], null]]);
});

test("the object of a review is in the request's namespace, where its own is empty and it isn't a Namespace", () => {
  const inNamespace = (object: unknown): unknown => {
    const request = { namespace: "shop", object };
    return expanded({ kind: "AdmissionReview", apiVersion: "admission.k8s.io/v1", request })[0]![1];
  };
  const named = { kind: "Pod", metadata: { name: "a", namespace: "shop" } };
  assert.equal(inNamespace({ kind: "Pod", metadata: { name: "a" } }), named);
  assert.equal(inNamespace({ kind: "Pod", metadata: { name: "a", namespace: "" } }), named);
  assert.equal(inNamespace({ kind: "Pod", metadata: null }), { kind: "Pod", metadata: { namespace: "shop" } });
  for (const other of [
    { kind: "Pod", metadata: { namespace: "own" } },
    { kind: "Pod", metadata: { namespace: 5 } },
    { kind: "Pod", metadata: "x" },
    { kind: "Namespace", metadata: { name: "shop" } },
    "text",
  ])
    assert.equal(inNamespace(other), other);
});

/** Type, name and path of each part. */
function partsOf(document: unknown): [string | undefined, string, string][] {
  return expand(new Raw(document, undefined)).map((raw) => [partType(raw), partName(raw), pathText(pathOf(raw.link))]);
}

test("the managed resources of a Terraform plan or state, of modules eight levels below the root too", () => {
  const resource = (address: string, mode = "managed"): unknown => ({
    address,
    mode,
    type: "aws_iam_role",
    values: {},
  });
  let module: object = { address: "module.nine", resources: [resource("unseen")] };
  for (let level = 0; level < 8; level++)
    module = { address: `module.${level}`, resources: [resource(`role.${level}`)], child_modules: [module] };
  const root = { resources: [resource("root"), resource("read", "data")], child_modules: [module] };
  const below = "child_modules[0]";
  const expected = (prefix: string): unknown => [
    ["aws_iam_role", "root", `${prefix}.resources[0]`],
    ...[7, 6, 5, 4, 3, 2, 1, 0].map((level, index) => [
      "aws_iam_role",
      `role.${level}`,
      `${prefix}.${`${below}.`.repeat(index + 1)}resources[0]`,
    ]),
    ["module", "module.nine", `${prefix}${`.${below}`.repeat(9)}`],
  ];
  assert.equal(partsOf({ planned_values: { root_module: root } }), expected("planned_values.root_module"));
  assert.equal(partsOf({ values: { root_module: root } }), expected("values.root_module"));
});

test("the resources of a CloudFormation template, and what a macro makes resources of", () => {
  const template = {
    Resources: { R: { Type: "AWS::IAM::Role" }, "Fn::ForEach::Roles": ["Name", [], {}], Odd: { Type: 1 } },
  };
  assert.equal(partsOf(template), [
    ["AWS::IAM::Role", "AWS::IAM::Role R", "Resources.R"],
    ["Fn::", "Fn:: Fn::ForEach::Roles", "Resources.Fn::ForEach::Roles"],
    ["?", "? Odd", "Resources.Odd"],
  ]);
});

test("a macro that may change the whole template is a part of its own", () => {
  const template = (transform: unknown): unknown => ({ Transform: transform, Resources: { R: { Type: "T" } } });
  const known = ["AWS::Serverless-2016-10-31", "AWS::LanguageExtensions"];
  for (const transform of [known[0], known, undefined]) assert.is(partsOf(template(transform)).length, 1);
  assert.equal(partsOf(template("Mine")).slice(1), [["Fn::Transform", "Transform Mine", "Transform"]]);
  assert.equal(partsOf(template([known[0], "Mine", { Name: "AWS::Include", Parameters: {} }])).slice(1), [
    ["Fn::Transform", "Transform Mine", "Transform[1]"],
    ["Fn::Transform", "Transform AWS::Include", "Transform[2]"],
  ]);
});

/** What tells which values of a part aren't known. */
function openOf(document: unknown): unknown {
  return expand(new Raw(document, undefined)).map(({ origin }) => origin?.open);
}

test("a resource of a template in which a function stands, or may, knows the template's names", () => {
  const names = {
    wrapper: "cloudformation",
    declared: ["R", "P"],
    resources: ["R"],
    conditions: ["C"],
    mappings: ["M"],
    maps: { M: {} },
  };
  // The condition of a choice is one of the settings.
  const settings = (value: unknown): unknown =>
    Array.isArray(value) && value[0] === "C" ? [{ "condition C": true }, { "condition C": false }] : [{}];
  const withProperty = (value: unknown): unknown => ({
    Parameters: { P: {} },
    Conditions: { C: {} },
    Mappings: { M: {} },
    Resources: { R: { Type: "T", DependsOn: "P", Properties: { a: [{ b: value }] } } },
  });
  const open: readonly unknown[] = [
    { Ref: "P" },
    { "Fn::Transform": {} },
    { "Fn::Transform": {}, other: 1 },
    { "Fn::ForEach::Keys": [], other: 1 },
    "P",
    "R.Arn",
    "AWS::Region",
    "a ${P} b",
    "{{resolve:ssm:/shop/mode}}",
    "2",
    "true",
    ["C", "a", "b"],
    ["M", "a", "b"],
    ["", ["a"]],
    [0, ["a"]],
  ];
  for (const value of open)
    assert.equal(openOf(withProperty(value)), [{ ...names, settings: settings(value) }], JSON.stringify(value));
  const closed: readonly unknown[] = [
    { Ref: "x", other: 1 },
    { Referrer: "x" },
    "Q",
    "p",
    "Q.R",
    ["D", "a", "b"],
    ["C", "a"],
    [true, ["a"]],
    ["", "a"],
    1,
    null,
  ];
  for (const value of closed) assert.equal(openOf(withProperty(value)), [undefined], JSON.stringify(value));
});

/** The settings of a resource whose condition is Own, of a template with conditions A to D and some parameters. */
function settingsOf(properties: unknown): unknown {
  const template = {
    Parameters: {
      Stage: { Type: "String", AllowedValues: ["test", "live"] },
      Count: { Type: "Number", AllowedValues: [1, 2, "1", 3] },
      Many: { Type: "String", AllowedValues: ["1", "2", "3", "4", "5", "6", "7", "8", "9"] },
      Texts: { Type: "CommaDelimitedList", AllowedValues: ["a", "b"] },
      Odd: { Type: "String", AllowedValues: ["a", "Stage"] },
      Any: { Type: "String", Default: "a" },
    },
    Conditions: { D: {}, C: {}, B: {}, A: {}, Own: {} },
    Resources: { R: { Type: "T", Condition: "Own", Properties: properties } },
  };
  return (openOf(template) as { readonly settings: unknown }[])[0]!.settings;
}

test("a resource is judged in each setting of its conditions and of parameters with few allowed values", () => {
  const choice = (name: string): unknown => ({ "Fn::If": [name, 1, 2] });
  assert.equal(settingsOf([choice("B"), { deep: [["A", 1, 2]] }, choice("B")]), [
    { "condition A": true, "condition B": true },
    { "condition A": false, "condition B": true },
    { "condition A": true, "condition B": false },
    { "condition A": false, "condition B": false },
  ]);
  const ofStage = [{ "parameter Stage": "test" }, { "parameter Stage": "live" }];
  for (const value of [{ Ref: "Stage" }, "Stage", { "Fn::Sub": "a ${Stage} b" }])
    assert.equal(settingsOf([value]), ofStage, JSON.stringify(value));
  assert.equal(
    settingsOf({ Ref: "Count" }),
    [1, 2, 3].map((count) => ({ "parameter Count": String(count) })),
  );
});

test("the condition of a resource holds where it is judged", () => {
  assert.equal(settingsOf({ "Fn::If": ["Own", 1, 2] }), [{ "condition Own": true }]);
});

test("what would give more than eight settings, or isn't one of a few texts, is none", () => {
  for (const name of ["Many", "Texts", "Odd", "Any"]) assert.equal(settingsOf({ Ref: name }), [{}], name);
  assert.equal(settingsOf({ "Fn::If": ["Undeclared", 1, 2] }), [{}]);
  const four = settingsOf(["A", "B", "C", "D"].map((name) => ({ "Fn::If": [name, 1, 2] }))) as object[];
  assert.is(four.length, 8);
  assert.equal(Object.keys(four[0]!), ["condition A", "condition B", "condition C"]);
});

test("words of policies mean themselves, whatever a template's parameters are called", () => {
  const template = (value: unknown): unknown => ({
    Parameters: { Allow: {}, optional: {}, P: {} },
    Resources: { R: { Type: "T", Properties: { a: value } } },
  });
  for (const word of ["Allow", "optional"]) assert.equal(openOf(template(word)), [undefined]);
  const sections = { declared: ["R", "P"], resources: ["R"], conditions: [], mappings: [], maps: null };
  const open = { wrapper: "cloudformation", ...sections, settings: [{}] };
  assert.equal(openOf(template({ Ref: "Allow" })), [open]);
});

test("a provider of a plan that is given keys in its configuration is a part of its own", () => {
  const plan = (expressions: unknown): unknown => ({
    planned_values: { root_module: { resources: [{ address: "a", type: "t" }] } },
    configuration: { provider_config: { aws: { name: "aws", expressions } } },
  });
  for (const key of ["access_key", "secret_key"])
    assert.equal(partsOf(plan({ [key]: { constant_value: "x" } })).slice(1), [
      ["provider", "provider aws with static keys", "configuration.provider_config.aws"],
    ]);
  for (const expressions of [{ region: { constant_value: "x" } }, { access_key: { references: ["var.key"] } }, null])
    assert.is(partsOf(plan(expressions)).length, 1);
});

test("what a plan deletes isn't judged, and without planned values a plan is a document by itself", () => {
  const deleted = { address: "b", type: "t", change: { actions: ["delete"], before: { policy: "{}" }, after: null } };
  const resources = [{ address: "a", type: "t" }];
  const plan = { planned_values: { root_module: { resources } }, resource_changes: [deleted] };
  assert.equal(
    partsOf(plan).map(([, name]) => name),
    ["a"],
  );
  assert.is(partsOf({ resource_changes: [deleted] }).length, 1);
  assert.is(partsOf({ resource_changes: [deleted] })[0]![2], "the document");
});

test("what a plan says of sensitive values changes nothing", () => {
  const change = (sensitive: object): object => ({
    address: "a",
    change: { after_unknown: { b: true }, ...sensitive },
  });
  const plan = (sensitive: object): unknown => ({
    planned_values: { root_module: { resources: [{ address: "a", type: "t", values: { a: 1 } }] } },
    resource_changes: [change(sensitive)],
  });
  assert.equal(openOf(plan({ after_sensitive: { a: true } })), openOf(plan({})));
});

test("a resource of a plan with values that aren't known yet, but for those that no rule reads", () => {
  const planned = (unknown: unknown): unknown => ({
    planned_values: { root_module: { resources: [{ address: "a", type: "t" }] } },
    resource_changes: [{ address: "b" }, { address: "a", change: { after_unknown: unknown } }],
  });
  for (const unknown of [{ policy: true }, { id: true, blocks: [{}, { inner: true }] }])
    assert.equal(openOf(planned(unknown)), [{ wrapper: "terraform", unknown }]);
  for (const unknown of [{}, { id: true, arn: true, tags_all: { a: true } }, { policy: false, list: [{}] }, null])
    assert.equal(openOf(planned(unknown)), [undefined]);
});

test("the entries of what the AWS command line prints", () => {
  const details = {
    UserDetailList: [{ UserName: "u" }],
    GroupDetailList: [{ GroupName: "g" }],
    RoleDetailList: [{ RoleName: "r" }, {}],
    Policies: [{ PolicyName: "p" }],
  };
  assert.equal(partsOf(details), [
    ["iam:UserDetail", "IAM user u", "UserDetailList[0]"],
    ["iam:GroupDetail", "IAM group g", "GroupDetailList[0]"],
    ["iam:RoleDetail", "IAM role r", "RoleDetailList[0]"],
    ["iam:RoleDetail", "IAM role ?", "RoleDetailList[1]"],
    ["iam:ManagedPolicyDetail", "IAM policy p", "Policies[0]"],
  ]);
  assert.equal(partsOf({ Reservations: [{ Instances: [{ InstanceId: "i-1" }] }, {}] }), [
    ["ec2:Instance", "instance i-1", "Reservations[0].Instances[0]"],
  ]);
  assert.equal(partsOf({ LaunchTemplateVersions: [{ LaunchTemplateId: "lt-1" }, { LaunchTemplateName: "n" }] }), [
    ["ec2:LaunchTemplateVersion", "launch template lt-1", "LaunchTemplateVersions[0]"],
    ["ec2:LaunchTemplateVersion", "launch template n", "LaunchTemplateVersions[1]"],
  ]);
  assert.equal(partsOf({ Role: { RoleName: "r" } }), [["iam:Role", "IAM role r", "Role"]]);
  assert.equal(partsOf({ PolicyVersion: { VersionId: "v2" } }), [
    ["iam:PolicyVersion", "IAM policy version v2", "PolicyVersion"],
  ]);
});

test("the entries of eksctl's ClusterConfig, and one without any as it is", () => {
  const config = (sections: object): unknown => ({
    kind: "ClusterConfig",
    apiVersion: "eksctl.io/v1alpha5",
    ...sections,
  });
  assert.equal(
    partsOf(
      config({
        accessConfig: { accessEntries: [{ principalARN: "arn:aws:iam::111122223333:role/x" }] },
        iam: { serviceAccounts: [{ metadata: { name: "web", namespace: "shop" } }], podIdentityAssociations: [{}] },
        managedNodeGroups: [{ name: "system" }],
      }),
    ),
    [
      ["eksctl:Cluster", "cluster ?", "the document"],
      ["eksctl:AccessEntry", "access entry of arn:aws:iam::111122223333:role/x", "accessConfig.accessEntries[0]"],
      ["eksctl:ServiceAccount", "service account shop/web", "iam.serviceAccounts[0]"],
      ["eksctl:PodIdentityAssociation", "Pod Identity association of ?/?", "iam.podIdentityAssociations[0]"],
      ["eksctl:ManagedNodeGroup", "managed node group system", "managedNodeGroups[0]"],
    ],
  );
  assert.equal(partsOf(config({})), [["eksctl:Cluster", "cluster ?", "the document"]]);
  assert.equal(partsOf({ kind: "ClusterConfig", apiVersion: "other/v1", nodeGroups: [{}] }), [
    [undefined, "?", "the document"],
  ]);
});

test("anything else is one document", () => {
  for (const document of [
    null,
    "List",
    [],
    {},
    { kind: "Pod", items: [] },
    { kind: "List", items: [] },
    { kind: "List", apiVersion: "v1" },
    { kind: "List", apiVersion: 1, items: [] },
  ]) {
    assert.equal(expanded(document), [[[], document]]);
  }
});

test.run();
