import { isObject } from "../json.ts";
import type { Table } from "./tables.ts";

/** The names of the things that an answer lists. */
export function namesIn(answer: string, { member, name }: NonNullable<Table["each"]>): string[] {
  const value: unknown = JSON.parse(answer);
  const list = isObject(value) ? value[member] : undefined;
  if (!Array.isArray(list)) throw new Error(`the answer has no list \`${member}\``);
  return list.map((element: unknown) => {
    const found = name === undefined ? element : isObject(element) ? element[name] : undefined;
    if (typeof found !== "string") throw new Error(`an element of \`${member}\` has no ${name ?? "name"}`);
    return found;
  });
}

/** How many things an answer holds: the items of a Kubernetes list; undefined where it is no list of things. */
export function countIn(answer: string): number | undefined {
  const value: unknown = JSON.parse(answer);
  const items = isObject(value) ? value["items"] : undefined;
  return Array.isArray(items) ? items.length : undefined;
}

/**
 * Secrets without what they hold: namespaces, names and types, from the table that kubectl prints.
 *
 * @param printed lines of NAMESPACE NAME TYPE DATA AGE
 */
export function namesOfSecrets(printed: string): string {
  const items = printed
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter((words) => words.length >= 3)
    .map(([namespace, name, type]) => ({ apiVersion: "v1", kind: "Secret", metadata: { namespace, name }, type }));
  return `${JSON.stringify({ apiVersion: "v1", kind: "List", items }, null, 2)}\n`;
}
