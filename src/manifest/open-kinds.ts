import type { KindDescriptor, Manifest } from "./manifest.ts";

/** The input kinds of which instances may hold values that aren't known; without one, no output has their logic. */
export function openKinds({ kinds }: Pick<Manifest, "kinds">): readonly KindDescriptor[] {
  return kinds.filter(({ isInOpenParts }) => isInOpenParts === true);
}
