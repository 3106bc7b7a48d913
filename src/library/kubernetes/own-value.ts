/**
 * What a record says of a key that it has itself: a rule may have made the record, so that it inherits keys such as
 * `constructor`.
 */
export function ownValue(record: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
