/** A document that js-yaml parses and go-yaml refuses, with the offset of the place and what to do. */
export class NodeError extends Error {
  readonly offset: number;
  readonly remedy: string;

  constructor(message: string, offset: number, remedy: string) {
    super(message);
    this.offset = offset;
    this.remedy = remedy;
  }
}
