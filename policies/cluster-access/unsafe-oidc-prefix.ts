import { json, rule, violation, yaml } from "regoscript";
import { IdentityProviderConfig } from "regoscript/aws";

const system = "system:";

export default rule({
  id: "unsafe-oidc-prefix",
  title: "OIDC provider that may name users and groups of the cluster",
  severity: "high",
  input: IdentityProviderConfig,
  rationale:
    "Users and groups of an OIDC provider are whatever the provider's tokens say, with a prefix before them. Without one, or with one that begins " +
    "like system:, whoever writes the token's claims is a member of groups that bindings of the cluster name.",
  remediation: "Give both prefixes, such as `oidc:`, each of them for one provider.",
  references: ["https://docs.aws.amazon.com/eks/latest/userguide/authenticate-oidc-identity-provider.html"],

  *check(provider) {
    const { groupsClaim, groupsPrefix = "", usernameClaim, usernamePrefix } = provider;
    if (groupsClaim !== undefined && groupsPrefix === "")
      yield violation(provider, `groups of the claim ${groupsClaim} have no prefix`);
    if (usernamePrefix === "-" || (usernameClaim === "email" && (usernamePrefix ?? "") === ""))
      yield violation(provider, `users of the claim ${usernameClaim ?? "sub"} have no prefix`);
    for (const prefix of [groupsPrefix, usernamePrefix ?? ""])
      if (prefix !== "" && (system.startsWith(prefix) || prefix.startsWith(system)))
        yield violation(provider, `the prefix ${prefix} begins like ${system}`);
  },

  examples: {
    "no prefixes": {
      document: yaml`
        apiVersion: eksctl.io/v1alpha5
        kind: ClusterConfig
        metadata: {name: shop, region: eu-central-1}
        identityProviders:
          - {name: company, type: oidc, issuerURL: https://id.example, clientID: kubernetes, usernameClaim: email, groupsClaim: groups}
        `,
      violations: [
        {
          message: "groups of the claim groups have no prefix",
          path: ["identityProviders", 0],
          resource: "identity provider company",
        },
        {
          message: "users of the claim email have no prefix",
          path: ["identityProviders", 0],
          resource: "identity provider company",
        },
      ],
    },
    "part of the system's": {
      document: json`
        {
          "planned_values": {
            "root_module": {
              "resources": [
                {
                  "address": "aws_eks_identity_provider_config.it",
                  "mode": "managed",
                  "type": "aws_eks_identity_provider_config",
                  "values": {
                    "oidc": [
                      {
                        "issuer_url": "https://id.example",
                        "groups_claim": "groups",
                        "groups_prefix": "sys",
                        "username_prefix": "-"
                      }
                    ]
                  }
                }
              ]
            }
          }
        }
        `,
      violations: [
        {
          message: "users of the claim sub have no prefix",
          path: ["planned_values", "root_module", "resources", 0, "values", "oidc", 0],
          resource: "aws_eks_identity_provider_config.it",
        },
        {
          message: "the prefix sys begins like system:",
          path: ["planned_values", "root_module", "resources", 0, "values", "oidc", 0],
          resource: "aws_eks_identity_provider_config.it",
        },
      ],
    },
    "Cluster API": {
      document: yaml`
        apiVersion: controlplane.cluster.x-k8s.io/v1beta2
        kind: AWSManagedControlPlane
        metadata: {name: it}
        spec:
          oidcIdentityProviderConfig: {issuerUrl: https://id.example, groupsClaim: groups}
        `,
      violations: [
        {
          message: "groups of the claim groups have no prefix",
          path: ["spec", "oidcIdentityProviderConfig"],
          resource: "AWSManagedControlPlane it",
        },
      ],
    },
    "prefixes of its own": {
      document: yaml`
        Resources:
          It:
            Type: AWS::EKS::IdentityProviderConfig
            Properties:
              ClusterName: shop
              Type: oidc
              Oidc: {IssuerUrl: https://id.example, ClientId: kubernetes, GroupsClaim: groups, GroupsPrefix: "oidc:", UsernamePrefix: "oidc:"}
        `,
      violations: [],
    },
    "users alone, by the issuer's name": {
      document: json`
        {
          "identityProviderConfig": { "oidc": { "identityProviderConfigName": "company", "issuerUrl": "https://id.example", "clientId": "kubernetes" } }
        }
        `,
      violations: [],
    },
  },
});
