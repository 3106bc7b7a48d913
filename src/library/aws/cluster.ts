import {
  elements,
  inputKind,
  instance,
  type Listed,
  type Located,
  member,
  partName,
  partType,
  type Raw,
  upperCase,
} from "regoscript";
import { isCrossplaneResource } from "./crossplane.ts";
import { customResourceName, isCustomResource } from "./sources.ts";

/** Types of logs that are switched on together, as EKS's API has them. */
export interface LogSetup extends Located {
  types: string[];
  enabled?: boolean;
}

/** A type of log that is on, as CloudFormation has it. */
export interface EnabledLogType extends Located {
  Type?: string;
}

/** Types of logs as Cluster API's provider for AWS has them. */
export interface LogSwitches extends Located {
  audit?: boolean;
  authenticator?: boolean;
}

/**
 * An EKS cluster: who may authenticate, and from where. Wrappers have defaults of their own for what isn't said, which
 * `authenticationModeOf` and the other functions know.
 */
export interface Cluster extends Located {
  name?: string;
  /** Of Kubernetes, such as `1.34`. */
  version?: string;
  /** `API`, `API_AND_CONFIG_MAP` or `CONFIG_MAP`; Cluster API writes them in small letters. */
  authenticationMode?: string;
  bootstrapClusterCreatorAdminPermissions?: boolean;
  /** What holds these two, where it is written. */
  accessConfig?: Raw;
  endpointPublicAccess?: boolean;
  publicAccessCidrs: Listed<string>;
  clusterLogging: Listed<LogSetup>;
  enabledTypes: Listed<EnabledLogType>;
  logTypes: Listed<string>;
  logSwitches?: LogSwitches;
  /** Where the cluster is on an Outpost. */
  outpost?: Raw;
  /** eksctl's ClusterConfig, Terraform's or Crossplane's arguments, what describe-cluster prints: what this is from. */
  config?: Raw;
  terraform?: Raw;
  described?: Raw;
  /** `privateCluster.enabled` of a ClusterConfig. */
  privateCluster?: boolean;
}

/** EKS clusters. */
export const Cluster = inputKind<Cluster>({
  id: "cluster",
  title: "EKS cluster",
  recognises: [
    "aws eks describe-cluster, create-cluster: cluster",
    "Terraform: aws_eks_cluster",
    "CloudFormation: AWS::EKS::Cluster",
    "eksctl: ClusterConfig",
    "ACK: Cluster.eks.services.k8s.aws",
    "Crossplane: Cluster of eks.aws.upbound.io and eks.aws.m.upbound.io",
    "Cluster API: AWSManagedControlPlane.controlplane.cluster.x-k8s.io",
  ],
  kubernetes: [
    { groups: ["eks.services.k8s.aws", "eks.aws.upbound.io", "eks.aws.m.upbound.io"], kinds: ["Cluster"] },
    { groups: ["controlplane.cluster.x-k8s.io"], kinds: ["AWSManagedControlPlane"] },
  ],
  collect: "aws eks describe-cluster --name CLUSTER",
  *find(document) {
    const type = partType(document);
    if (type === "eks:Cluster") {
      const access = member(document, "accessConfig");
      const network = member(document, "resourcesVpcConfig");
      yield instance<Cluster>(document, partName(document), {
        name: member(document, "name"),
        version: member(document, "version"),
        authenticationMode: member(access, "authenticationMode"),
        bootstrapClusterCreatorAdminPermissions: member(access, "bootstrapClusterCreatorAdminPermissions"),
        accessConfig: access,
        endpointPublicAccess: member(network, "endpointPublicAccess"),
        publicAccessCidrs: member(network, "publicAccessCidrs"),
        clusterLogging: member(document, "logging", "clusterLogging"),
        outpost: member(document, "outpostConfig"),
        described: document,
      });
    }
    if (type === "aws_eks_cluster") {
      const values = member(document, "values");
      const access = lone(member(values, "access_config"));
      const network = lone(member(values, "vpc_config"));
      yield instance<Cluster>(values, partName(document), {
        name: member(values, "name"),
        version: member(values, "version"),
        authenticationMode: member(access, "authentication_mode"),
        bootstrapClusterCreatorAdminPermissions: member(access, "bootstrap_cluster_creator_admin_permissions"),
        accessConfig: access,
        endpointPublicAccess: member(network, "endpoint_public_access"),
        publicAccessCidrs: member(network, "public_access_cidrs"),
        logTypes: member(values, "enabled_cluster_log_types"),
        outpost: lone(member(values, "outpost_config")),
        terraform: values,
      });
    }
    if (type === "AWS::EKS::Cluster") {
      const properties = member(document, "Properties");
      const access = member(properties, "AccessConfig");
      const network = member(properties, "ResourcesVpcConfig");
      yield instance<Cluster>(properties, partName(document), {
        name: member(properties, "Name"),
        version: member(properties, "Version"),
        authenticationMode: member(access, "AuthenticationMode"),
        bootstrapClusterCreatorAdminPermissions: member(access, "BootstrapClusterCreatorAdminPermissions"),
        accessConfig: access,
        endpointPublicAccess: member(network, "EndpointPublicAccess"),
        publicAccessCidrs: member(network, "PublicAccessCidrs"),
        enabledTypes: member(properties, "Logging", "ClusterLogging", "EnabledTypes"),
        outpost: member(properties, "OutpostConfig"),
      });
    }
    if (type === "eksctl:Cluster") {
      const access = member(document, "accessConfig");
      const network = member(document, "vpc");
      yield instance<Cluster>(document, partName(document), {
        name: member(document, "metadata", "name"),
        version: member(document, "metadata", "version"),
        authenticationMode: member(access, "authenticationMode"),
        bootstrapClusterCreatorAdminPermissions: member(access, "bootstrapClusterCreatorAdminPermissions"),
        accessConfig: access,
        endpointPublicAccess: member(network, "clusterEndpoints", "publicAccess"),
        publicAccessCidrs: member(network, "publicAccessCIDRs"),
        logTypes: member(document, "cloudWatch", "clusterLogging", "enableTypes"),
        outpost: member(document, "outpost"),
        config: document,
        privateCluster: member(document, "privateCluster", "enabled"),
      });
    }
    const spec = member(document, "spec");
    if (isCustomResource(document, "eks.services.k8s.aws/", "Cluster")) {
      const access = member(spec, "accessConfig");
      const network = member(spec, "resourcesVPCConfig");
      yield instance<Cluster>(spec, customResourceName(document), {
        name: member(spec, "name"),
        version: member(spec, "version"),
        authenticationMode: member(access, "authenticationMode"),
        bootstrapClusterCreatorAdminPermissions: member(access, "bootstrapClusterCreatorAdminPermissions"),
        accessConfig: access,
        endpointPublicAccess: member(network, "endpointPublicAccess"),
        publicAccessCidrs: member(network, "publicAccessCIDRs"),
        clusterLogging: member(spec, "logging", "clusterLogging"),
        outpost: member(spec, "outpostConfig"),
      });
    }
    if (isCrossplaneResource(document, "eks", "Cluster")) {
      const wanted = member(spec, "forProvider");
      const access = lone(member(wanted, "accessConfig"));
      const network = lone(member(wanted, "vpcConfig"));
      yield instance<Cluster>(wanted, customResourceName(document), {
        name: member(wanted, "name"),
        version: member(wanted, "version"),
        authenticationMode: member(access, "authenticationMode"),
        bootstrapClusterCreatorAdminPermissions: member(access, "bootstrapClusterCreatorAdminPermissions"),
        accessConfig: access,
        endpointPublicAccess: member(network, "endpointPublicAccess"),
        publicAccessCidrs: member(network, "publicAccessCidrs"),
        logTypes: member(wanted, "enabledClusterLogTypes"),
        outpost: lone(member(wanted, "outpostConfig")),
        terraform: wanted,
      });
    }
    if (isCustomResource(document, "controlplane.cluster.x-k8s.io/", "AWSManagedControlPlane")) {
      const access = member(spec, "accessConfig");
      yield instance<Cluster>(spec, customResourceName(document), {
        name: member(spec, "eksClusterName"),
        version: member(spec, "version"),
        authenticationMode: member(access, "authenticationMode"),
        bootstrapClusterCreatorAdminPermissions: member(access, "bootstrapClusterCreatorAdminPermissions"),
        accessConfig: access,
        endpointPublicAccess: member(spec, "endpointAccess", "public"),
        publicAccessCidrs: member(spec, "endpointAccess", "publicCIDRs"),
        logSwitches: member(spec, "logging"),
      });
    }
  },
});

/** A block, which Terraform and older versions of Crossplane's providers hold as a list of one. */
function lone(raw: Raw): Raw {
  return elements(raw)[0] ?? raw;
}

/**
 * A cluster's authentication mode. Where none is given it is CONFIG_MAP to EKS's API, which eksctl doesn't leave it to:
 * it asks for API_AND_CONFIG_MAP but on Outposts, which know CONFIG_MAP alone. Sources:
 * https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateAccessConfigRequest.html,
 * https://docs.aws.amazon.com/eks/latest/eksctl/access-entries.html
 */
export function authenticationModeOf({
  authenticationMode,
  config,
  outpost,
}: Pick<Cluster, "authenticationMode" | "config" | "outpost">): string {
  if (authenticationMode !== undefined) return upperCase(authenticationMode);
  return config !== undefined && outpost === undefined ? "API_AND_CONFIG_MAP" : "CONFIG_MAP";
}

/**
 * Whether the principal that makes the cluster becomes its administrator: yes, to EKS's API, where nothing is said.
 * Terraform's provider says no for an `access_config` that is silent of it. Sources:
 * https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateAccessConfigRequest.html,
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/eks_cluster
 */
export function makesCreatorAdministrator(cluster: Cluster): boolean {
  const { bootstrapClusterCreatorAdminPermissions: flag, terraform, accessConfig } = cluster;
  return flag ?? !(terraform !== undefined && accessConfig !== undefined);
}

/**
 * Whether the API server is reached from every address of the internet, which it is where nothing is said. Source:
 * https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html
 */
export function isOpenToInternet({ endpointPublicAccess, publicAccessCidrs, privateCluster }: Cluster): boolean {
  return (
    endpointPublicAccess !== false &&
    privateCluster !== true &&
    (publicAccessCidrs.length === 0 || publicAccessCidrs.some((cidr) => cidr === "0.0.0.0/0" || cidr === "::/0"))
  );
}

/** Whether a type of the control plane's logs is on: `audit` or `authenticator`. */
export function isLogged(cluster: Cluster, type: "audit" | "authenticator"): boolean {
  const { clusterLogging, enabledTypes, logTypes, logSwitches } = cluster;
  const isSwitchedOn = type === "audit" ? logSwitches?.audit : logSwitches?.authenticator;
  return (
    clusterLogging.some((setup) => setup.enabled === true && setup.types.includes(type)) ||
    enabledTypes.some((enabled) => enabled.Type === type) ||
    logTypes.some((name) => name === type || name === "all" || name === "*") ||
    isSwitchedOn === true
  );
}
