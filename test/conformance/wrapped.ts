import { kubernetesObjects } from "./kubernetes.ts";

/**
 * One thing that is wrong in each place that a wrapper has for it, with the rule that says so and where.
 */
export interface Wrapped {
  readonly name: string;
  readonly document: unknown;
  /** Rule, resource and path of each violation, the path with dots. */
  readonly violations: readonly (readonly [rule: string, resource: string, path: string])[];
}

const everything = { Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };
const harmless = { Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::shop/*" }] };
const anyone = {
  Statement: [{ Effect: "Allow", Principal: { Federated: "*" }, Action: "sts:AssumeRoleWithWebIdentity" }],
};
const ec2 = { Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }] };
const wildcard = "wildcard-iam-permissions";
const broad = "broad-irsa-trust";

function template(type: string, properties: unknown): unknown {
  return { Resources: { It: { Type: type, Properties: properties }, Bucket: { Type: "AWS::S3::Bucket" } } };
}

function plan(type: string, values: unknown): unknown {
  const resource = { address: `${type}.it`, mode: "managed", type, name: "it", values };
  return { planned_values: { root_module: { resources: [{ address: "x", type: "aws_s3_bucket" }, resource] } } };
}

/** A script with a key, as it is and in base64. */
const script = "#!/bin/sh\nexport KEY=AKIA0001000200030004\n";
const encodedScript = Buffer.from(script).toString("base64");
const inUserData = "credentials-in-user-data";

const inlinePolicies = [{ PolicyName: "harmless", PolicyDocument: harmless }, { PolicyDocument: everything }];
const versions = [
  { VersionId: "v1", IsDefaultVersion: false, Document: everything },
  { VersionId: "v2", IsDefaultVersion: true, Document: everything },
];

const ofTemplates = [
  ...["RolePolicy", "UserPolicy", "GroupPolicy", "ManagedPolicy", "Policy"].map(
    (kind): Wrapped => ({
      name: `AWS::IAM::${kind}`,
      document: template(`AWS::IAM::${kind}`, { PolicyDocument: everything }),
      violations: [[wildcard, `AWS::IAM::${kind} It`, "Resources.It.Properties.PolicyDocument.Statement[0]"]],
    }),
  ),
  ...["User", "Group"].map(
    (kind): Wrapped => ({
      name: `Policies of AWS::IAM::${kind}`,
      document: template(`AWS::IAM::${kind}`, { Policies: inlinePolicies }),
      violations: [
        [wildcard, `AWS::IAM::${kind} It`, "Resources.It.Properties.Policies[1].PolicyDocument.Statement[0]"],
      ],
    }),
  ),
  {
    name: "a role's trust and policies in a template",
    document: template("AWS::IAM::Role", { AssumeRolePolicyDocument: anyone, Policies: inlinePolicies }),
    violations: [
      [broad, "AWS::IAM::Role It", "Resources.It.Properties.AssumeRolePolicyDocument.Statement[0]"],
      [wildcard, "AWS::IAM::Role It", "Resources.It.Properties.Policies[1].PolicyDocument.Statement[0]"],
    ],
  },
  {
    name: "AWS::SSO::PermissionSet",
    document: template("AWS::SSO::PermissionSet", { InlinePolicy: everything }),
    violations: [[wildcard, "AWS::SSO::PermissionSet It", "Resources.It.Properties.InlinePolicy.Statement[0]"]],
  },
  ...["AWS::AutoScaling::LaunchConfiguration", "AWS::EC2::Instance"].map(
    (type): Wrapped => ({
      name: type,
      document: template(type, { MetadataOptions: { HttpTokens: "optional", HttpPutResponseHopLimit: 1 } }),
      violations: [["imdsv1-allowed", `${type} It`, "Resources.It.Properties.MetadataOptions"]],
    }),
  ),
  {
    name: "inline policies of AWS::Serverless::Function",
    document: template("AWS::Serverless::Function", {
      Policies: ["AmazonS3ReadOnlyAccess", { S3ReadPolicy: { BucketName: "shop" } }, harmless, everything],
    }),
    violations: [[wildcard, "AWS::Serverless::Function It", "Resources.It.Properties.Policies[3].Statement[0]"]],
  },
  {
    name: "a lone inline policy of AWS::Serverless::StateMachine",
    document: template("AWS::Serverless::StateMachine", { Policies: everything }),
    violations: [[wildcard, "AWS::Serverless::StateMachine It", "Resources.It.Properties.Policies.Statement[0]"]],
  },
  {
    name: "choices and parameters with allowed values in a template",
    document: {
      Transform: ["AWS::LanguageExtensions", "Ours"],
      Parameters: {
        Tokens: { Type: "String", AllowedValues: ["optional", "required"] },
        Hops: { Type: "Number", AllowedValues: [2, 3] },
      },
      Conditions: { Old: {}, Live: {} },
      Resources: {
        Nodes: {
          Type: "AWS::EC2::LaunchTemplate",
          Properties: {
            LaunchTemplateData: { MetadataOptions: { HttpTokens: { Ref: "Tokens" }, HttpPutResponseHopLimit: "Hops" } },
          },
        },
        Team: {
          Type: "AWS::IAM::Policy",
          Properties: {
            PolicyDocument: {
              Statement: [
                { "Fn::If": ["Old", { Effect: "Allow", Action: "*", Resource: "*" }, { Ref: "AWS::NoValue" }] },
                ["Live", harmless.Statement[0], "AWS::NoValue"],
                { Effect: "Allow", Action: ["Live", "*", { "Fn::If": ["Old", "*", "*"] }], Resource: "*" },
              ],
            },
          },
        },
      },
    },
    violations: [
      // Of each limit, since what is said of them differs.
      ...[2, 3].map((): [string, string, string] => [
        "imds-hop-limit-too-high",
        "AWS::EC2::LaunchTemplate Nodes",
        "Resources.Nodes.Properties.LaunchTemplateData.MetadataOptions",
      ]),
      [wildcard, "AWS::IAM::Policy Team", "Resources.Team.Properties.PolicyDocument.Statement[2]"],
    ],
  },
  ...["AWS::AutoScaling::LaunchConfiguration", "AWS::EC2::Instance"].flatMap((type): Wrapped[] =>
    [{ "Fn::Base64": script }, script, encodedScript].map((userData, index) => ({
      name: `user data of ${type}, form ${index + 1}`,
      document: template(type, { UserData: userData }),
      violations: [[inUserData, `${type} It`, `Resources.It.Properties.UserData${index === 0 ? ".Fn::Base64" : ""}`]],
    })),
  ),
] satisfies readonly Wrapped[];

const ofTerraform: readonly Wrapped[] = [
  ...["aws_iam_policy", "aws_iam_role_policy", "aws_iam_user_policy", "aws_iam_group_policy"].map(
    (type): Wrapped => ({
      name: type,
      document: plan(type, { policy: JSON.stringify(everything) }),
      violations: [[wildcard, `${type}.it`, "planned_values.root_module.resources[1].values.policy.Statement[0]"]],
    }),
  ),
  {
    name: "a role's trust and inline policies in a plan",
    document: plan("aws_iam_role", {
      assume_role_policy: JSON.stringify(anyone),
      inline_policy: [{ name: "all", policy: JSON.stringify(everything) }, {}],
    }),
    violations: [
      [broad, "aws_iam_role.it", "planned_values.root_module.resources[1].values.assume_role_policy.Statement[0]"],
      [
        wildcard,
        "aws_iam_role.it",
        "planned_values.root_module.resources[1].values.inline_policy[0].policy.Statement[0]",
      ],
    ],
  },
  {
    name: "aws_ssoadmin_permission_set_inline_policy",
    document: plan("aws_ssoadmin_permission_set_inline_policy", { inline_policy: JSON.stringify(everything) }),
    violations: [
      [
        wildcard,
        "aws_ssoadmin_permission_set_inline_policy.it",
        "planned_values.root_module.resources[1].values.inline_policy.Statement[0]",
      ],
    ],
  },
  ...["aws_launch_template", "aws_launch_configuration", "aws_instance", "aws_spot_instance_request"].map(
    (type): Wrapped => ({
      name: type,
      document: plan(type, { metadata_options: [{ http_tokens: "optional", http_put_response_hop_limit: 1 }] }),
      violations: [
        ["imdsv1-allowed", `${type}.it`, "planned_values.root_module.resources[1].values.metadata_options[0]"],
      ],
    }),
  ),
  ...["aws_launch_template", "aws_launch_configuration", "aws_instance", "aws_spot_instance_request"].flatMap((type) =>
    [
      ["user_data", script],
      ["user_data", encodedScript],
      ["user_data_base64", encodedScript],
    ].map(
      ([attribute = "", text]): Wrapped => ({
        name: `${attribute} of ${type}: ${text === script ? "text" : "base64"}`,
        document: plan(type, { [attribute]: text }),
        violations: [[inUserData, `${type}.it`, `planned_values.root_module.resources[1].values.${attribute}`]],
      }),
    ),
  ),
  {
    name: "a state, whose resources are below `values`",
    document: {
      values: {
        root_module: {
          resources: [],
          child_modules: [
            {
              resources: [
                {
                  address: "module.a.aws_iam_policy.it",
                  type: "aws_iam_policy",
                  values: { policy: JSON.stringify(everything) },
                },
              ],
            },
          ],
        },
      },
    },
    violations: [
      [
        wildcard,
        "module.a.aws_iam_policy.it",
        "values.root_module.child_modules[0].resources[0].values.policy.Statement[0]",
      ],
    ],
  },
];

const ofTheCommandLine: readonly Wrapped[] = [
  {
    name: "a parameter with one allowed value, which it then has",
    document: {
      Parameters: {
        Tokens: { Type: "String", AllowedValues: ["optional"] },
        Hops: { Type: "Number", AllowedValues: [1] },
      },
      Resources: {
        It: {
          Type: "AWS::EC2::Instance",
          Properties: { MetadataOptions: { HttpTokens: { Ref: "Tokens" }, HttpPutResponseHopLimit: { Ref: "Hops" } } },
        },
      },
    },
    violations: [["imdsv1-allowed", "AWS::EC2::Instance It", "Resources.It.Properties.MetadataOptions"]],
  },
  {
    name: "the record of what was collected, which holds nothing to look at",
    document: { apiVersion: "regoscript.dev/v1", kind: "Collection", of: "111122223333", tables: {} },
    violations: [],
  },
  {
    name: "get-account-authorization-details",
    document: {
      UserDetailList: [{ UserName: "u", UserPolicyList: inlinePolicies }],
      GroupDetailList: [{ GroupName: "g", GroupPolicyList: inlinePolicies }],
      RoleDetailList: [{ RoleName: "r", RolePolicyList: inlinePolicies, AssumeRolePolicyDocument: anyone }],
      Policies: [{ PolicyName: "p", PolicyVersionList: versions }],
    },
    violations: [
      [broad, "IAM role r", "RoleDetailList[0].AssumeRolePolicyDocument.Statement[0]"],
      [wildcard, "IAM group g", "GroupDetailList[0].GroupPolicyList[1].PolicyDocument.Statement[0]"],
      [wildcard, "IAM policy p", "Policies[0].PolicyVersionList[1].Document.Statement[0]"],
      [wildcard, "IAM role r", "RoleDetailList[0].RolePolicyList[1].PolicyDocument.Statement[0]"],
      [wildcard, "IAM user u", "UserDetailList[0].UserPolicyList[1].PolicyDocument.Statement[0]"],
    ],
  },
  {
    name: "list-roles",
    document: {
      Roles: [
        { RoleName: "a", AssumeRolePolicyDocument: ec2 },
        { RoleName: "b", AssumeRolePolicyDocument: anyone },
      ],
    },
    violations: [[broad, "IAM role b", "Roles[1].AssumeRolePolicyDocument.Statement[0]"]],
  },
  {
    name: "policies that are percent-encoded, as IAM's API gives them",
    document: {
      RoleDetailList: [
        {
          RoleName: "r",
          RolePolicyList: [{ PolicyName: "p", PolicyDocument: encodeURIComponent(JSON.stringify(everything)) }],
          AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify(anyone, null, 2)),
        },
      ],
    },
    violations: [
      [broad, "IAM role r", "RoleDetailList[0].AssumeRolePolicyDocument.Statement[0]"],
      [wildcard, "IAM role r", "RoleDetailList[0].RolePolicyList[0].PolicyDocument.Statement[0]"],
    ],
  },
  {
    name: "describe-launch-template-versions",
    document: {
      LaunchTemplateVersions: [
        { LaunchTemplateName: "a", LaunchTemplateData: { MetadataOptions: { HttpTokens: "optional" } } },
        { LaunchTemplateName: "b", LaunchTemplateData: { UserData: encodedScript } },
      ],
    },
    violations: [
      [inUserData, "launch template b", "LaunchTemplateVersions[1].LaunchTemplateData.UserData"],
      ["imdsv1-allowed", "launch template a", "LaunchTemplateVersions[0].LaunchTemplateData.MetadataOptions"],
    ],
  },
];

const administrator = "arn:aws:iam::aws:policy/AdministratorAccess";
const attached = "administrator-policy-attached";
const first = "planned_values.root_module.resources[1].values";

/** A custom resource, by its group and kind. */
function custom(group: string, kind: string, spec: unknown): unknown {
  return { apiVersion: `${group}/v1beta1`, kind, metadata: { name: "it" }, spec };
}

const managedPolicies: readonly Wrapped[] = [
  ...(["role", "user", "group"] as const).flatMap((holder): Wrapped[] => [
    {
      name: `aws_iam_${holder}_policy_attachment`,
      document: plan(`aws_iam_${holder}_policy_attachment`, { [holder]: "it", policy_arn: administrator }),
      violations: [[attached, `aws_iam_${holder}_policy_attachment.it`, `${first}.policy_arn`]],
    },
    {
      name: `aws_iam_${holder}_policy_attachments_exclusive`,
      document: plan(`aws_iam_${holder}_policy_attachments_exclusive`, {
        [`${holder}_name`]: "it",
        policy_arns: ["arn:aws:iam::111122223333:policy/own", administrator],
      }),
      violations: [[attached, `aws_iam_${holder}_policy_attachments_exclusive.it`, `${first}.policy_arns[1]`]],
    },
  ]),
  {
    name: "aws_iam_policy_attachment",
    document: plan("aws_iam_policy_attachment", { users: ["a"], groups: [], policy_arn: administrator }),
    violations: [[attached, "aws_iam_policy_attachment.it", `${first}.policy_arn`]],
  },
  {
    name: "managed_policy_arns of aws_iam_role",
    document: plan("aws_iam_role", {
      assume_role_policy: JSON.stringify(ec2),
      managed_policy_arns: [administrator, "arn:aws:iam::aws:policy/AmazonS3FullAccess"],
    }),
    violations: [
      [attached, "aws_iam_role.it", `${first}.managed_policy_arns[0]`],
      [attached, "aws_iam_role.it", `${first}.managed_policy_arns[1]`],
    ],
  },
  ...["Role", "User", "Group"].map(
    (kind): Wrapped => ({
      name: `ManagedPolicyArns of AWS::IAM::${kind}`,
      document: template(`AWS::IAM::${kind}`, {
        ...(kind === "Role" && { AssumeRolePolicyDocument: ec2 }),
        ManagedPolicyArns: [administrator],
      }),
      violations: [[attached, `AWS::IAM::${kind} It`, "Resources.It.Properties.ManagedPolicyArns[0]"]],
    }),
  ),
  {
    name: "AttachedManagedPolicies of an account's details",
    document: {
      UserDetailList: [{ UserName: "u", AttachedManagedPolicies: [{ PolicyArn: administrator }] }],
      GroupDetailList: [{ GroupName: "g", AttachedManagedPolicies: [{ PolicyArn: administrator }] }],
      RoleDetailList: [
        { RoleName: "r", AssumeRolePolicyDocument: ec2, AttachedManagedPolicies: [{ PolicyArn: administrator }] },
      ],
    },
    violations: [
      [attached, "IAM group g", "GroupDetailList[0].AttachedManagedPolicies[0].PolicyArn"],
      [attached, "IAM role r", "RoleDetailList[0].AttachedManagedPolicies[0].PolicyArn"],
      [attached, "IAM user u", "UserDetailList[0].AttachedManagedPolicies[0].PolicyArn"],
    ],
  },
  ...["User", "Group"].map(
    (kind): Wrapped => ({
      name: `policies of ACK's ${kind}`,
      document: custom("iam.services.k8s.aws", kind, {
        name: "it",
        policies: [administrator],
        inlinePolicies: { all: JSON.stringify(everything) },
      }),
      violations: [
        [attached, `${kind} it`, "spec.policies[0]"],
        [wildcard, `${kind} it`, "spec.inlinePolicies.all.Statement[0]"],
      ],
    }),
  ),
  ...["iam.aws.upbound.io", "iam.aws.m.upbound.io"].map(
    (group): Wrapped => ({
      name: `policies of Role.${group}`,
      document: custom(group, "Role", {
        forProvider: {
          assumeRolePolicy: JSON.stringify(ec2),
          managedPolicyArns: [administrator],
          inlinePolicy: [{ name: "all", policy: JSON.stringify(everything) }],
        },
      }),
      violations: [
        [attached, "Role it", "spec.forProvider.managedPolicyArns[0]"],
        [wildcard, "Role it", "spec.forProvider.inlinePolicy[0].policy.Statement[0]"],
      ],
    }),
  ),
  ...["User", "Group"].map(
    (kind): Wrapped => ({
      name: `${kind}PolicyAttachment.iam.aws.crossplane.io`,
      document: custom("iam.aws.crossplane.io", `${kind}PolicyAttachment`, {
        forProvider: { policyArn: administrator, [`${kind.toLowerCase()}Name`]: "it" },
      }),
      violations: [[attached, `${kind}PolicyAttachment it`, "spec.forProvider.policyArn"]],
    }),
  ),
];

const admin = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy";
const accessPolicies = [{ policyARN: admin, accessScope: { type: "cluster" } }];

const ofEksctl: readonly Wrapped[] = [
  {
    name: "policies and access policies in each section of eksctl's ClusterConfig",
    document: {
      apiVersion: "eksctl.io/v1alpha5",
      kind: "ClusterConfig",
      metadata: { name: "shop" },
      accessConfig: { bootstrapClusterCreatorAdminPermissions: false },
      vpc: { clusterEndpoints: { publicAccess: false } },
      cloudWatch: { clusterLogging: { enableTypes: ["all"] } },
      iam: {
        serviceAccounts: [
          { metadata: { name: "a", namespace: "n" }, attachPolicyARNs: [administrator], attachPolicy: everything },
        ],
        podIdentityAssociations: [
          {
            namespace: "n",
            serviceAccountName: "a",
            permissionPolicyARNs: [administrator],
            permissionPolicy: everything,
          },
        ],
      },
      addons: [
        {
          name: "vpc-cni",
          attachPolicy: everything,
          podIdentityAssociations: [{ permissionPolicyARNs: [administrator], permissionPolicy: everything }],
        },
      ],
      nodeGroups: [
        { name: "g", disablePodIMDS: true, iam: { attachPolicyARNs: [administrator], attachPolicy: everything } },
      ],
      managedNodeGroups: [{ name: "m", disablePodIMDS: true, iam: { attachPolicyARNs: [administrator] } }],
      capabilities: [
        { name: "c", type: "ARGOCD", accessPolicies, attachPolicyARNs: [administrator], attachPolicy: everything },
      ],
    },
    violations: [
      [attached, "Pod Identity association of n/a", "iam.podIdentityAssociations[0].permissionPolicyARNs[0]"],
      [attached, "add-on vpc-cni", "addons[0].podIdentityAssociations[0].permissionPolicyARNs[0]"],
      [attached, "capability c", "capabilities[0].attachPolicyARNs[0]"],
      [attached, "managed node group m", "managedNodeGroups[0].iam.attachPolicyARNs[0]"],
      [attached, "node group g", "nodeGroups[0].iam.attachPolicyARNs[0]"],
      [attached, "service account n/a", "iam.serviceAccounts[0].attachPolicyARNs[0]"],
      ["cluster-admin-access-entry", "capability c", "capabilities[0].accessPolicies[0]"],
      [wildcard, "Pod Identity association of n/a", "iam.podIdentityAssociations[0].permissionPolicy.Statement[0]"],
      [wildcard, "add-on vpc-cni", "addons[0].attachPolicy.Statement[0]"],
      [wildcard, "add-on vpc-cni", "addons[0].podIdentityAssociations[0].permissionPolicy.Statement[0]"],
      [wildcard, "capability c", "capabilities[0].attachPolicy.Statement[0]"],
      [wildcard, "node group g", "nodeGroups[0].iam.attachPolicy.Statement[0]"],
      [wildcard, "service account n/a", "iam.serviceAccounts[0].attachPolicy.Statement[0]"],
    ],
  },
];

/** What is wrong with a cluster of which nothing is said. */
const unsaid = [
  "authentication-mode-config-map",
  "authentication-not-logged",
  "authentication-not-logged",
  "cluster-creator-is-admin",
  "public-api-endpoint",
];

function allOf(rules: readonly string[], resource: string, path: string): Wrapped["violations"] {
  return rules.map((rule) => [rule, resource, path] as const);
}

const clusters: readonly Wrapped[] = [
  {
    name: "aws_eks_cluster",
    document: plan("aws_eks_cluster", {}),
    violations: allOf(unsaid, "aws_eks_cluster.it", first),
  },
  {
    name: "AWS::EKS::Cluster",
    document: template("AWS::EKS::Cluster", {}),
    violations: allOf(unsaid, "AWS::EKS::Cluster It", "Resources.It.Properties"),
  },
  {
    name: "describe-cluster",
    document: {
      cluster: {
        name: "it",
        arn: "arn:aws:eks:eu-central-1:111122223333:cluster/it",
        accessConfig: { authenticationMode: "CONFIG_MAP", bootstrapClusterCreatorAdminPermissions: true },
        resourcesVpcConfig: { endpointPublicAccess: true, publicAccessCidrs: ["0.0.0.0/0"] },
        logging: {
          clusterLogging: [
            { types: ["api"], enabled: true },
            { types: ["audit"], enabled: false },
          ],
        },
      },
    },
    violations: allOf(unsaid, "cluster it", "cluster"),
  },
  {
    name: "a cluster of another service",
    document: { cluster: { clusterName: "it", arn: "arn:aws:ecs:eu-central-1:111122223333:cluster/it" } },
    violations: [],
  },
  {
    name: "ACK's Cluster",
    document: custom("eks.services.k8s.aws", "Cluster", { name: "it" }),
    violations: allOf(unsaid, "Cluster it", "spec"),
  },
  ...["eks.aws.upbound.io", "eks.aws.m.upbound.io"].map(
    (group): Wrapped => ({
      name: `Cluster.${group}`,
      document: custom(group, "Cluster", {
        forProvider: {
          accessConfig: { bootstrapClusterCreatorAdminPermissions: true },
          enabledClusterLogTypes: ["api"],
        },
      }),
      violations: allOf(unsaid, "Cluster it", "spec.forProvider"),
    }),
  ),
  {
    name: "AWSManagedControlPlane",
    document: custom("controlplane.cluster.x-k8s.io", "AWSManagedControlPlane", {
      accessConfig: { authenticationMode: "config_map" },
      accessEntries: [{ principalARN: "arn:aws:iam::111122223333:user/u", accessPolicies }],
      oidcIdentityProviderConfig: { groupsClaim: "groups" },
    }),
    violations: [
      ["authentication-mode-config-map", "AWSManagedControlPlane it", "spec"],
      ["authentication-not-logged", "AWSManagedControlPlane it", "spec"],
      ["authentication-not-logged", "AWSManagedControlPlane it", "spec"],
      ["cluster-admin-access-entry", "AWSManagedControlPlane it", "spec.accessEntries[0].accessPolicies[0]"],
      ["cluster-creator-is-admin", "AWSManagedControlPlane it", "spec"],
      ["iam-user-has-cluster-access", "AWSManagedControlPlane it", "spec.accessEntries[0]"],
      ["public-api-endpoint", "AWSManagedControlPlane it", "spec"],
      ["unsafe-oidc-prefix", "AWSManagedControlPlane it", "spec.oidcIdentityProviderConfig"],
    ],
  },
];

const user = "arn:aws:iam::111122223333:user/u";
const byUser = "iam-user-has-cluster-access";
const byPrefix = "unsafe-oidc-prefix";
const byPolicy = "refused-pod-identity-association";
const byKey = "user-with-long-lived-keys";
const association = { namespace: "n", serviceAccount: "a", policy: "{}" };

const ofAccess: readonly Wrapped[] = [
  {
    name: "aws_eks_access_entry",
    document: plan("aws_eks_access_entry", { principal_arn: user }),
    violations: [[byUser, "aws_eks_access_entry.it", first]],
  },
  {
    name: "AWS::EKS::AccessEntry",
    document: template("AWS::EKS::AccessEntry", { PrincipalArn: user }),
    violations: [[byUser, "AWS::EKS::AccessEntry It", "Resources.It.Properties"]],
  },
  {
    name: "describe-access-entry",
    document: { accessEntry: { principalArn: user, type: "STANDARD" } },
    violations: [[byUser, `access entry of ${user}`, "accessEntry"]],
  },
  {
    name: "ACK's AccessEntry",
    document: custom("eks.services.k8s.aws", "AccessEntry", { principalARN: user }),
    violations: [[byUser, "AccessEntry it", "spec"]],
  },
  ...["eks.aws.upbound.io", "eks.aws.m.upbound.io"].flatMap((group): Wrapped[] => [
    {
      name: `AccessEntry.${group}`,
      document: custom(group, "AccessEntry", { forProvider: { principalArn: user } }),
      violations: [[byUser, "AccessEntry it", "spec.forProvider"]],
    },
    {
      name: `AccessPolicyAssociation.${group}`,
      document: custom(group, "AccessPolicyAssociation", {
        forProvider: { policyArn: admin, accessScope: [{ type: "cluster" }] },
      }),
      violations: [["cluster-admin-access-entry", "AccessPolicyAssociation it", "spec.forProvider"]],
    },
    {
      name: `PodIdentityAssociation.${group}`,
      document: custom(group, "PodIdentityAssociation", { forProvider: association }),
      violations: [[byPolicy, "PodIdentityAssociation it", "spec.forProvider"]],
    },
    {
      name: `IdentityProviderConfig.${group}`,
      document: custom(group, "IdentityProviderConfig", { forProvider: { oidc: [{ groupsClaim: "groups" }] } }),
      violations: [[byPrefix, "IdentityProviderConfig it", "spec.forProvider.oidc[0]"]],
    },
  ]),
  {
    name: "aws_eks_pod_identity_association",
    document: plan("aws_eks_pod_identity_association", { policy: "{}" }),
    violations: [[byPolicy, "aws_eks_pod_identity_association.it", first]],
  },
  {
    name: "AWS::EKS::PodIdentityAssociation",
    document: template("AWS::EKS::PodIdentityAssociation", { Policy: "{}" }),
    violations: [[byPolicy, "AWS::EKS::PodIdentityAssociation It", "Resources.It.Properties"]],
  },
  {
    name: "describe-pod-identity-association, list-pod-identity-associations",
    document: { association, associations: [{ namespace: "n", serviceAccount: "b" }] },
    violations: [[byPolicy, "Pod Identity association of n/a", "association"]],
  },
  {
    name: "ACK's PodIdentityAssociation",
    document: custom("eks.services.k8s.aws", "PodIdentityAssociation", association),
    violations: [[byPolicy, "PodIdentityAssociation it", "spec"]],
  },
  {
    name: "aws_eks_identity_provider_config",
    document: plan("aws_eks_identity_provider_config", { oidc: [{ groups_claim: "groups" }] }),
    violations: [[byPrefix, "aws_eks_identity_provider_config.it", `${first}.oidc[0]`]],
  },
  {
    name: "AWS::EKS::IdentityProviderConfig",
    document: template("AWS::EKS::IdentityProviderConfig", { Oidc: { GroupsClaim: "groups" } }),
    violations: [[byPrefix, "AWS::EKS::IdentityProviderConfig It", "Resources.It.Properties.Oidc"]],
  },
  {
    name: "describe-identity-provider-config",
    document: { identityProviderConfig: { oidc: { identityProviderConfigName: "i", groupsClaim: "groups" } } },
    violations: [[byPrefix, "identity provider i", "identityProviderConfig.oidc"]],
  },
  {
    name: "ACK's IdentityProviderConfig",
    document: custom("eks.services.k8s.aws", "IdentityProviderConfig", { oidc: { groupsClaim: "groups" } }),
    violations: [[byPrefix, "IdentityProviderConfig it", "spec.oidc"]],
  },
  {
    name: "create-access-key",
    document: { AccessKey: { UserName: "u", Status: "Active" } },
    violations: [[byKey, "access key of u", "AccessKey"]],
  },
  ...["iam.aws.upbound.io", "iam.aws.m.upbound.io"].map(
    (group): Wrapped => ({
      name: `AccessKey.${group}`,
      document: custom(group, "AccessKey", { forProvider: { user: "u" } }),
      violations: [[byKey, "AccessKey it", "spec.forProvider"]],
    }),
  ),
];

export const wrapped: readonly Wrapped[] = [
  ...ofTemplates,
  ...ofTerraform,
  ...ofTheCommandLine,
  ...managedPolicies,
  ...ofEksctl,
  ...kubernetesObjects,
  ...clusters,
  ...ofAccess,
];
