import { expand } from "../authoring/documents.ts";
import type { InputKind } from "../authoring/input-kind.ts";
import type { Located } from "../authoring/location.ts";
import { Raw } from "../authoring/raw.ts";
import type { ParameterValues, Rule } from "../authoring/rule.ts";
import type { Manifest } from "../manifest/manifest.ts";
import { makeDecoders, type Problem } from "./decoder.ts";
import { valuesOf } from "./documents.ts";
import { resolveParameters } from "./parameters.ts";
import { EvaluationError, type Policies } from "./policies.ts";
import { makeReport, type Verdict } from "./report.ts";

interface NativeKind {
  readonly kind: InputKind<Located>;
  readonly decode: ReturnType<ReturnType<typeof makeDecoders>>;
  readonly rules: readonly Rule[];
}

/**
 * Policies as the rule functions themselves, with the decoders that the manifest describes.
 *
 * @param rules the default exports of the rule modules; each names its input kind
 * @throws Error if the rules are not those of the manifest
 */
export function nativePolicies(manifest: Manifest, rules: readonly Rule[]): Policies {
  const decoderOf = makeDecoders(manifest.objects);
  const kinds = new Map<string, NativeKind>();
  for (const descriptor of manifest.rules) {
    const rule = rules.find((candidate) => candidate.id === descriptor.id);
    if (rule === undefined) throw new Error(`the rule \`${descriptor.id}\` of the manifest has no module`);
    const kind = kinds.get(descriptor.kind);
    if (kind !== undefined) {
      kinds.set(descriptor.kind, { ...kind, rules: [...kind.rules, rule] });
      continue;
    }
    const kindDescriptor = manifest.kinds.find((candidate) => candidate.id === descriptor.kind);
    if (kindDescriptor === undefined) throw new Error(`the manifest has no input kind \`${descriptor.kind}\``);
    kinds.set(descriptor.kind, { kind: rule.input, decode: decoderOf(kindDescriptor.object), rules: [rule] });
  }
  const all = [...kinds.values()];
  const defaults = forRules(resolveParameters(manifest));
  return {
    manifest,
    evaluate(documents, options = {}) {
      const parameters = options.parameters === undefined ? defaults : forRules(resolveParameters(manifest, options.parameters));
      return makeReport(verdicts(valuesOf(documents), all, parameters));
    },
  };
}

/** Parameters as rules see them: a record has no prototype, so that a key such as `constructor` is there only if it was given. */
function forRules(parameters: ReturnType<typeof resolveParameters>): { [rule: string]: ParameterValues } {
  const plain = (value: unknown): unknown => (typeof value === "object" && value !== null && !Array.isArray(value) ? Object.assign(Object.create(null), value) : value);
  return Object.fromEntries(
    Object.entries(parameters).map(([rule, values]) => [rule, Object.fromEntries(Object.entries(values).map(([name, value]) => [name, plain(value)])) as ParameterValues]),
  );
}

function* verdicts(documents: Iterable<unknown>, kinds: readonly NativeKind[], parameters: { [rule: string]: ParameterValues }): Generator<Verdict> {
  let index = 0;
  for (const document of documents) yield judge(document, index++, kinds, parameters);
}

function judge(document: unknown, index: number, kinds: readonly NativeKind[], parameters: { [rule: string]: ParameterValues }): Verdict {
  const violations: Verdict["violations"][number][] = [];
  const malformed: Verdict["malformed"][number][] = [];
  let recognised = false;
  for (const raw of expand(new Raw(document, undefined))) {
    for (const { kind, decode, rules } of kinds) {
      let at = `the finder of \`${kind.id}\``;
      try {
        for (const instance of kind.find(raw)) {
          recognised = true;
          const problems: Problem[] = [];
          const decoded = decode(instance, problems);
          const { resource } = instance;
          if (problems.length > 0) {
            for (const problem of problems) malformed.push({ kind: kind.id, resource, ...problem });
            continue;
          }
          for (const rule of rules) {
            at = `the rule \`${rule.id}\``;
            for (const { path, message } of rule.check(decoded, { parameters: parameters[rule.id]! })) {
              violations.push({ rule: rule.id, severity: rule.severity, message, path, resource });
            }
          }
          at = `the finder of \`${kind.id}\``;
        }
      } catch (error) {
        throw new EvaluationError(index, `${at} failed: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
      }
    }
  }
  return { violations, malformed, recognised };
}
