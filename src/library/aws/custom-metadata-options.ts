import { elements, exists, member, type Raw } from "regoscript";
import { isCrossplaneResource } from "./crossplane.ts";
import { isCustomResource } from "./sources.ts";

/**
 * Metadata options of instances in custom resources, with the names of EC2's API in camel case. Karpenter's are given
 * where there are none too, since it has defaults; of others nothing is known then. Of an AWSNodeTemplate with a launch
 * template of its own that has them.
 *
 * Sources: https://karpenter.sh/docs/concepts/nodeclasses/, https://karpenter.sh/v0.32/upgrading/v1beta1-migration/,
 * https://cluster-api-aws.sigs.k8s.io/crd/, https://aws-controllers-k8s.github.io/community/reference/,
 * https://marketplace.upbound.io/providers/upbound/provider-aws-ec2
 */
export function customMetadataOptions(document: Raw): Raw[] {
  const spec = member(document, "spec");
  const options = member(spec, "metadataOptions");
  if (isCustomResource(document, "karpenter.k8s.aws/", "EC2NodeClass")) return [options];
  if (isCustomResource(document, "karpenter.k8s.aws/", "AWSNodeTemplate"))
    return exists(member(spec, "launchTemplate")) ? [] : [options];
  return written(document, spec).filter((one) => exists(one));
}

function written(document: Raw, spec: Raw): Raw[] {
  if (isCustomResource(document, "karpenter.sh/", "Provisioner")) return [member(spec, "provider", "metadataOptions")];
  const ofMachine = "instanceMetadataOptions";
  if (isCustomResource(document, "infrastructure.cluster.x-k8s.io/", "AWSMachine")) return [member(spec, ofMachine)];
  if (isCustomResource(document, "infrastructure.cluster.x-k8s.io/", "AWSMachineTemplate"))
    return [member(spec, "template", "spec", ofMachine)];
  if (
    isCustomResource(document, "infrastructure.cluster.x-k8s.io/", "AWSMachinePool") ||
    isCustomResource(document, "infrastructure.cluster.x-k8s.io/", "AWSManagedMachinePool")
  )
    return [member(spec, "awsLaunchTemplate", ofMachine)];
  if (isCustomResource(document, "ec2.services.k8s.aws/", "LaunchTemplate"))
    return [member(spec, "data", "metadataOptions")];
  if (isCustomResource(document, "ec2.services.k8s.aws/", "Instance")) return [member(spec, "metadataOptions")];
  if (
    isCrossplaneResource(document, "ec2", "LaunchTemplate") ||
    isCrossplaneResource(document, "ec2", "Instance") ||
    isCrossplaneResource(document, "ec2", "SpotInstanceRequest") ||
    isCrossplaneResource(document, "autoscaling", "LaunchConfiguration")
  )
    return loneOrListed(member(spec, "forProvider", "metadataOptions"));
  return [];
}

/** A block of Terraform is a list of one in older versions of the resources, and an object in newer ones. */
function loneOrListed(block: Raw): Raw[] {
  const listed = elements(block);
  return listed.length > 0 ? listed : [block];
}
