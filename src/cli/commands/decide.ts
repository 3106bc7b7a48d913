import { dump } from "js-yaml";
import type { LoadProblem, SourceDocument } from "../../loader/index.ts";
import type { Path } from "../../paths.ts";
import { visible } from "../../text/visible.ts";
import { exitCodes } from "../exit-codes.ts";
import { complain, write } from "../output.ts";
import { loadPaths, type PathOptions, type PolicyOptions, policiesOf, readParameters } from "../policies.ts";

interface DecideOptions extends PolicyOptions, PathOptions {
  readonly format: "text" | "json";
}

interface Result {
  readonly resource: string;
  readonly path: Path;
  readonly value: unknown;
  readonly file: string;
  readonly line: number;
}

/** `regoscript decide`: prints what a decision says of each instance in files. */
export async function decide(id: string, paths: readonly string[], options: DecideOptions): Promise<number> {
  const policies = await policiesOf(options);
  const parameters =
    options.parameters === undefined ? undefined : readParameters(options.parameters, policies.manifest);
  const problems: LoadProblem[] = [];
  const documents: SourceDocument[] = [];
  for (const loaded of loadPaths(paths, options, problems)) {
    for (const document of loaded.documents) documents.push(document);
    for (const problem of loaded.problems) problems.push(problem);
  }
  const report = policies.decide(id, documents, { parameters });
  const results = placed(report.results, documents);
  const malformed = placed(report.malformed, documents);
  if (options.format === "json")
    await write(`${JSON.stringify({ version: 1, decision: id, results, malformed, problems }, undefined, 2)}\n`);
  else await write(results.map(text).join("\n"));
  for (const { file, line, resource, expected, found } of malformed)
    complain(
      visible(`malformed: ${resource}, ${file}:${line}: expected ${expected}, found ${found}; nothing was decided`),
    );
  for (const { file, message, remedy } of problems) complain(visible(`unreadable: ${file}: ${message}; ${remedy}`));
  if (results.length + malformed.length + problems.length === 0)
    complain(`nothing to decide: none of ${documents.length} documents has an instance of the decision's input kind`);
  if (problems.length > 0) return exitCodes.failure;
  return malformed.length > 0 ? exitCodes.violations : exitCodes.clean;
}

/** Entries with the file and the line that they stand in. */
function placed<Entry extends { readonly document: number; readonly path: Path }>(
  entries: readonly Entry[],
  documents: readonly SourceDocument[],
): (Omit<Entry, "document"> & { file: string; line: number })[] {
  const paths: Path[][] = documents.map(() => []);
  for (const { document, path } of entries) paths[document]!.push(path);
  const locations = paths.map((wanted, document) => documents[document]!.locateAll(wanted).values());
  return entries.map(({ document, ...entry }) => ({
    ...entry,
    file: documents[document]!.file.name,
    line: locations[document]!.next().value!.line,
  }));
}

function text({ resource, file, line, value }: Result): string {
  const lines = dump(value, { lineWidth: -1 }).trimEnd().split("\n");
  return `${visible(`${resource} (${file}:${line})`)}\n${lines.map((one) => `  ${one}`).join("\n")}\n`;
}
