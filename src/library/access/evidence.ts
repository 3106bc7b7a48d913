/** Where a step of an answer stands, and how sure it is. */
export interface Evidence {
  /** Id of the input kind, such as `role-binding`; `""` for what stands in no document. */
  readonly kind: string;
  /** What it is, as people name it: `RoleBinding shop/readers`. */
  readonly resource: string;
  /**
   * Which one of `inventory.all` of the kind. Two may be of one name, and evidence has no place: so this is how a
   * program that has the documents finds the file and the line.
   */
  readonly position: number | undefined;
  /** The list inside it that the step is about, `""` for the whole. */
  readonly field: string;
  /** Which item of that list. */
  readonly item: number | undefined;
  /**
   * `declared`: in a document of the run. `published`: by AWS or Kubernetes, the same in every cluster. `derived`: what
   * follows from these by our reading.
   */
  readonly basis: "declared" | "published" | "derived";
}

/** Evidence in a document of the run. */
export function declared(kind: string, resource: string, position: number): Evidence {
  return { kind, resource, position, field: "", item: undefined, basis: "declared" };
}

/** Evidence that is the same for every cluster. */
export function published(resource: string): Evidence {
  return { kind: "", resource, position: undefined, field: "", item: undefined, basis: "published" };
}

/** An item of a list inside what evidence is about. */
export function itemOf(evidence: Evidence, field: string, item: number): Evidence {
  return { ...evidence, field, item };
}
