import { compareText, integer, withoutPrefix } from "regoscript";

/** A semantic version, https://semver.org/spec/v2.0.0.html, without its build metadata. */
interface Version {
  /** Major, minor, patch. */
  readonly numbers: readonly number[];
  /** The identifiers after the hyphen; empty for a release. */
  readonly prerelease: readonly string[];
}

/**
 * The order of two semantic versions: negative if `left` is older, 0 if they have the same precedence, positive if it
 * is newer; `undefined` if one of them is none. A `v` before the version is left out, as Kubernetes writes it.
 */
export function compareVersions(left: string, right: string): number | undefined {
  const first = parseVersion(left);
  const second = parseVersion(right);
  if (first === undefined || second === undefined) return undefined;
  const numbers = compareNumbers(first.numbers, second.numbers);
  if (numbers !== 0) return numbers;
  if (first.prerelease.length === 0 || second.prerelease.length === 0)
    return Math.min(1, second.prerelease.length) - Math.min(1, first.prerelease.length);
  return comparePrerelease(first.prerelease, second.prerelease);
}

/** Whether a text is a semantic version. */
export function isVersion(text: string): boolean {
  return parseVersion(text) !== undefined;
}

function parseVersion(text: string): Version | undefined {
  if (
    !/^v?(0|[1-9][0-9]{0,14})\.(0|[1-9][0-9]{0,14})\.(0|[1-9][0-9]{0,14})(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?(\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$/u.test(
      text,
    )
  )
    return undefined;
  const [precedence = ""] = withoutPrefix(text, "v").split("+");
  const hyphen = precedence.indexOf("-");
  const core = hyphen === -1 ? precedence : precedence.slice(0, hyphen);
  const prerelease = hyphen === -1 ? [] : precedence.slice(hyphen + 1).split(".");
  // A number in a pre-release has no zero before it.
  if (prerelease.some((identifier) => /^0[0-9]+$/u.test(identifier))) return undefined;
  return { numbers: core.split(".").map((number) => integer(number) ?? 0), prerelease };
}

function compareNumbers(left: readonly number[], right: readonly number[]): number {
  for (const [index, number] of left.entries()) {
    const other = right[index] ?? 0;
    if (number < other) return -1;
    if (number > other) return 1;
  }
  return 0;
}

function comparePrerelease(left: readonly string[], right: readonly string[]): number {
  for (const [index, identifier] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    const order = compareIdentifiers(identifier, other);
    if (order !== 0) return order;
  }
  return left.length < right.length ? -1 : 0;
}

/** Numbers by their size, and before all else; other identifiers by their characters. */
function compareIdentifiers(left: string, right: string): number {
  const isNumber = /^[0-9]+$/u.test(left);
  const otherIsNumber = /^[0-9]+$/u.test(right);
  if (isNumber && otherIsNumber)
    return left.length === right.length ? compareText(left, right) : left.length < right.length ? -1 : 1;
  if (isNumber || otherIsNumber) return isNumber ? -1 : 1;
  return compareText(left, right);
}
