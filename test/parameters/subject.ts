import { buildOutputs, examplesOf } from "../../src/compile.ts";
import { loadSource } from "../../src/policy-folder.ts";
import { nativeOf } from "../native-policies.ts";

export const policies = "test/parameters/policies";
const source = await loadSource(policies);
export const { result } = source;
export const native = nativeOf(source);
export const outputs = await buildOutputs(result, examplesOf(source.rules));

export const rule = "every-parameter";
/** A document of which the rule says what it sees of its parameters. */
export const document = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "a" } };

/** The messages of a report's violations that no other parameters give. */
export function messagesOf({ violations }: { readonly violations: readonly { readonly message: string }[] }): string[] {
  return violations.map(({ message }) => message).sort();
}

/** What a report says of parameters that don't fit, as `[path, expected, found]`. */
export function problemsOf(report: {
  readonly malformed: readonly { readonly path: unknown; readonly expected: unknown; readonly found: unknown }[];
}): unknown[] {
  return report.malformed.map(({ path, expected, found }) => [path, expected, found]);
}
