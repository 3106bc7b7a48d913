import { test } from "uvu";
import * as assert from "uvu/assert";
import { loadSource } from "../../src/policy-folder.ts";
import { nativeOf } from "../native-policies.ts";
import { type Case, conformanceCases } from "./cases.ts";
import { type Ask, type Form, native } from "./engines.ts";
import type { Findings } from "./verdicts.ts";

export const source = await loadSource("policies");
export const { manifest } = source.result;
export const cases = conformanceCases(source);

/** What the rule functions themselves say of each case: the reference. */
export const expected = await native(nativeOf(source))(cases, "json");

/** An engine that must say the same. */
export interface Participant {
  readonly name: string;
  readonly ask: Ask;
  readonly forms: readonly Form[];
  readonly least: number;
  readonly expect?: (each: Case, findings: Findings) => Findings;
}

/** Exceptions, each with a reason. One that no longer differs fails. */
const exceptions: readonly { readonly engine: string; readonly name: string; readonly reason: string }[] = [];

/** Adds a test for each form of documents that an engine takes: every case, the whole result. */
export function compare(participant: Participant): void {
  for (const form of participant.forms) {
    test(`${participant.name}, ${form}: the same findings as native`, async () => {
      const answers = await participant.ask(cases, form);
      let compared = 0;
      const differences: string[] = [];
      cases.forEach((each, index) => {
        const answer = answers[index];
        if (answer === undefined) return;
        compared++;
        const wanted = participant.expect?.(each, expected[index]!) ?? expected[index]!;
        const excepted = exceptions.some(
          (exception) => exception.engine === participant.name && exception.name === each.name,
        );
        if ((JSON.stringify(answer) === JSON.stringify(wanted)) === excepted)
          differences.push(
            `${each.name}\n  native: ${wanted.join("\n          ")}\n  engine: ${answer.join("\n          ")}`,
          );
      });
      assert.ok(compared >= participant.least, `${compared} cases compared, at least ${participant.least} expected`);
      assert.is(differences.length, 0, differences.join("\n"));
    });
  }
}
