import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { UsageError } from "../errors.ts";
import { type Collection, collectionText, readCollection, type TableRecord } from "./record.ts";
import { fileOf, type Table } from "./tables.ts";

/** A folder with what was collected of one account or cluster, and the record of it. */
export class CollectionFolder {
  readonly path: string;
  #collection: Collection;

  /**
   * @param of a cluster's ARN, or an account's id
   * @throws UsageError if the folder has the collection of another, or a record that can't be read
   */
  constructor(path: string, of: string) {
    this.path = path;
    const file = join(path, "collection.json");
    const known = existsSync(file) ? readCollection(readFileSync(file, "utf8")) : null;
    if (known === undefined)
      throw new UsageError(`${file} isn't the record of a collection; name another folder by --to`);
    if (known !== null && known.of !== of)
      throw new UsageError(
        `${path} holds what was collected of ${known.of}, not of ${of}; name another folder by --to`,
      );
    this.#collection = known ?? { apiVersion: "regoscript.dev/v1", kind: "Collection", of, tables: {} };
  }

  /** The record of a table that is complete, with its file. */
  complete(table: Table): TableRecord | undefined {
    const record = this.#collection.tables[table.id];
    return record?.status === "complete" && existsSync(join(this.path, fileOf(table))) ? record : undefined;
  }

  /** Keeps a table; its file is written before it is said to be there. */
  keep(table: Table, record: TableRecord, text: string | undefined): void {
    if (text !== undefined) replace(join(this.path, fileOf(table)), text);
    this.#collection = { ...this.#collection, tables: { ...this.#collection.tables, [table.id]: record } };
    replace(join(this.path, "collection.json"), collectionText(this.#collection));
  }
}

/** Writes a file whole or not at all; for its owner alone, since it says how an account can be attacked. */
function replace(file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.unfinished`, text, { mode: 0o600 });
    renameSync(`${file}.unfinished`, file);
  } catch (error) {
    throw new UsageError(`${file} can't be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}
