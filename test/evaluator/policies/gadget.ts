import {
  exists,
  inputKind,
  instance,
  type Keyed,
  type Listed,
  type Located,
  member,
  type Resolvable,
  type Scalar,
  text,
} from "regoscript";

export interface Part extends Located {
  name: string;
  size?: number;
}

/** One field of every shape that a decoder has. */
export interface Gadget extends Located {
  label?: string;
  mode?: "fast" | "slow";
  count?: number;
  enabled?: boolean;
  values: Record<string, Listed<Scalar>>;
  actions: Listed<string>;
  principals: Keyed<"AWS", Listed<string>>;
  known?: Resolvable<string>;
  knownItems: Resolvable<string>[];
  parts: Part[];
}

export const gadget = inputKind<Gadget>({
  id: "gadget",
  title: "gadget",
  recognises: ["`kind: Gadget`"],
  kubernetes: [],
  *find(document) {
    if (text(member(document, "kind")) === "Gadget" && exists(member(document, "spec"))) {
      yield instance(member(document, "spec"), `Gadget ${text(member(document, "metadata", "name")) ?? "?"}`);
    }
  },
});
