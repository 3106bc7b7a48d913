import type { Answer } from "./api.ts";

/** What a rule says of an object. */
export interface Said {
  readonly rule: string;
  readonly message: string;
}

/** What rules say, in a form that is equal exactly if they say the same. */
export function texts(all: readonly Said[]): string[] {
  return [...new Set(all.map(({ rule, message }) => `${rule}: ${message}`))].sort();
}

/**
 * What the admission webhook says of an object: what it refuses it for, and what it warns of; `undefined` if the API
 * server itself refuses it.
 */
export function ofAdmission({ status, warnings, body }: Answer): Said[] | undefined {
  if (status === 201) return warnings.flatMap(saidIn);
  const { message = "" } = body as { message?: string };
  const [, refusal] = /^admission webhook "validation\.gatekeeper\.sh" denied the request: (.*)$/s.exec(message) ?? [];
  return refusal === undefined ? undefined : [...saidIn(refusal), ...warnings.flatMap(saidIn)];
}

/** The messages of a text, each after the name of its constraint, which is the rule's id. */
function saidIn(text: string): Said[] {
  return text.split(/^(?=\[[a-z0-9-]+\] )/m).flatMap((part) => {
    const [, rule, message] = /^\[([a-z0-9-]+)\] (.*?)\n?$/s.exec(part) ?? [];
    return rule === undefined || message === undefined ? [] : [{ rule, message }];
  });
}

/** A message as the status of a constraint holds it: at most 256 bytes. */
export function inStatus(message: string): string {
  const bytes = Buffer.from(message);
  return bytes.length <= 256 ? message : `${bytes.subarray(0, 253).toString("utf8")}...`;
}
