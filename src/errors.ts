/** What a user can mend: the message says what is wrong and what to do, and the command line prints nothing else. */
export class RegoscriptError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "RegoscriptError";
  }
}

/** A command that was called in a way that it can't follow. */
export class UsageError extends RegoscriptError {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "UsageError";
  }
}

/** An error that no policy and no document should be able to bring about. */
export class RegoscriptFault extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "RegoscriptFault";
  }
}

/**
 * Does some work on behalf of a policy file.
 *
 * @param file the file, as it is shown to users
 * @throws RegoscriptFault naming the file where the work throws anything but a `RegoscriptError`
 */
export function onBehalfOf<Result>(file: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof RegoscriptError || error instanceof RegoscriptFault) throw error;
    throw new RegoscriptFault(`${file} can't be compiled: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}
