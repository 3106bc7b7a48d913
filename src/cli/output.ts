/** Writes to standard output and waits until it is gone, so that nothing is cut off when the process ends. */
export function write(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => {
      // A reader such as `head` that has seen enough is no failure.
      if (error === null || error === undefined || (error as NodeJS.ErrnoException).code === "EPIPE") resolve();
      else reject(error);
    });
  });
}
