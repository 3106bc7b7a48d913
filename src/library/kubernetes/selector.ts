import type { Evidence, Located, Text } from "regoscript";
import { ownValue } from "./own-value.ts";

/** One entry of a selector's `matchExpressions`. */
export interface SelectorRequirement extends Located {
  key: string;
  operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
  values: string[];
}

/** A label selector as in a Service's, Deployment's or NetworkPolicy's specification. */
export interface LabelSelector extends Located {
  matchLabels: Record<string, Text>;
  matchExpressions: SelectorRequirement[];
}

/**
 * Whether labels satisfy a selector, of the document or of evidence: all of its labels and all of its expressions; an
 * empty selector is satisfied by any labels. Source:
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#resources-that-support-set-based-requirements
 */
export function matchesSelector(labels: Readonly<Record<string, string>>, selector: Evidence<LabelSelector>): boolean {
  return (
    Object.entries(selector.matchLabels).every(([key, value]) => ownValue(labels, key) === value) &&
    selector.matchExpressions.every((requirement) => satisfies(labels, requirement))
  );
}

function satisfies(labels: Readonly<Record<string, string>>, requirement: Evidence<SelectorRequirement>): boolean {
  const value = ownValue(labels, requirement.key);
  switch (requirement.operator) {
    case "In":
      return value !== undefined && requirement.values.includes(value);
    case "NotIn":
      return value === undefined || !requirement.values.includes(value);
    case "Exists":
      return value !== undefined;
    case "DoesNotExist":
      return value === undefined;
  }
}
