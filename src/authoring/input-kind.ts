import type { Located } from "./location.ts";
import type { Raw } from "./raw.ts";

/**
 * The Kubernetes resources that an input kind recognises: what a Gatekeeper constraint matches, and what Gatekeeper
 * keeps for rules that look at all of them.
 */
export interface KubernetesResources {
  /**
   * API groups, `""` for the core group, `"*"` for all, which Gatekeeper can match and can't keep. Several are
   * alternatives for the same objects: `["networking.k8s.io", "extensions"]` for an Ingress. Gatekeeper keeps the
   * first.
   */
  readonly groups: readonly string[];
  /** Kinds in the singular, as in a manifest; `"*"` for all. Each of them is needed. */
  readonly kinds: readonly string[];
  /** Versions of the API, alternatives too, of which Gatekeeper keeps the first; `v1` if absent. */
  readonly versions?: readonly string[];
}

/** One instance of an input kind in a document, not yet decoded. */
export interface Instance<Shape> {
  readonly at: Raw;
  readonly resource: string;
  readonly fields: { readonly [Field in keyof Shape]?: Raw } | undefined;
}

export interface InputKindDefinition<Shape extends Located> {
  /** Kebab-case, permanent, one in a policy set. */
  readonly id: string;
  /** What it is, in the singular, for people: "pod template of a workload". */
  readonly title: string;
  /** Where it is recognised, one place an entry; part of the contract and of the docs. */
  readonly recognises: readonly string[];
  /** Resources of a cluster in which instances are found; empty if there are none. */
  readonly kubernetes: readonly KubernetesResources[];
  /** A command that prints all documents of the kind, for `undetermined` results. */
  readonly collect?: string;
  /** Whether a document says which instances there are though it holds none, such as an empty list. */
  covers?(document: Raw): boolean;
  /** Yields each instance in a document. Compiled, so written in the policy subset. */
  find(document: Raw): Generator<Instance<Shape>, void>;
}

/** A part of a document that rules are about: how it is found, and by its interface how it is decoded. */
export interface InputKind<Shape extends Located> extends InputKindDefinition<Shape> {
  readonly $kind: "input-kind";
}

/** The input kind of a policy, or several. */
export type Input = InputKind<Located> | readonly InputKind<Located>[];

/** What a policy's function gets: an instance of its input kind, or of one of its input kinds. */
export type InstanceOf<Kinds extends Input> = Kinds extends readonly InputKind<infer Shape>[]
  ? Shape
  : Kinds extends InputKind<infer Shape>
    ? Shape
    : never;

/** The input kinds of a policy. */
export function inputKinds(input: Input): readonly InputKind<Located>[] {
  return "id" in input ? [input] : input;
}

/**
 * Declares an input kind. Its interface (the type argument, which extends `Located`) says what rules may read and what
 * a document must look like; a document that doesn't fit is `malformed`, and no rule of the kind runs on it.
 */
export function inputKind<Shape extends Located>(definition: InputKindDefinition<Shape>): InputKind<Shape> {
  return Object.freeze({ ...definition, $kind: "input-kind" as const });
}

/**
 * An instance at `at`: the node that violations of the whole instance point at. Without `fields` each field of the
 * interface is the member of `at` with its name; with `fields` it is the raw value given, and a field not given is
 * absent.
 *
 * @param resource what the instance belongs to, for people: `Deployment shop/web`, `aws_iam_role.reader`
 */
export function instance<Shape extends Located>(
  at: Raw,
  resource: string,
  fields?: { readonly [Field in Exclude<keyof Shape, symbol>]?: Raw },
): Instance<Shape> {
  return { at, resource, fields: fields as Instance<Shape>["fields"] };
}
