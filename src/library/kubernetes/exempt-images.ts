/**
 * Whether an image is one of those that a policy lets through: the same text, or where an exemption ends with `*` one
 * that begins with what is before it. Source: the parameter `exemptImages` of the Gatekeeper library,
 * https://open-policy-agent.github.io/gatekeeper-library/website/validation/containerlimits
 */
export function isExemptImage(image: string | undefined, exemptImages: readonly string[]): boolean {
  return (
    image !== undefined &&
    exemptImages.some((exempt) => (exempt.endsWith("*") ? image.startsWith(exempt.slice(0, -1)) : image === exempt))
  );
}
