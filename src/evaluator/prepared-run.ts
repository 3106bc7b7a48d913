/**
 * The documents of a run as JSON texts, and what is said of all of them at once. By itself each document is evaluated
 * with the whole run beside it, which takes about as long as all of them together.
 */
export class PreparedRun<Verdict> {
  readonly documents: readonly string[];
  /** A list of the documents as JSON. */
  readonly text: string;
  /** Of whom and with what the last question was. */
  #asked: { readonly engine: object; readonly data: string } | undefined;
  /** By document what is said of it then, once that has been asked twice; empty if not all could be evaluated. */
  #verdicts: ReadonlyMap<string, Verdict> | undefined;

  constructor(documents: readonly string[]) {
    this.documents = documents;
    this.text = `[${documents.join(",")}]`;
  }

  /**
   * What is said of a document of the run, from the second question on.
   *
   * @param engine whom the question is put to
   * @param data what the answer depends on beside the run
   * @param evaluateRun what is said of each of the run's documents; undefined if one of them can't be evaluated
   * @returns undefined if the document has to be evaluated by itself
   */
  verdictOf(
    document: string,
    engine: object,
    data: string,
    evaluateRun: () => readonly Verdict[] | undefined,
  ): Verdict | undefined {
    if (this.#asked?.engine !== engine || this.#asked.data !== data) {
      this.#asked = { engine, data };
      this.#verdicts = undefined;
      return undefined;
    }
    this.#verdicts ??= this.#byDocument(evaluateRun() ?? []);
    return this.#verdicts.get(document);
  }

  #byDocument(verdicts: readonly Verdict[]): ReadonlyMap<string, Verdict> {
    return new Map(verdicts.map((verdict, index) => [this.documents[index]!, verdict]));
  }
}
