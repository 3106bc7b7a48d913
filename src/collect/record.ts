import { isObject } from "../json.ts";

/**
 * What was collected of one account or cluster, beside the files: `collection.json`. That a table is complete is a fact
 * from here, never from its file being there.
 */
export interface Collection {
  readonly apiVersion: "regoscript.dev/v1";
  readonly kind: "Collection";
  /** A cluster's ARN, or an account's id. */
  readonly of: string;
  readonly tables: { readonly [id: string]: TableRecord };
}

/** How a table was collected. */
export interface TableRecord {
  /**
   * `complete`: the file holds all there is, which may be nothing. `refused`: for lack of permission. `failed`: for any
   * other reason.
   */
  readonly status: "complete" | "refused" | "failed";
  /** When its commands ended, in UTC, as ISO 8601 has it. */
  readonly time: string;
  /** The first command, as a shell takes it. */
  readonly command: string;
  /** How many things the file holds, where a complete one's commands list them. */
  readonly entries?: number;
  /** What the command that was refused or failed said. */
  readonly message?: string;
}

/** The record of a collection that a text holds; undefined where it is none. */
export function readCollection(text: string): Collection | undefined {
  try {
    return collectionIn(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** The record that a document is; undefined where it is none. */
export function collectionIn(document: unknown): Collection | undefined {
  if (!isObject(document) || document["kind"] !== "Collection" || document["apiVersion"] !== "regoscript.dev/v1")
    return undefined;
  return typeof document["of"] === "string" && isObject(document["tables"])
    ? (document as unknown as Collection)
    : undefined;
}

export function collectionText(collection: Collection): string {
  return `${JSON.stringify(collection, null, 2)}\n`;
}
