import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";

/** What a program says to a command: what it prints, or what it prints to standard error before it fails. */
export type Answer = string | { readonly error: string };

/** Answers by what a command begins with: `eks list-access-entries --cluster-name prod`; the longest counts. */
export type Answers = { readonly [command: string]: Answer };

/**
 * `aws` and `kubectl` in a folder, which answer from a table, write down what they were asked, and do of the options of
 * the AWS command line what scripts need of them: `--query` of a member, an element's member, or a member's member, and
 * `--output text`.
 */
export class FakePrograms {
  readonly environment: NodeJS.ProcessEnv;
  readonly #folder: string;

  constructor(folder: string, answers: { readonly aws: Answers; readonly kubectl: Answers }) {
    this.#folder = folder;
    this.answer(answers);
    for (const name of ["aws", "kubectl"] as const) {
      writeFileSync(join(folder, name), program(name, folder));
      chmodSync(join(folder, name), 0o755);
    }
    this.environment = { PATH: `${folder}${delimiter}${process.env["PATH"] ?? ""}` };
  }

  answer(answers: { readonly aws: Answers; readonly kubectl: Answers }): void {
    writeFileSync(join(this.#folder, "answers.json"), JSON.stringify(answers));
    writeFileSync(join(this.#folder, "calls"), "");
  }

  /** What was asked since answers were given, a command a line. */
  calls(): string[] {
    return readFileSync(join(this.#folder, "calls"), "utf8").split("\n").slice(0, -1);
  }
}

function program(name: "aws" | "kubectl", folder: string): string {
  return `#!${process.execPath}
const { appendFileSync, readFileSync } = require("node:fs");
const folder = ${JSON.stringify(folder)};
const words = process.argv.slice(2);
const asked = words.join(" ");
appendFileSync(folder + "/calls", ${JSON.stringify(name)} + " " + asked + "\\n");
const answers = JSON.parse(readFileSync(folder + "/answers.json", "utf8"))[${JSON.stringify(name)}];
const known = Object.keys(answers).filter((command) => asked.startsWith(command)).sort((a, b) => b.length - a.length)[0];
const answer = known === undefined ? { error: "no answer to " + asked } : answers[known];
if (typeof answer === "object") {
  console.error(answer.error);
  process.exit(254);
}
const option = (name) => words[words.indexOf(name) + 1];
if (!words.includes("--query")) process.stdout.write(answer);
else {
  const [list, ...rest] = option("--query").split("[]");
  const found = list.split(".").reduce((value, key) => value?.[key], JSON.parse(answer));
  const member = rest[0]?.slice(1);
  const all = [found].flat().map((element) => (member ? element[member] : element));
  console.log(all.join("\\t"));
}
`;
}
