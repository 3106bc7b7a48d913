import { part } from "../authoring/part.ts";
import { elements, isMapping, member, type Raw, text } from "../authoring/raw.ts";

/**
 * What the AWS command line prints, one by one: the entries of `iam get-account-authorization-details`, `iam
 * list-roles`, `ec2 describe-instances`, `ec2 describe-launch-template-versions`, and the thing that `iam get-role`,
 * `iam get-policy-version`, `eks describe-cluster` and the commands that create one print. Types are the names that the
 * AWS SDKs' service models give the shapes.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
 */
export function commandLineParts(document: Raw): Raw[] {
  return [
    ...entries(document, "UserDetailList").map((user) => named(user, "iam:UserDetail", "IAM user", "UserName")),
    ...entries(document, "GroupDetailList").map((group) => named(group, "iam:GroupDetail", "IAM group", "GroupName")),
    ...entries(document, "RoleDetailList").map((role) => named(role, "iam:RoleDetail", "IAM role", "RoleName")),
    // `list-policies` prints policies without their versions.
    ...entries(document, "Policies")
      .filter((policy) => text(member(policy, "PolicyName")) !== undefined)
      .map((policy) => named(policy, "iam:ManagedPolicyDetail", "IAM policy", "PolicyName")),
    ...entries(document, "AttachedPolicies").map((policy) =>
      named(policy, "iam:AttachedPolicy", "attached policy", "PolicyName"),
    ),
    ...entries(document, "Roles").map((role) => named(role, "iam:Role", "IAM role", "RoleName")),
    ...thing(document, "Role").map((role) => named(role, "iam:Role", "IAM role", "RoleName")),
    ...thing(document, "PolicyVersion").map((version) =>
      named(version, "iam:PolicyVersion", "IAM policy version", "VersionId"),
    ),
    ...[...entries(document, "AccessKeyMetadata"), ...thing(document, "AccessKey")].map((key) =>
      named(key, "iam:AccessKey", "access key of", "UserName"),
    ),
    ...eksParts(document),
    ...thing(document, "AccountLevel").map((defaults) =>
      part(defaults, "ec2:InstanceMetadataDefaultsResponse", "instance metadata defaults"),
    ),
    ...entries(document, "Reservations")
      .flatMap((reservation) => entries(reservation, "Instances"))
      .map((instance) => named(instance, "ec2:Instance", "instance", "InstanceId")),
    ...[...entries(document, "LaunchTemplateVersions"), ...thing(document, "LaunchTemplateVersion")].map((version) =>
      named(
        version,
        "ec2:LaunchTemplateVersion",
        "launch template",
        text(member(version, "LaunchTemplateName")) === undefined ? "LaunchTemplateId" : "LaunchTemplateName",
      ),
    ),
  ];
}

/**
 * What `aws eks` prints: ECS has clusters under the same name, which are told apart by their ARN.
 *
 * Source: https://docs.aws.amazon.com/eks/latest/APIReference/API_Operations.html
 */
function eksParts(document: Raw): Raw[] {
  return [
    ...thing(document, "cluster")
      .filter((cluster) => (text(member(cluster, "arn")) ?? "").includes(":eks:"))
      .map((cluster) => named(cluster, "eks:Cluster", "cluster", "name")),
    ...thing(document, "accessEntry").map((entry) =>
      named(entry, "eks:AccessEntry", "access entry of", "principalArn"),
    ),
    ...[...entries(document, "associations"), ...thing(document, "association")]
      .filter((association) => text(member(association, "serviceAccount")) !== undefined)
      .map((association) =>
        part(
          association,
          "eks:PodIdentityAssociation",
          `Pod Identity association of ${text(member(association, "namespace")) ?? "?"}/${text(member(association, "serviceAccount")) ?? "?"}`,
        ),
      ),
    ...thing(document, "identityProviderConfig")
      .flatMap((config) => thing(config, "oidc"))
      .map((oidc) => named(oidc, "eks:OidcIdentityProviderConfig", "identity provider", "identityProviderConfigName")),
  ];
}

function entries(document: Raw, list: string): Raw[] {
  return elements(member(document, list));
}

/** What stands under the name of a thing, if it is one. */
function thing(document: Raw, name: string): Raw[] {
  const value = member(document, name);
  return isMapping(value) ? [value] : [];
}

function named(entry: Raw, type: string, noun: string, name: string): Raw {
  return part(entry, type, `${noun} ${text(member(entry, name)) ?? "?"}`);
}
