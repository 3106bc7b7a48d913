import { join } from "node:path";
import { findCluster, otherServer } from "../../collect/cluster.ts";
import { collectTable } from "../../collect/collect.ts";
import { shellText } from "../../collect/command.ts";
import { CollectionFolder } from "../../collect/folder.ts";
import { execute } from "../../collect/programs.ts";
import type { TableRecord } from "../../collect/record.ts";
import { script } from "../../collect/script.ts";
import { type Scope, type Table, tables } from "../../collect/tables.ts";
import { UsageError } from "../../errors.ts";
import { closest } from "../../text/closest.ts";
import { exitCodes } from "../exit-codes.ts";
import { write } from "../output.ts";

interface CollectOptions extends Scope {
  readonly to: string;
  readonly run?: boolean;
  readonly again?: boolean;
  /** Ids of tables; all if none is named. */
  readonly only?: readonly string[];
}

/** `regoscript collect`: prints the commands that gather a cluster's evidence, or runs them. */
export async function collect(options: CollectOptions): Promise<number> {
  // What EKS takes for a name (EKS API Reference, CreateCluster), so that it can be a folder's, too.
  if (!/^[0-9A-Za-z][A-Za-z0-9_-]{0,99}$/.test(options.cluster))
    throw new UsageError(`${options.cluster} is no name of an EKS cluster: letters, digits, hyphens and underscores`);
  const wanted = wantedTables(options.only);
  if (options.run === true) return run(options, wanted);
  await write(script(options, options.to, wanted));
  return exitCodes.clean;
}

function wantedTables(only: readonly string[] | undefined): readonly Table[] {
  const ids = tables.map(({ id }) => id);
  const unknown = only?.find((id) => !ids.includes(id));
  if (unknown !== undefined)
    throw new UsageError(`there is no table ${unknown}${closest(unknown, ids)}; tables: ${ids.join(", ")}`);
  return tables.filter(({ id }) => only === undefined || only.includes(id));
}

async function run(options: CollectOptions, wanted: readonly Table[]): Promise<number> {
  const cluster = await findCluster(options, execute);
  const scope: Scope = { ...options, region: cluster.region };
  const account = join(options.to, cluster.account);
  const folders = {
    account: new CollectionFolder(account, cluster.account),
    cluster: new CollectionFolder(join(account, cluster.region, options.cluster), cluster.arn),
  };
  const isAskedByKubectl = (table: Table): boolean => table.command(scope).program === "kubectl";
  const other = wanted.some(isAskedByKubectl) ? await otherServer(scope, cluster, execute) : undefined;
  if (other !== undefined) await write(`kubectl isn't asked: ${other}\n\n`);
  let missing = 0;
  for (const table of wanted) {
    const folder = folders[table.of];
    const known = options.again === true ? undefined : folder.complete(table);
    if (known !== undefined) {
      await write(line("=", table, `kept, of ${known.time}`));
      continue;
    }
    const isAsked = other === undefined || !isAskedByKubectl(table);
    const { record, text } = isAsked
      ? await collectTable(table, scope, execute)
      : { record: failed(table, scope, other) };
    folder.keep(table, record, text);
    if (record.status !== "complete") missing++;
    await write(line(record.status === "complete" ? "✓" : "✗", table, isAsked ? outcomeText(record) : "not asked"));
  }
  await write(summary(folders.cluster.path, wanted.length, missing));
  return missing === 0 ? exitCodes.clean : exitCodes.failure;
}

function failed(table: Table, scope: Scope, message: string): TableRecord {
  const command = shellText(table.command(scope));
  return { status: "failed", time: new Date().toISOString(), command, message };
}

function line(mark: string, { id, title }: Table, outcome: string): string {
  return `${mark} ${id.padEnd(26)} ${outcome === "" ? title : `${title}: ${outcome}`}\n`;
}

function outcomeText({ status, entries, message }: TableRecord): string {
  if (status !== "complete") return `${status}: ${(message ?? "").split("\n")[0]}`;
  return entries === undefined ? "" : String(entries);
}

function summary(folder: string, all: number, missing: number): string {
  const next = `regoscript check ${folder}`;
  if (missing === 0) return `\n${all} of ${all} tables are complete in ${folder}\nnext: ${next}\n`;
  return `\n${all - missing} of ${all} tables are complete in ${folder}; what hangs on the others is undetermined\nagain: the same command asks for the others alone\nnext: ${next}\n`;
}
