import { RegoscriptError } from "../errors.ts";
import type { Manifest } from "../manifest/manifest.ts";
import type { DecisionReport } from "./decisions.ts";
import type { GivenParameters } from "./parameters.ts";
import type { Report } from "./report.ts";

export interface EvaluateOptions {
  readonly parameters?: GivenParameters;
  /** What rules know of the run beside the document at hand, from `inventoryOf`; if absent, all documents given. */
  readonly inventory?: PreparedInventory;
}

/**
 * The options of a call of `evaluate` or `decide`.
 *
 * @throws TypeError if they are something else, such as the parameters themselves, which would be overlooked
 */
export function optionsOf(given: EvaluateOptions = {}): EvaluateOptions {
  if (typeof given !== "object" || given === null)
    throw new TypeError("options are given as an object: evaluate(documents, { parameters })");
  for (const name of Object.keys(given)) {
    if (name !== "parameters" && name !== "inventory")
      throw new TypeError(`there is no option \`${name}\`; the options are \`parameters\` and \`inventory\``);
  }
  if (given.inventory !== undefined && !(given.inventory instanceof PreparedInventory))
    throw new TypeError("the inventory is given as `inventoryOf` of the same policies makes it");
  return given;
}

/** A policy set that can be asked about documents, whatever engine answers. */
export interface Policies {
  readonly manifest: Manifest;
  /**
   * Evaluates every rule on every document.
   *
   * @param documents JSON values (null, booleans, numbers, strings, arrays, objects) or documents of the loader
   * @throws TypeError if `documents` is no list of documents, but text or one document, or the options are none
   * @throws ParameterError if the parameters don't fit the rules
   * @throws EvaluationError if a rule can't be evaluated or a document is no JSON value; neither counts as passed
   */
  evaluate(documents: Iterable<unknown>, options?: EvaluateOptions): Report;
  /**
   * What a decision says of each instance of its input kind in the documents.
   *
   * @throws DecisionError if there is no such decision, else as `evaluate`
   */
  decide(id: string, documents: Iterable<unknown>, options?: EvaluateOptions): DecisionReport;
  /**
   * Reads the documents of a run once, so that they can be evaluated in any number of calls by rules that look at all
   * of them.
   *
   * @throws TypeError if `documents` is no list of documents
   * @throws EvaluationError if a document is no JSON value
   */
  inventoryOf(documents: Iterable<unknown>): PreparedInventory;
}

/** The inventory of a run, as the engine that made it keeps it. */
export class PreparedInventory<Content = unknown> {
  readonly content: Content;

  constructor(content: Content) {
    this.content = content;
  }
}

/** A rule or engine that failed on a document. */
export class EvaluationError extends RegoscriptError {
  /** Index of the document. */
  readonly document: number;

  constructor(document: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "EvaluationError";
    this.document = document;
  }
}
