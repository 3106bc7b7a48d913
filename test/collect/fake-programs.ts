import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { quoted } from "../../src/collect/command.ts";

/** What a program says to a command: what it prints, or what it prints to standard error before it fails. */
export type Answer = string | { readonly error: string };

/** Answers by what a command begins with: `eks list-access-entries --cluster-name prod`; the longest counts. */
export type Answers = { readonly [command: string]: Answer };

/**
 * `aws` and `kubectl` in a folder, which answer from a table, write down what they were asked, and know the options of
 * the AWS command line that scripts use: `--output text` with `--query` of a list, of a member of a list's elements, or
 * of a member of a member. They are scripts for a shell, which starts sooner than Node.
 */
export class FakePrograms {
  readonly environment: NodeJS.ProcessEnv;
  readonly #folder: string;

  constructor(folder: string, answers: { readonly aws: Answers; readonly kubectl: Answers }) {
    this.#folder = folder;
    this.answer(answers);
    this.environment = { PATH: `${folder}${delimiter}${process.env["PATH"] ?? ""}` };
  }

  answer(answers: { readonly aws: Answers; readonly kubectl: Answers }): void {
    writeFileSync(join(this.#folder, "calls"), "");
    for (const name of ["aws", "kubectl"] as const) {
      writeFileSync(join(this.#folder, name), this.#program(name, answers[name]));
      chmodSync(join(this.#folder, name), 0o755);
    }
  }

  /** What was asked since answers were given, a command a line. */
  calls(): string[] {
    return readFileSync(join(this.#folder, "calls"), "utf8").split("\n").slice(0, -1);
  }

  #program(name: string, answers: Answers): string {
    const longestFirst = Object.entries(answers).sort(([left], [right]) => right.length - left.length);
    const cases = longestFirst.flatMap(([command, answer]) => [
      ...queried(answer).map(
        ([query, text]) => `${quoted(command)}*${quoted(`--query ${query}`)}*) ${printed(text)};;`,
      ),
      `${quoted(command)}*) ${typeof answer === "string" ? printed(answer) : failing(answer.error)};;`,
    ]);
    return `#!/bin/sh
printf '%s\\n' "${name} $*" >> ${quoted(join(this.#folder, "calls"))}
case "$*" in
${cases.join("\n")}
*) ${failing("no answer")};;
esac
`;
  }
}

function printed(text: string): string {
  return `printf %s ${quoted(text)}`;
}

function failing(text: string): string {
  return `printf '%s\\n' ${quoted(text)} >&2; exit 254`;
}

/** What an answer gives for each query that scripts may have, as text; a query that begins like another comes first. */
function queried(answer: Answer): [query: string, text: string][] {
  if (typeof answer !== "string" || !answer.startsWith("{")) return [];
  return Object.entries(JSON.parse(answer) as { [name: string]: unknown }).flatMap(([name, value]) => {
    if (!Array.isArray(value)) return membersOf(value).map(([member, text]) => [`${name}.${member}`, `${text}\n`]);
    const members = [...new Set(value.flatMap(membersOf).map(([member]) => member))];
    const line = (texts: readonly unknown[]): string => `${texts.join("\t")}\n`;
    return [
      ...members.map((member): [string, string] => [
        `${name}[].${member}`,
        line(value.map((element: Record<string, unknown>) => element[member])),
      ]),
      [`${name}[]`, line(value)],
    ];
  });
}

function membersOf(value: unknown): [string, string][] {
  return typeof value === "object" && value !== null
    ? Object.entries(value).map(([name, inner]) => [name, String(inner)])
    : [];
}
