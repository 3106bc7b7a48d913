import { sendable, visible } from "./visible.ts";

/**
 * A command that GitHub Actions takes from a step's output: a message, shown at a place of a file.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export interface WorkflowCommand {
  readonly name: "error" | "warning" | "notice";
  readonly properties: { readonly [name in Property]?: string | number | undefined };
  /** Each is shown on a line of its own. */
  readonly lines: readonly string[];
}

type Property = "file" | "line" | "endLine" | "col" | "endColumn" | "title";

/**
 * An output that commands GitHub Actions on purpose, where any other text must not (`sendable`): commands, then what
 * people read in the log. Nothing in a command or in the log begins another one.
 */
export class WorkflowCommands {
  constructor(
    readonly commands: readonly WorkflowCommand[],
    readonly log: string,
  ) {}

  toString(): string {
    return `${this.commands.map((command) => `::${sendable(commandText(command), false)}\n`).join("")}${sendable(this.log, false)}`;
  }
}

/** What the escapes of `@actions/core` are for. */
const escapes = { "%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C" } as const;

/** The command on one line, without the colons in front of it. */
function commandText({ name, properties, lines }: WorkflowCommand): string {
  const given = Object.entries(properties)
    .filter(([, value]) => value !== undefined)
    .map(([property, value]) => `${property}=${escaped(visible(String(value)), /[%\r\n:,]/g)}`);
  const message = escaped(lines.map(visible).join("\n"), /[%\r\n]/g);
  return `${name}${given.length === 0 ? "" : ` ${given.join(",")}`}::${message}`;
}

function escaped(text: string, special: RegExp): string {
  return text.replace(special, (character) => escapes[character as keyof typeof escapes]);
}
