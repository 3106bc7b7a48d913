import { RegExpParser } from "@eslint-community/regexpp";
import { type Program, programOf } from "../../src/patterns/program.ts";

/** The program of an expression, which must have one. */
export function parsed(source: string, flags = "u"): Program {
  const program = programOf(new RegExpParser().parsePattern(source, 0, source.length, { unicode: true }), flags);
  if (program === undefined) throw new Error(`/${source}/ has no program`);
  return program;
}
