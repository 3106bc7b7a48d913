import {
  elements,
  exists,
  inputKind,
  instance,
  type Listed,
  type Located,
  member,
  members,
  parseJson,
  type Raw,
  type Text,
  text,
} from "regoscript";

export interface Part extends Located {
  name: string;
  size: number;
  tag?: string;
  on?: boolean;
}

/** Something to try constructs on. */
export interface Thing extends Located {
  mode?: string;
  limit?: number;
  names: string[];
  lone: Listed<string>;
  parts: Part[];
  labels: Record<string, Text>;
  inner?: Part;
  more?: string[];
  embedded: Raw;
}

export const Thing = inputKind<Thing>({
  id: "thing",
  title: "thing",
  recognises: ["a document with `thing`"],
  kubernetes: [],
  *find(document) {
    const thing = member(document, "thing");
    if (!exists(thing)) return;
    yield instance<Thing>(thing, "thing", {
      mode: member(thing, "mode"),
      limit: member(thing, "limit"),
      names: member(thing, "names"),
      lone: member(thing, "lone"),
      parts: member(thing, "parts"),
      labels: member(thing, "labels"),
      inner: member(thing, "inner"),
      more: member(thing, "more"),
      embedded: parseJson(member(thing, "embedded")),
    });
  },
});

export interface Found extends Located {
  name: Text;
}

/** What is found by what isn't known. */
export const Found = inputKind<Found>({
  id: "found",
  title: "part of a thing",
  recognises: ["a document with `thing`: parts that are on, labels that aren't empty"],
  kubernetes: [],
  *find(document) {
    const thing = member(document, "thing");
    for (const part of elements(member(thing, "parts"))) {
      if (text(member(part, "tag")) !== "blue") continue;
      yield instance<Found>(part, `part ${text(member(part, "name")) ?? "?"}`, { name: member(part, "name") });
    }
    for (const [key, label] of members(member(thing, "labels")))
      if (text(label) !== "") yield instance<Found>(thing, `label ${key}`, { name: label });
  },
});
