import { part } from "../authoring/part.ts";
import { elements, member, type Raw, text } from "../authoring/raw.ts";

/**
 * A ClusterConfig as the cluster that it makes, and the entries of its sections that say who may do what, and which
 * nodes there are.
 *
 * Source: https://docs.aws.amazon.com/eks/latest/eksctl/schema.html
 */
export function clusterConfigParts(document: Raw): Raw[] {
  if (text(member(document, "apiVersion"))?.startsWith("eksctl.io/") !== true) return [];
  const [access, iam] = [member(document, "accessConfig"), member(document, "iam")];
  return [
    part(document, "eksctl:Cluster", `cluster ${text(member(document, "metadata", "name")) ?? "?"}`),
    ...elements(member(access, "accessEntries")).map((entry) =>
      part(entry, "eksctl:AccessEntry", `access entry of ${text(member(entry, "principalARN")) ?? "?"}`),
    ),
    ...elements(member(iam, "serviceAccounts")).map((account) =>
      part(
        account,
        "eksctl:ServiceAccount",
        `service account ${text(member(account, "metadata", "namespace")) ?? "?"}/${text(member(account, "metadata", "name")) ?? "?"}`,
      ),
    ),
    ...elements(member(iam, "podIdentityAssociations")).map((association) =>
      part(
        association,
        "eksctl:PodIdentityAssociation",
        `Pod Identity association of ${text(member(association, "namespace")) ?? "?"}/${text(member(association, "serviceAccountName")) ?? "?"}`,
      ),
    ),
    ...elements(member(document, "iamIdentityMappings")).map((mapping) =>
      part(mapping, "eksctl:IAMIdentityMapping", `identity mapping of ${text(member(mapping, "arn")) ?? "?"}`),
    ),
    ...elements(member(document, "identityProviders")).map((provider) =>
      named(provider, "eksctl:IdentityProvider", "identity provider"),
    ),
    ...elements(member(document, "nodeGroups")).map((group) => named(group, "eksctl:NodeGroup", "node group")),
    ...elements(member(document, "managedNodeGroups")).map((group) =>
      named(group, "eksctl:ManagedNodeGroup", "managed node group"),
    ),
    ...elements(member(document, "fargateProfiles")).map((profile) =>
      named(profile, "eksctl:FargateProfile", "Fargate profile"),
    ),
    ...elements(member(document, "addons")).map((addon) => named(addon, "eksctl:Addon", "add-on")),
    ...elements(member(document, "capabilities")).map((capability) =>
      named(capability, "eksctl:Capability", "capability"),
    ),
  ];
}

function named(entry: Raw, type: string, noun: string): Raw {
  return part(entry, type, `${noun} ${text(member(entry, "name")) ?? "?"}`);
}
