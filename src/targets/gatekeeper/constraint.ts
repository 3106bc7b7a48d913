import type { KindDescriptor, Manifest, RuleDescriptor } from "../../manifest/manifest.ts";
import { denies } from "../denies.ts";
import { constraintKind } from "../names.ts";
import { labels } from "./metadata.ts";

/** A constraint: the rule on the resources of its input kinds. */
export function constraint(
  manifest: Manifest,
  rule: RuleDescriptor,
  kinds: readonly KindDescriptor[],
  name: string = rule.id,
  parameters?: { readonly [name: string]: unknown },
): unknown {
  return {
    apiVersion: "constraints.gatekeeper.sh/v1beta1",
    kind: constraintKind(rule.id),
    metadata: { name, labels: labels(manifest) },
    spec: {
      enforcementAction: denies(rule) ? "deny" : "warn",
      match: {
        kinds: kinds
          .flatMap(({ kubernetes }) => kubernetes)
          .map((resources) => ({ apiGroups: resources.groups, kinds: resources.kinds })),
      },
      ...(parameters !== undefined && { parameters }),
    },
  };
}
