import * as assert from "uvu/assert";
import { pathOf } from "../../src/authoring/location.ts";
import { Raw } from "../../src/authoring/raw.ts";
import { expand } from "../../src/documents/expand.ts";
import type { LoadedSource } from "../../src/policy-folder.ts";
import { printModule } from "../../src/rego/printer.ts";
import { lowerProgram } from "../../src/rego/program.ts";

/** A part as `regoscript.engine` has it. */
export interface EnginePart {
  readonly value: unknown;
  readonly path: readonly unknown[];
  readonly origin?: unknown;
}

export interface Question {
  /** Parts that rules look at in the plain form. */
  readonly documents: readonly EnginePart[];
  /** Those that they look at in three-valued logic. */
  readonly open: readonly EnginePart[];
  readonly parameters?: unknown;
}

type Entries = readonly Readonly<Record<string, unknown>>[];

export interface Report {
  readonly violations: Entries;
  readonly malformed: Entries;
  readonly undetermined: Entries;
}

const engine = `package regoscript.engine

documents := input.documents

open := input.open

parts := array.concat(documents, open)

inventory := parts

parameters := object.get(input, "parameters", {})
`;

/**
 * The modules of a policy set in both forms, of all its input kinds, with an engine whose input says which parts there
 * are.
 */
export function modulesOf({ result }: Pick<LoadedSource, "result">): { readonly [path: string]: string } {
  const kinds = result.manifest.kinds.map((kind) => ({ ...kind, isInOpenParts: true as const }));
  const files = lowerProgram({ ...result, manifest: { ...result.manifest, kinds } }, { unknown: true });
  return {
    ...Object.fromEntries(files.map(({ path, module }) => [`regoscript/${path}`, printModule(module)])),
    "regoscript/engine.rego": engine,
  };
}

/** What a report says, as a sorted list of texts. */
export function said({ violations, malformed, undetermined }: Report): string[] {
  const texts = (what: string, entries: Entries): string[] =>
    entries.map((entry) => `${what} ${JSON.stringify(Object.entries(entry).sort())}`);
  const all = [
    ...texts("violation", violations),
    ...texts("malformed", malformed),
    ...texts("undetermined", undetermined),
  ];
  return [...new Set(all)].sort();
}

/** That two reports say the same; shows no more than what differs. */
export function assertSame(actual: Report, expected: Report, question: unknown): void {
  const [one, other] = [said(actual), said(expected)];
  assert.equal(
    { missing: other.filter((text) => !one.includes(text)), unexpected: one.filter((text) => !other.includes(text)) },
    { missing: [], unexpected: [] },
    JSON.stringify(question),
  );
}

/** Parts of which everything is known, of a document. */
export function knownParts(document: unknown): EnginePart[] {
  return expand(new Raw(document, undefined))
    .filter(({ origin }) => origin?.open === undefined)
    .map(({ value, link, origin }) => ({ value, path: pathOf(link), ...(origin !== undefined && { origin }) }));
}

/** In each form: what is asked, with all parts in one and with all in the other. */
export function bothForms(parts: readonly EnginePart[], parameters?: unknown): readonly [Question, Question] {
  const given = parameters === undefined ? {} : { parameters };
  return [
    { documents: parts, open: [], ...given },
    { documents: [], open: parts, ...given },
  ];
}
