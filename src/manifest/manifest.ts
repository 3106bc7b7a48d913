import type { KubernetesResources } from "../authoring/input-kind.ts";
import type { Severity } from "../authoring/rule.ts";
import type { ObjectShapes, ResultShape, Shape } from "../shapes/shape.ts";

/**
 * What the compiler knows of a policy set that is not code, as JSON: shapes for the decoders, parameters, descriptions.
 * It travels beside every output (in a bundle: `.manifest` metadata, key `regoscript`), and is all that the evaluator
 * needs beside the rules themselves.
 */
export interface Manifest {
  readonly format: 3;
  /** Version of Regoscript that wrote it. */
  readonly generator: string;
  /** Version of the policies: that of the nearest package.json above them; absent where there is none. */
  readonly version?: string;
  readonly objects: ObjectShapes;
  /** Sorted by id. */
  readonly kinds: readonly KindDescriptor[];
  /** Sorted by id. */
  readonly rules: readonly RuleDescriptor[];
  /** Sorted by id; absent if there are none. */
  readonly decisions?: readonly DecisionDescriptor[];
}

export interface DecisionDescriptor {
  readonly id: string;
  readonly title: string;
  /** Ids of its input kinds. */
  readonly kinds: readonly string[];
  /** This and the next as for a rule. */
  readonly inventory?: readonly string[];
  readonly reads: readonly string[];
  readonly parameters: readonly ParameterDescriptor[];
  readonly result: ResultShape;
  readonly description: string;
  readonly references: readonly string[];
  /** Source file, relative to the policy folder, with forward slashes. */
  readonly module: string;
}

export interface KindDescriptor {
  readonly id: string;
  readonly title: string;
  readonly recognises: readonly string[];
  readonly kubernetes: readonly KubernetesResources[];
  /**
   * Types of the parts of plans, templates and so on in which instances are found (`partType`), sorted; `*` for all,
   * where the compiler can't tell; absent if the finder asks for no type.
   */
  readonly parts?: readonly string[];
  /** Whether some of these may hold values that aren't known: resources of a plan or template. */
  readonly isInOpenParts?: true;
  /** A command that prints all documents of the kind. */
  readonly collect?: string;
  /** Name of the instance's shape in `objects`. */
  readonly object: string;
  readonly module: string;
  readonly exportName: string;
}

export interface ParameterDescriptor {
  readonly name: string;
  /** Its objects are closed; never `raw` or `resolvable`. */
  readonly shape: Shape;
  /** Absent where the rule sees `undefined` if nothing is given. */
  readonly default?: unknown;
}

export interface RuleDescriptor {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  /** Ids of its input kinds. */
  readonly kinds: readonly string[];
  /** Ids of the input kinds of which it looks at every instance in a run, sorted; absent if there are none. */
  readonly inventory?: readonly string[];
  /** Whether it looks at the admission request; only such rules are asked of an object that goes. */
  readonly asksForRequest?: true;
  /**
   * Names of the fields of its input kinds that it may read, sorted: where one of these is malformed it doesn't run. A
   * field counts as read if some code of the rule reads a field of its name.
   */
  readonly reads: readonly string[];
  readonly parameters: readonly ParameterDescriptor[];
  readonly rationale: string;
  readonly remediation: string;
  readonly references: readonly string[];
  /** Source file, relative to the policy folder, with forward slashes. */
  readonly module: string;
}
