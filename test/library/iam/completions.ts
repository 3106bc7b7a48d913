import { type Case, callers, keys, session } from "./cases.ts";
import type { PlainCaller, PlainRequest, Reading } from "./evaluator.ts";

/** All that a case may turn out to be, with each reading of the documentation that makes a difference to it. */
export function* completions(given: Case): Generator<readonly [PlainRequest, Reading]> {
  const text = JSON.stringify(given.statements);
  const either = (matters: boolean): readonly boolean[] => (matters ? [false, true] : [false]);
  const hasInnerWildcard = given.statements.some((statement) =>
    [...statement.Resource, ...statement.NotResource].some((pattern) => /\?|\*[^*:]/u.test(pattern)),
  );
  const hasPrincipals = /Principal":\{"/u.test(text);
  const hasStar = text.includes('"*"');
  const hasExceptions = text.includes('"NotPrincipal":{"');
  const isAws = given.caller === undefined || given.caller.type === "AWS" || given.caller.type === "CanonicalUser";
  for (const caller of hasPrincipals ? callersOf(given.caller) : [callers[0]!])
    for (const context of contextsOf(given, text))
      for (const allCross of either(hasInnerWildcard))
        for (const starIsAll of either(hasStar && !(given.caller !== undefined && given.caller.type === "AWS")))
          for (const asksHolders of either(hasExceptions && isAws))
            for (const accountIsAll of either(hasExceptions && isAws))
              for (const isCallersId of either(
                isAws && (text.includes("AROA") || text.includes("CanonicalUser") || given.caller?.type !== "AWS"),
              ))
                for (const variable of text.includes("${") ? ["a", "a:b", "other"] : ["a"])
                  yield [
                    { action: given.action, resource: given.resource, caller, context },
                    { allCross, starIsAll, asksHolders, accountIsAll, isCallersId, variable },
                  ];
}

function callersOf(caller: PlainCaller | undefined): readonly PlainCaller[] {
  if (caller === undefined) return callers;
  return caller.name === session && caller.role === undefined
    ? callers.filter(({ name }) => name === session)
    : [caller];
}

function contextsOf(given: Case, text: string): readonly PlainRequest["context"][] {
  if (given.others === "missing") return [given.context];
  const open = Object.keys(keys).filter((key) => given.context[key] === undefined && text.includes(key));
  return open.reduce<readonly PlainRequest["context"][]>(
    (contexts, key) =>
      contexts.flatMap((context) => [
        context,
        ...[...keys[key]!, "arn:aws:iam::444455556666:user/other"].map((value) => ({ ...context, [key]: [value] })),
      ]),
    [given.context],
  );
}
