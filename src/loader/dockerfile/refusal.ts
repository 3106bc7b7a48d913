import { Refusal } from "../refusal.ts";

/** What BuildKit says of a text that it refuses, at the text's start unless an offset is given. */
export function dockerfileRefusal(message: string, offset = 0): Refusal {
  return new Refusal(message, offset, "correct the instruction, `docker build` refuses it too");
}
