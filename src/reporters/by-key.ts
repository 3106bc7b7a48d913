/** Entries by what they have in common, in the order of the first of each. */
export function byKey<Entry>(
  entries: readonly Entry[],
  keyOf: (entry: Entry) => string,
): Map<string, [Entry, ...Entry[]]> {
  const groups = new Map<string, [Entry, ...Entry[]]>();
  for (const entry of entries) {
    const key = keyOf(entry);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [entry]);
    else known.push(entry);
  }
  return groups;
}
