import { dirname, join } from "node:path";
import { type Collection, collectionIn } from "../../collect/record.ts";
import { UsageError } from "../../errors.ts";
import type { SourceDocument } from "../../loader/index.ts";

/** The input kinds of which a table of a collection has everything. */
const kindsOf: { readonly [table: string]: readonly string[] } = {
  cluster: ["cluster"],
  "access-entries": ["access-entry", "access-policy-association"],
  "aws-auth": ["aws-auth-mapping", "aws-auth-account"],
  rbac: ["role", "role-binding"],
};

/**
 * The input kinds of which the documents have all that the cluster has, by the record of `regoscript collect` among
 * them. A table counts whose file is there too, unless the record says that it holds nothing.
 *
 * @throws UsageError if there are records of several clusters
 */
export function collectedKinds(documents: readonly SourceDocument[]): string[] {
  const files = new Set(documents.map(({ file }) => file.name));
  const records = documents.flatMap(({ file, value }): [string, Collection][] => {
    const collection = collectionIn(value);
    return collection?.of.startsWith("arn:") === true ? [[dirname(file.name), collection]] : [];
  });
  const clusters = [...new Set(records.map(([, { of }]) => of))];
  if (clusters.length > 1)
    throw new UsageError(
      `the files were collected of ${clusters.length} clusters (${clusters.join(", ")}); name those of one`,
    );
  return records.flatMap(([folder, { tables }]) =>
    Object.entries(kindsOf).flatMap(([table, kinds]) => {
      const record = tables[table];
      const isThere = record?.entries === 0 || files.has(join(folder, `${table}.json`));
      return record?.status === "complete" && isThere ? kinds : [];
    }),
  );
}
