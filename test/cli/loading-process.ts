import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { commandLineFile } from "./run.ts";

/** What the policies of a folder say of a document. */
export interface Loaded {
  readonly code: number;
  readonly stderr: string;
  readonly messages: readonly string[];
  /** Whether TypeScript was loaded, or in a process that goes on, nothing was kept. */
  readonly compiled: boolean;
}

/** Answers each line with what `policies` says of `thing.json`, as the command line loads it. */
const program = (built: string): string => `
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { PolicyCache } from ${JSON.stringify(`${built}/policy-cache/policy-cache.js`)};
import { loadPolicies } from ${JSON.stringify(`${built}/policy-folder.js`)};

for await (const _ of createInterface({ input: process.stdin })) {
  const compiled = (await PolicyCache.open("policies").read()) === undefined;
  let answer;
  try {
    const policies = await loadPolicies("policies", { cache: true });
    const { violations } = policies.evaluate([JSON.parse(readFileSync("thing.json", "utf8"))]);
    answer = { code: violations.length > 0 ? 1 : 0, stderr: "", messages: violations.map(({ message }) => message).sort(), compiled };
  } catch (error) {
    if (error.name !== "CompilationError") throw error;
    answer = { code: 2, stderr: error.diagnostics.map(({ code }) => \`error[\${code}]\`).join(), messages: [], compiled };
  }
  console.log(JSON.stringify(answer));
}
`;

/** A process that loads a project's policies again and again. */
export class LoadingProcess {
  readonly #process: ChildProcess;
  readonly #answers: AsyncIterator<string>;

  constructor(project: string) {
    const { NODE_V8_COVERAGE: _coverage, REGOSCRIPT_CACHE: _cache, ...environment } = process.env;
    const built = commandLineFile().replace(/\/cli\/main\.js$/, "");
    this.#process = spawn(process.execPath, ["--input-type=module", "--eval", program(built)], {
      cwd: project,
      env: environment,
      stdio: ["pipe", "pipe", "inherit"],
    });
    this.#answers = createInterface({ input: this.#process.stdout! })[Symbol.asyncIterator]();
  }

  async load(): Promise<Loaded> {
    this.#process.stdin!.write("load\n");
    const { done, value } = await this.#answers.next();
    if (done === true) throw new Error(`the process that loads policies ended: ${await once(this.#process, "close")}`);
    return JSON.parse(value) as Loaded;
  }

  end(): void {
    this.#process.kill();
  }
}
