import { elements, exists, inputKind, instance, type Located, member, partName, partType, type Raw } from "regoscript";
import { isCrossplaneResource } from "./crossplane.ts";
import { customResourceName, isCustomResource } from "./sources.ts";

/**
 * An OIDC provider whose users authenticate to a cluster beside IAM principals. Source:
 * https://docs.aws.amazon.com/eks/latest/APIReference/API_OidcIdentityProviderConfigRequest.html
 */
export interface IdentityProviderConfig extends Located {
  issuerUrl?: string;
  /** `sub` if absent. */
  usernameClaim?: string;
  /** `issuerUrl#` if absent, but for the claim `email`; `-` for none. */
  usernamePrefix?: string;
  groupsClaim?: string;
  /** Nothing if absent. */
  groupsPrefix?: string;
}

/** OIDC identity providers of EKS clusters. */
export const IdentityProviderConfig = inputKind<IdentityProviderConfig>({
  id: "identity-provider-config",
  title: "OIDC identity provider of an EKS cluster",
  recognises: [
    "aws eks describe-identity-provider-config: identityProviderConfig.oidc",
    "Terraform: oidc of aws_eks_identity_provider_config",
    "CloudFormation: AWS::EKS::IdentityProviderConfig Oidc",
    "eksctl: ClusterConfig identityProviders",
    "ACK: IdentityProviderConfig.eks.services.k8s.aws spec.oidc",
    "Crossplane: IdentityProviderConfig of eks.aws.upbound.io and eks.aws.m.upbound.io spec.forProvider.oidc",
    "Cluster API: AWSManagedControlPlane.controlplane.cluster.x-k8s.io spec.oidcIdentityProviderConfig",
  ],
  kubernetes: [
    {
      groups: ["eks.services.k8s.aws", "eks.aws.upbound.io", "eks.aws.m.upbound.io"],
      kinds: ["IdentityProviderConfig"],
    },
    { groups: ["controlplane.cluster.x-k8s.io"], kinds: ["AWSManagedControlPlane"] },
  ],
  *find(document) {
    const type = partType(document);
    for (const oidc of ofOneSpelling(document)) {
      yield instance<IdentityProviderConfig>(
        oidc,
        type === undefined ? customResourceName(document) : partName(document),
        {
          issuerUrl: member(oidc, "issuerUrl"),
          usernameClaim: member(oidc, "usernameClaim"),
          usernamePrefix: member(oidc, "usernamePrefix"),
          groupsClaim: member(oidc, "groupsClaim"),
          groupsPrefix: member(oidc, "groupsPrefix"),
        },
      );
    }
    if (type === "aws_eks_identity_provider_config") {
      for (const oidc of elements(member(document, "values", "oidc"))) {
        yield instance<IdentityProviderConfig>(oidc, partName(document), {
          issuerUrl: member(oidc, "issuer_url"),
          usernameClaim: member(oidc, "username_claim"),
          usernamePrefix: member(oidc, "username_prefix"),
          groupsClaim: member(oidc, "groups_claim"),
          groupsPrefix: member(oidc, "groups_prefix"),
        });
      }
    }
    if (type === "AWS::EKS::IdentityProviderConfig") {
      const oidc = member(document, "Properties", "Oidc");
      yield instance<IdentityProviderConfig>(oidc, partName(document), {
        issuerUrl: member(oidc, "IssuerUrl"),
        usernameClaim: member(oidc, "UsernameClaim"),
        usernamePrefix: member(oidc, "UsernamePrefix"),
        groupsClaim: member(oidc, "GroupsClaim"),
        groupsPrefix: member(oidc, "GroupsPrefix"),
      });
    }
    if (type === "eksctl:IdentityProvider") {
      yield instance<IdentityProviderConfig>(document, partName(document), {
        issuerUrl: member(document, "issuerURL"),
        usernameClaim: member(document, "usernameClaim"),
        usernamePrefix: member(document, "usernamePrefix"),
        groupsClaim: member(document, "groupsClaim"),
        groupsPrefix: member(document, "groupsPrefix"),
      });
    }
    const spec = member(document, "spec");
    if (isCustomResource(document, "eks.services.k8s.aws/", "IdentityProviderConfig")) {
      const oidc = member(spec, "oidc");
      yield instance<IdentityProviderConfig>(oidc, customResourceName(document), {
        issuerUrl: member(oidc, "issuerURL"),
        usernameClaim: member(oidc, "usernameClaim"),
        usernamePrefix: member(oidc, "usernamePrefix"),
        groupsClaim: member(oidc, "groupsClaim"),
        groupsPrefix: member(oidc, "groupsPrefix"),
      });
    }
  },
});

/** Where the fields have the names that EKS's API gives them. */
function ofOneSpelling(document: Raw): Raw[] {
  if (partType(document) === "eks:OidcIdentityProviderConfig") return [document];
  if (isCrossplaneResource(document, "eks", "IdentityProviderConfig")) {
    const oidc = member(document, "spec", "forProvider", "oidc");
    return [elements(oidc)[0] ?? oidc];
  }
  return isCustomResource(document, "controlplane.cluster.x-k8s.io/", "AWSManagedControlPlane")
    ? [member(document, "spec", "oidcIdentityProviderConfig")].filter((oidc) => exists(oidc))
    : [];
}
