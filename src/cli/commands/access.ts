import { builtInDecisions } from "../../built-in.ts";
import { UsageError } from "../../errors.ts";
import { malformedOf } from "../../evaluator/native.ts";
import type { Answer, Chain, Evidence, Who } from "../../library/access/index.ts";
import type { LoadProblem, SourceDocument } from "../../loader/index.ts";
import { visible } from "../../text/visible.ts";
import { collectedKinds } from "../access/collected.ts";
import { type Place, Places } from "../access/places.ts";
import { principalNamed } from "../access/principal.ts";
import { type Question, questionOf, tables } from "../access/question.ts";
import { answerText, whoText } from "../access/text.ts";
import { exitCodes } from "../exit-codes.ts";
import { complain, write } from "../output.ts";
import { loadPaths, type PathOptions } from "../policies.ts";

interface AccessOptions extends PathOptions {
  readonly format: "text" | "json";
  readonly color: boolean;
  readonly who?: boolean;
  readonly namespace?: string;
  readonly subresource?: string;
  readonly group?: readonly string[];
  readonly assumeComplete?: boolean;
}

/**
 * `regoscript access`: whether somebody may do something, or with `--who` who may. Ends with 0 where it is allowed, 1
 * where it is denied, 2 where that can't be told or a file can't be read.
 *
 * @param given what stands before the paths, and these
 */
export async function access(given: readonly string[], options: AccessOptions): Promise<number> {
  const isWho = options.who === true;
  const named = isWho ? undefined : given[0];
  const [verb, resource, ...paths] = isWho ? given : given.slice(1);
  if (verb === undefined || resource === undefined || paths.length === 0)
    throw new UsageError(
      isWho
        ? "access --who takes VERB RESOURCE[.GROUP][/NAME] PATH…"
        : "access takes PRINCIPAL VERB RESOURCE[.GROUP][/NAME] PATH…, or --who instead of the principal",
    );
  const policies = await builtInDecisions();
  const problems: LoadProblem[] = [];
  const documents: SourceDocument[] = [];
  for (const loaded of loadPaths(paths, options, problems)) {
    for (const document of loaded.documents) documents.push(document);
    for (const problem of loaded.problems) problems.push(problem);
  }
  for (const { file, message, remedy } of problems) complain(visible(`unreadable: ${file}: ${message}; ${remedy}`));
  const inventory = policies.inventoryOf(documents);
  const places = new Places(documents, inventory);
  const malformed = tables.filter((kind) => malformedOf(inventory, kind) > 0);
  for (const kind of malformed)
    complain(
      `malformed: ${malformedOf(inventory, kind)} of the kind ${kind}; they are left out, so that nothing is denied`,
    );
  const clusters = places.instances("cluster").map(({ decoded }) => decoded as { readonly name?: string });
  if (clusters.length > 1)
    throw new UsageError(
      `the files describe ${clusters.length} clusters (${clusters.map(({ name }) => name ?? "?").join(", ")}); name those of one`,
    );
  const complete = options.assumeComplete === true ? tables : collectedKinds(documents);
  const principal = named === undefined ? undefined : principalNamed(named, principalsIn(places));
  const question = questionOf(principal, {
    verb,
    resource,
    namespace: options.namespace,
    subresource: options.subresource,
    groups: options.group ?? [],
    // What can't be read may say anything.
    complete: problems.length + malformed.length > 0 ? [] : complete,
  });
  const { results } = policies.decide(isWho ? "who" : "access", [question], { inventory });
  const value = results[0]!.value;
  const code = isWho
    ? await printWho(question, value as unknown as Who, places, clusters[0]?.name, options)
    : await printAnswer(question, named!, value as unknown as Answer, places, clusters[0]?.name, options);
  return problems.length > 0 ? exitCodes.failure : code;
}

/** The ARNs that the documents name as those of principals. */
function principalsIn(places: Places): string[] {
  return ["access-entry", "access-policy-association", "aws-auth-mapping"].flatMap((kind) =>
    places.instances(kind).flatMap(({ decoded }) => {
      const { principal, arn } = decoded as { readonly principal?: string; readonly arn?: string };
      return [principal ?? arn ?? []].flat();
    }),
  );
}

async function printAnswer(
  question: Question,
  named: string,
  answer: Answer,
  places: Places,
  cluster: string | undefined,
  { format, color }: AccessOptions,
): Promise<number> {
  const found = places.of([...answer.mapping, ...answer.chains.flatMap(({ steps }) => steps)]);
  if (format === "json") {
    const chains = answer.chains.map((chain) => placed(chain, found));
    const mapping = answer.mapping.map((evidence) => withPlace(evidence, found));
    await write(json({ version: 1, question, ...answer, mapping, chains }));
  } else await write(answerText(question, named, answer, { color, places: found, cluster }), color);
  switch (answer.verdict) {
    case "allow":
      return exitCodes.clean;
    case "deny":
      return exitCodes.violations;
    case "undetermined":
      return exitCodes.failure;
  }
}

async function printWho(
  question: Question,
  who: Who,
  places: Places,
  cluster: string | undefined,
  { format, color }: AccessOptions,
): Promise<number> {
  const all = [...who.chains, ...who.principals.flatMap(({ chains }) => chains)].flatMap(({ steps }) => steps);
  const found = places.of([...all, ...who.principals.flatMap(({ mapping }) => mapping)]);
  if (format === "json") {
    const chains = who.chains.map((chain) => placed(chain, found));
    const principals = who.principals.map((one) => ({
      ...one,
      mapping: one.mapping.map((evidence) => withPlace(evidence, found)),
      chains: one.chains.map((chain) => placed(chain, found)),
    }));
    await write(json({ version: 1, question, ...who, principals, chains }));
  } else await write(whoText(question, who, { color, places: found, cluster }), color);
  return exitCodes.clean;
}

function placed(chain: Chain, places: ReadonlyMap<Evidence, Place>): unknown {
  return { ...chain, steps: chain.steps.map((evidence) => withPlace(evidence, places)) };
}

/** Evidence with its place instead of its position, which only says something beside the same documents. */
function withPlace(evidence: Evidence, places: ReadonlyMap<Evidence, Place>): unknown {
  const { kind, resource, basis } = evidence;
  return { kind, resource, basis, ...places.get(evidence) };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
