/** No rule, but one imports it. */
export function isLong(name: string): boolean {
  return name.length > 10;
}
