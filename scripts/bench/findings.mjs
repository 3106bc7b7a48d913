// What engines find, as texts that can be compared: only what finds the same is timed against each other.

/** The violations that `check` prints, as conftest prints them. */
export function violationsOf(json) {
  return JSON.parse(json).violations.map(textOf);
}

/** A violation in a report, as conftest prints it. */
export function textOf({ resource, message, rule }) {
  return `${resource}: ${message} (${rule})`;
}

/** All that conftest prints, except that nothing looks at a document. */
export function conftestFindings(json) {
  return JSON.parse(json)
    .flatMap(({ failures = [], warnings = [] }) => [...failures, ...warnings])
    .filter(({ metadata }) => metadata?.unrecognised !== true)
    .map(({ msg }) => msg);
}

/** @throws Error if two ways to find the same things find different ones, or nothing */
export function demandSame(what, ours, others) {
  const [one, other] = [ours, others].map((findings) => [...findings].sort());
  if (one.length === 0) throw new Error(`${what}: nothing was found, so nothing is compared`);
  const missing = one.filter((finding) => !other.includes(finding));
  const unexpected = other.filter((finding) => !one.includes(finding));
  if (one.length === other.length && missing.length + unexpected.length === 0) return;
  throw new Error(
    `${what}: ${one.length} findings and ${other.length}; only ours ${missing.slice(0, 3).join("; ")}; only theirs ${unexpected.slice(0, 3).join("; ")}`,
  );
}
