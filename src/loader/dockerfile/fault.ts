/** A Dockerfile that BuildKit refuses; `line` (from 1) is where the instruction starts. */
export class DockerfileFault extends Error {
  readonly line: number;

  constructor(message: string, line: number) {
    super(message);
    this.line = line;
  }
}
