/** The line that `run-suites.mjs` writes behind each suite, and where it is found again. */
export const suiteEnded = (code) => `\u0000 exit code ${code}\n`;
export const endOfSuite = /\u0000 exit code (\d+)\n/;
