import { RegExpParser } from "@eslint-community/regexpp";
import { type Program, programOf } from "../../src/patterns/program.ts";

/** The program of an expression, `undefined` where it is too large to have one. */
export function programFor(source: string, flags = "u"): Program | undefined {
  return programOf(new RegExpParser().parsePattern(source, 0, source.length, { unicode: true }), flags);
}

/** The program of an expression, which must have one. */
export function parsed(source: string, flags = "u"): Program {
  const program = programFor(source, flags);
  if (program === undefined) throw new Error(`/${source}/ has no program`);
  return program;
}
