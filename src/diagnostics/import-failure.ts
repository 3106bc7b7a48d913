import { nameFromHere } from "../file-names.ts";
import { codes } from "./codes.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { Span } from "./span.ts";

/** What Node says when it can't import a policy, at the line of the policies that it comes from. */
export function importFailure(error: unknown, file: string, sources: ReadonlyMap<string, string>): Diagnostic {
  const message = (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";
  const [, missing, importer] =
    /^Cannot find (?:package|module) '([^']+)'(?: imported from (.+))?$/.exec(message) ?? [];
  if (missing !== undefined) {
    // What a CommonJS module asks for is told without the module, which is in the error's own list.
    const required = (error as { requireStack?: readonly string[] }).requireStack?.[0]?.split("?")[0];
    const importing = nameFromHere(importer?.replace(/^file:\/\//, "") ?? required ?? file);
    return {
      code: "RS4002",
      message: `Node doesn't find \`${missing}\``,
      span: placeOf(missing, sources.has(importing) ? importing : nameFromHere(file), sources),
      help: /^[.]{1,2}\//.test(missing)
        ? `name the file as it is: \`${missing.replace(/[.][cm]?js$/, "")}.ts\``
        : "install it in the policies' folder or one around it: `npm install regoscript`",
    };
  }
  return {
    code: "RS4002",
    message: `Node can't import this: ${message}`,
    span: thrownAt(error, sources) ?? spanAt(nameFromHere(file), 1, 1, sources),
    help: codes.RS4002.remedy,
  };
}

/** The first line of a file with a text. */
function placeOf(text: string, file: string, sources: ReadonlyMap<string, string>): Span {
  const lines = (sources.get(file) ?? "").split("\n");
  const index = Math.max(
    0,
    lines.findIndex((line) => line.includes(text)),
  );
  return spanAt(file, index + 1, Math.max(0, lines[index]?.indexOf(text) ?? 0) + 1, sources);
}

/** The innermost place of the policies in an error's stack, whose lines end in `file:///path?query:line:column`. */
function thrownAt(error: unknown, sources: ReadonlyMap<string, string>): Span | undefined {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  for (const frame of stack.split("\n")) {
    const parts = frame.replace(")", "").split(":");
    const [line, column] = parts.splice(-2).map(Number);
    const place = parts.join(":");
    const path = place.includes("file://")
      ? place.slice(place.indexOf("file://") + 7)
      : place.slice(place.indexOf("/"));
    const file = nameFromHere(path.split("?")[0] ?? path);
    if (sources.has(file) && line !== undefined && column !== undefined && line > 0)
      return spanAt(file, line, column, sources);
  }
  return undefined;
}

/** The rest of a line. */
function spanAt(file: string, line: number, column: number, sources: ReadonlyMap<string, string>): Span {
  const lines = (sources.get(file) ?? "").split("\n");
  const before = lines.slice(0, line - 1).reduce((length, text) => length + text.length + 1, 0);
  const rest = (lines[line - 1] ?? "").length - (column - 1);
  return { file, line, column, start: before + column - 1, end: before + column - 1 + Math.max(1, rest) };
}
