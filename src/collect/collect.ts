import { countIn, namesIn, namesOfSecrets } from "./answers.ts";
import { type Command, type Execute, type Outcome, shellText } from "./command.ts";
import type { TableRecord } from "./record.ts";
import type { Scope, Table } from "./tables.ts";

/** A table as it was collected: what is recorded of it, and the text of its file, if it is complete. */
interface Collected {
  readonly record: TableRecord;
  readonly text?: string;
}

/** What ends the work on a table. */
class Unanswered extends Error {
  readonly status: "refused" | "failed";

  constructor(status: "refused" | "failed", message: string) {
    super(message);
    this.status = status;
  }
}

/** Collects a table: asks its command, and then of each thing that this lists. */
export async function collectTable(
  table: Table,
  scope: Scope,
  execute: Execute,
  now: () => Date = () => new Date(),
): Promise<Collected> {
  const command = table.command(scope);
  const record = { command: shellText(command) };
  try {
    const { text, entries } = await answersOf(table, scope, async (asked) =>
      answered(await execute(asked), asked.program),
    );
    return {
      record: { status: "complete", time: now().toISOString(), ...record, ...(entries !== undefined && { entries }) },
      text,
    };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const status = error instanceof Unanswered ? error.status : "failed";
    return { record: { status, time: now().toISOString(), ...record, message: error.message } };
  }
}

async function answersOf(
  table: Table,
  scope: Scope,
  ask: (command: Command) => Promise<string>,
): Promise<{ readonly text: string; readonly entries: number | undefined }> {
  const answer = await ask(table.command(scope));
  if (table.kept === "names of Secrets") {
    const text = namesOfSecrets(answer);
    return { text, entries: countIn(text) };
  }
  if (table.each === undefined) return { text: answer, entries: answer.trim() === "" ? 0 : countIn(answer) };
  const names = namesIn(answer, table.each);
  const answers: string[] = [];
  for (const name of names) for (const command of table.each.commands(name, scope)) answers.push(await ask(command));
  return { text: answers.join(""), entries: names.length };
}

/** What a program printed; what the API server has no such kind of is nothing. */
function answered({ code, output, errorOutput }: Outcome, program: string): string {
  if (code === 0) return output;
  const said = errorOutput.trim();
  if (/the server doesn't have a resource type/.test(said)) return "";
  if (code === null && said === "") throw new Unanswered("failed", `${program} can't be started: is it installed?`);
  const isRefusal = /AccessDenied|UnauthorizedOperation|NotAuthorized|\(Forbidden\)|not authorized/i.test(said);
  throw new Unanswered(
    isRefusal ? "refused" : "failed",
    said === "" ? `${program} ended with exit code ${code}` : said,
  );
}
