import type { Located } from "./location.ts";
import type { Raw } from "./raw.ts";

/** The Kubernetes resources that an input kind recognises: what a Gatekeeper constraint matches. */
export interface KubernetesResources {
  /** API groups, `""` for the core group. */
  readonly groups: readonly string[];
  /** Kinds in the singular, as in a manifest. */
  readonly kinds: readonly string[];
  /** Versions of the API under which Gatekeeper is to keep them for rules that look at all of them; `v1` if absent. */
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
