import {
  exists, inputKind, instance, type Keyed, type Listed, type Located, member, type Raw, type Resolvable, rule, type Scalar, sorted, type Text, text, violation,
} from "regoscript";

interface Part extends Located { name: string }
interface Bare extends Located { value?: Raw }
interface Row0 extends Located {
  f0?: string;
  f1?: number;
  f2?: boolean;
  f3?: "a" | "b";
  f4?: Scalar;
  f5?: Text;
  f6?: Raw;
  f7?: Part;
  f8?: Bare;
  f9?: string[];
  f10?: Raw[];
  f11?: Record<string, string>;
  f12?: Record<string, Text>;
  f13?: Record<string, Raw>;
  f14?: Listed<string>;
  f15?: Listed<Raw>;
  f16?: Keyed<"key", string>;
  f17?: Keyed<"key", Raw>;
}
interface Row1 extends Located {
  f0?: (string)[];
  f1?: (number)[];
  f2?: (boolean)[];
  f3?: ("a" | "b")[];
  f4?: (Scalar)[];
  f5?: (Text)[];
  f6?: (Raw)[];
  f7?: (Part)[];
  f8?: (Bare)[];
  f9?: (string[])[];
  f10?: (Raw[])[];
  f11?: (Record<string, string>)[];
  f12?: (Record<string, Text>)[];
  f13?: (Record<string, Raw>)[];
  f14?: (Listed<string>)[];
  f15?: (Listed<Raw>)[];
  f16?: (Keyed<"key", string>)[];
  f17?: (Keyed<"key", Raw>)[];
}
interface Row2 extends Located {
  f0?: Record<string, string>;
  f1?: Record<string, number>;
  f2?: Record<string, boolean>;
  f3?: Record<string, "a" | "b">;
  f4?: Record<string, Scalar>;
  f5?: Record<string, Text>;
  f6?: Record<string, Raw>;
  f7?: Record<string, Part>;
  f8?: Record<string, Bare>;
  f9?: Record<string, string[]>;
  f10?: Record<string, Raw[]>;
  f11?: Record<string, Record<string, string>>;
  f12?: Record<string, Record<string, Text>>;
  f13?: Record<string, Record<string, Raw>>;
  f14?: Record<string, Listed<string>>;
  f15?: Record<string, Listed<Raw>>;
  f16?: Record<string, Keyed<"key", string>>;
  f17?: Record<string, Keyed<"key", Raw>>;
}
interface Row3 extends Located {
  f0?: Listed<string>;
  f1?: Listed<number>;
  f2?: Listed<boolean>;
  f3?: Listed<"a" | "b">;
  f4?: Listed<Scalar>;
  f5?: Listed<Text>;
  f6?: Listed<Raw>;
  f7?: Listed<Part>;
  f8?: Listed<Bare>;
  f9?: Listed<string[]>;
  f10?: Listed<Raw[]>;
  f11?: Listed<Record<string, string>>;
  f12?: Listed<Record<string, Text>>;
  f13?: Listed<Record<string, Raw>>;
  f14?: Listed<Listed<string>>;
  f15?: Listed<Listed<Raw>>;
  f16?: Listed<Keyed<"key", string>>;
  f17?: Listed<Keyed<"key", Raw>>;
}
interface Row4 extends Located {
  f0?: Keyed<"key", string>;
  f1?: Keyed<"key", number>;
  f2?: Keyed<"key", boolean>;
  f3?: Keyed<"key", "a" | "b">;
  f4?: Keyed<"key", Scalar>;
  f5?: Keyed<"key", Text>;
  f6?: Keyed<"key", Raw>;
  f7?: Keyed<"key", Part>;
  f8?: Keyed<"key", Bare>;
  f9?: Keyed<"key", string[]>;
  f10?: Keyed<"key", Raw[]>;
  f11?: Keyed<"key", Record<string, string>>;
  f12?: Keyed<"key", Record<string, Text>>;
  f13?: Keyed<"key", Record<string, Raw>>;
  f14?: Keyed<"key", Listed<string>>;
  f15?: Keyed<"key", Listed<Raw>>;
  f16?: Keyed<"key", Keyed<"key", string>>;
  f17?: Keyed<"key", Keyed<"key", Raw>>;
}
interface Row5 extends Located {
  f0?: Resolvable<string>;
  f1?: Resolvable<number>;
  f2?: Resolvable<boolean>;
  f3?: Resolvable<"a" | "b">;
  f4?: Resolvable<Scalar>;
  f5?: Resolvable<Text>;
  f6?: Resolvable<Raw>;
  f7?: Resolvable<Part>;
  f8?: Resolvable<Bare>;
  f9?: Resolvable<string[]>;
  f10?: Resolvable<Raw[]>;
  f11?: Resolvable<Record<string, string>>;
  f12?: Resolvable<Record<string, Text>>;
  f13?: Resolvable<Record<string, Raw>>;
  f14?: Resolvable<Listed<string>>;
  f15?: Resolvable<Listed<Raw>>;
  f16?: Resolvable<Keyed<"key", string>>;
  f17?: Resolvable<Keyed<"key", Raw>>;
}
interface Row6 extends Located {
  f0?: Resolvable<string>[];
  f1?: Resolvable<number>[];
  f2?: Resolvable<boolean>[];
  f3?: Resolvable<"a" | "b">[];
  f4?: Resolvable<Scalar>[];
  f5?: Resolvable<Text>[];
  f6?: Resolvable<Raw>[];
  f7?: Resolvable<Part>[];
  f8?: Resolvable<Bare>[];
  f9?: Resolvable<string[]>[];
  f10?: Resolvable<Raw[]>[];
  f11?: Resolvable<Record<string, string>>[];
  f12?: Resolvable<Record<string, Text>>[];
  f13?: Resolvable<Record<string, Raw>>[];
  f14?: Resolvable<Listed<string>>[];
  f15?: Resolvable<Listed<Raw>>[];
  f16?: Resolvable<Keyed<"key", string>>[];
  f17?: Resolvable<Keyed<"key", Raw>>[];
}
interface Holder extends Located {
  list: string[];
  record: Record<string, string>;
  title: Text;
  texts: Record<string, Text>;
  many: Text[];
}
const written = (texts: Record<string, string>): string => sorted(Object.entries(texts).map(([key, one]) => key + "=" + one)).join();
interface Thing extends Located {
  name: string;
  holder?: Holder;
  row0?: Row0;
  row1?: Row1;
  row2?: Row2;
  row3?: Row3;
  row4?: Row4;
  row5?: Row5;
  row6?: Row6;
}

const Thing = inputKind<Thing>({
  id: "thing",
  title: "thing",
  recognises: ["an object of kind Thing"],
  kubernetes: [],
  *find(document) {
    if (text(member(document, "kind")) === "Thing") yield instance(document, "Thing");
    else if (!exists(member(document, "kind"))) yield instance(document, "Thing without kind");
  },
});

const none: readonly string[] = [];
const nothing: Readonly<Record<string, string>> = {};

export default rule({
  id: "shapes",
  title: "Shapes",
  severity: "low",
  input: Thing,
  rationale: "",
  remediation: "",
  references: [],
  *check(thing) {
    const empty: string[] = [];
    for (const name of none) yield violation(thing, name);
    for (const name of empty) yield violation(thing, name);
    for (const name of Object.keys(nothing)) yield violation(thing, name);
    if (none.some((name) => name === thing.name) || empty.includes(thing.name)) yield violation(thing, "in an empty list");
    const list = thing.holder?.list;
    yield violation(thing, list === undefined ? "no list" : `list of ${list.length}`);
    const record = thing.holder?.record;
    yield violation(thing, record === undefined ? "no record" : `record of ${Object.keys(record).length}`);
    yield violation(thing, `title ${thing.holder?.title ?? "nowhere"}`);
    const texts = thing.holder?.texts;
    if (texts !== undefined) {
      const one = texts["a"];
      yield violation(thing, one === undefined ? "no text" : `text "${one}"`);
      if (Object.hasOwn(texts, "a")) yield violation(thing, "has a text");
      for (const [key, each] of Object.entries(texts)) if (each === "") yield violation(thing, "empty " + key);
      yield violation(thing, written(texts));
    }
    const many = thing.holder?.many ?? [];
    if (many.includes("")) yield violation(thing, `empty one of ${many.length}: ${many.join()}`);
    if (thing.row0?.f0 !== undefined) yield violation(thing, "row0 has f0");
    if (thing.row0?.f1 !== undefined) yield violation(thing, "row0 has f1");
    if (thing.row0?.f2 !== undefined) yield violation(thing, "row0 has f2");
    if (thing.row0?.f3 !== undefined) yield violation(thing, "row0 has f3");
    if (thing.row0?.f4 !== undefined) yield violation(thing, "row0 has f4");
    if (thing.row0?.f5 !== undefined) yield violation(thing, "row0 has f5");
    if (thing.row0?.f6 !== undefined) yield violation(thing, "row0 has f6");
    if (thing.row0?.f7 !== undefined) yield violation(thing, "row0 has f7");
    if (thing.row0?.f8 !== undefined) yield violation(thing, "row0 has f8");
    if (thing.row0?.f9 !== undefined) yield violation(thing, "row0 has f9");
    if (thing.row0?.f10 !== undefined) yield violation(thing, "row0 has f10");
    if (thing.row0?.f11 !== undefined) yield violation(thing, "row0 has f11");
    if (thing.row0?.f12 !== undefined) yield violation(thing, "row0 has f12");
    if (thing.row0?.f13 !== undefined) yield violation(thing, "row0 has f13");
    if (thing.row0?.f14 !== undefined) yield violation(thing, "row0 has f14");
    if (thing.row0?.f15 !== undefined) yield violation(thing, "row0 has f15");
    if (thing.row0?.f16 !== undefined) yield violation(thing, "row0 has f16");
    if (thing.row0?.f17 !== undefined) yield violation(thing, "row0 has f17");
    if (thing.row1?.f0 !== undefined) yield violation(thing, "row1 has f0");
    for (const one of thing.row1?.f0 ?? []) if (one !== undefined) yield violation(thing, "f0 has an element");
    yield violation(thing, `f0 has ${thing.row1?.f0?.length ?? -1}`);
    if (thing.row1?.f1 !== undefined) yield violation(thing, "row1 has f1");
    for (const one of thing.row1?.f1 ?? []) if (one !== undefined) yield violation(thing, "f1 has an element");
    yield violation(thing, `f1 has ${thing.row1?.f1?.length ?? -1}`);
    if (thing.row1?.f2 !== undefined) yield violation(thing, "row1 has f2");
    for (const one of thing.row1?.f2 ?? []) if (one !== undefined) yield violation(thing, "f2 has an element");
    yield violation(thing, `f2 has ${thing.row1?.f2?.length ?? -1}`);
    if (thing.row1?.f3 !== undefined) yield violation(thing, "row1 has f3");
    for (const one of thing.row1?.f3 ?? []) if (one !== undefined) yield violation(thing, "f3 has an element");
    yield violation(thing, `f3 has ${thing.row1?.f3?.length ?? -1}`);
    if (thing.row1?.f4 !== undefined) yield violation(thing, "row1 has f4");
    for (const one of thing.row1?.f4 ?? []) if (one !== undefined) yield violation(thing, "f4 has an element");
    yield violation(thing, `f4 has ${thing.row1?.f4?.length ?? -1}`);
    if (thing.row1?.f5 !== undefined) yield violation(thing, "row1 has f5");
    for (const one of thing.row1?.f5 ?? []) if (one !== undefined) yield violation(thing, "f5 has an element");
    yield violation(thing, `f5 has ${thing.row1?.f5?.length ?? -1}`);
    if (thing.row1?.f6 !== undefined) yield violation(thing, "row1 has f6");
    for (const one of thing.row1?.f6 ?? []) if (one !== undefined) yield violation(thing, "f6 has an element");
    yield violation(thing, `f6 has ${thing.row1?.f6?.length ?? -1}`);
    if (thing.row1?.f7 !== undefined) yield violation(thing, "row1 has f7");
    for (const one of thing.row1?.f7 ?? []) if (one !== undefined) yield violation(thing, "f7 has an element");
    yield violation(thing, `f7 has ${thing.row1?.f7?.length ?? -1}`);
    if (thing.row1?.f8 !== undefined) yield violation(thing, "row1 has f8");
    for (const one of thing.row1?.f8 ?? []) if (one !== undefined) yield violation(thing, "f8 has an element");
    yield violation(thing, `f8 has ${thing.row1?.f8?.length ?? -1}`);
    if (thing.row1?.f9 !== undefined) yield violation(thing, "row1 has f9");
    for (const one of thing.row1?.f9 ?? []) if (one !== undefined) yield violation(thing, "f9 has an element");
    yield violation(thing, `f9 has ${thing.row1?.f9?.length ?? -1}`);
    if (thing.row1?.f10 !== undefined) yield violation(thing, "row1 has f10");
    for (const one of thing.row1?.f10 ?? []) if (one !== undefined) yield violation(thing, "f10 has an element");
    yield violation(thing, `f10 has ${thing.row1?.f10?.length ?? -1}`);
    if (thing.row1?.f11 !== undefined) yield violation(thing, "row1 has f11");
    for (const one of thing.row1?.f11 ?? []) if (one !== undefined) yield violation(thing, "f11 has an element");
    yield violation(thing, `f11 has ${thing.row1?.f11?.length ?? -1}`);
    if (thing.row1?.f12 !== undefined) yield violation(thing, "row1 has f12");
    for (const one of thing.row1?.f12 ?? []) if (one !== undefined) yield violation(thing, "f12 has an element");
    yield violation(thing, `f12 has ${thing.row1?.f12?.length ?? -1}`);
    if (thing.row1?.f13 !== undefined) yield violation(thing, "row1 has f13");
    for (const one of thing.row1?.f13 ?? []) if (one !== undefined) yield violation(thing, "f13 has an element");
    yield violation(thing, `f13 has ${thing.row1?.f13?.length ?? -1}`);
    if (thing.row1?.f14 !== undefined) yield violation(thing, "row1 has f14");
    for (const one of thing.row1?.f14 ?? []) if (one !== undefined) yield violation(thing, "f14 has an element");
    yield violation(thing, `f14 has ${thing.row1?.f14?.length ?? -1}`);
    if (thing.row1?.f15 !== undefined) yield violation(thing, "row1 has f15");
    for (const one of thing.row1?.f15 ?? []) if (one !== undefined) yield violation(thing, "f15 has an element");
    yield violation(thing, `f15 has ${thing.row1?.f15?.length ?? -1}`);
    if (thing.row1?.f16 !== undefined) yield violation(thing, "row1 has f16");
    for (const one of thing.row1?.f16 ?? []) if (one !== undefined) yield violation(thing, "f16 has an element");
    yield violation(thing, `f16 has ${thing.row1?.f16?.length ?? -1}`);
    if (thing.row1?.f17 !== undefined) yield violation(thing, "row1 has f17");
    for (const one of thing.row1?.f17 ?? []) if (one !== undefined) yield violation(thing, "f17 has an element");
    yield violation(thing, `f17 has ${thing.row1?.f17?.length ?? -1}`);
    if (thing.row2?.f0 !== undefined) yield violation(thing, "row2 has f0");
    if (thing.row2?.f1 !== undefined) yield violation(thing, "row2 has f1");
    if (thing.row2?.f2 !== undefined) yield violation(thing, "row2 has f2");
    if (thing.row2?.f3 !== undefined) yield violation(thing, "row2 has f3");
    if (thing.row2?.f4 !== undefined) yield violation(thing, "row2 has f4");
    if (thing.row2?.f5 !== undefined) yield violation(thing, "row2 has f5");
    if (thing.row2?.f6 !== undefined) yield violation(thing, "row2 has f6");
    if (thing.row2?.f7 !== undefined) yield violation(thing, "row2 has f7");
    if (thing.row2?.f8 !== undefined) yield violation(thing, "row2 has f8");
    if (thing.row2?.f9 !== undefined) yield violation(thing, "row2 has f9");
    if (thing.row2?.f10 !== undefined) yield violation(thing, "row2 has f10");
    if (thing.row2?.f11 !== undefined) yield violation(thing, "row2 has f11");
    if (thing.row2?.f12 !== undefined) yield violation(thing, "row2 has f12");
    if (thing.row2?.f13 !== undefined) yield violation(thing, "row2 has f13");
    if (thing.row2?.f14 !== undefined) yield violation(thing, "row2 has f14");
    if (thing.row2?.f15 !== undefined) yield violation(thing, "row2 has f15");
    if (thing.row2?.f16 !== undefined) yield violation(thing, "row2 has f16");
    if (thing.row2?.f17 !== undefined) yield violation(thing, "row2 has f17");
    if (thing.row3?.f0 !== undefined) yield violation(thing, "row3 has f0");
    for (const one of thing.row3?.f0 ?? []) if (one !== undefined) yield violation(thing, "f0 has an element");
    yield violation(thing, `f0 has ${thing.row3?.f0?.length ?? -1}`);
    if (thing.row3?.f1 !== undefined) yield violation(thing, "row3 has f1");
    for (const one of thing.row3?.f1 ?? []) if (one !== undefined) yield violation(thing, "f1 has an element");
    yield violation(thing, `f1 has ${thing.row3?.f1?.length ?? -1}`);
    if (thing.row3?.f2 !== undefined) yield violation(thing, "row3 has f2");
    for (const one of thing.row3?.f2 ?? []) if (one !== undefined) yield violation(thing, "f2 has an element");
    yield violation(thing, `f2 has ${thing.row3?.f2?.length ?? -1}`);
    if (thing.row3?.f3 !== undefined) yield violation(thing, "row3 has f3");
    for (const one of thing.row3?.f3 ?? []) if (one !== undefined) yield violation(thing, "f3 has an element");
    yield violation(thing, `f3 has ${thing.row3?.f3?.length ?? -1}`);
    if (thing.row3?.f4 !== undefined) yield violation(thing, "row3 has f4");
    for (const one of thing.row3?.f4 ?? []) if (one !== undefined) yield violation(thing, "f4 has an element");
    yield violation(thing, `f4 has ${thing.row3?.f4?.length ?? -1}`);
    if (thing.row3?.f5 !== undefined) yield violation(thing, "row3 has f5");
    for (const one of thing.row3?.f5 ?? []) if (one !== undefined) yield violation(thing, "f5 has an element");
    yield violation(thing, `f5 has ${thing.row3?.f5?.length ?? -1}`);
    if (thing.row3?.f6 !== undefined) yield violation(thing, "row3 has f6");
    for (const one of thing.row3?.f6 ?? []) if (one !== undefined) yield violation(thing, "f6 has an element");
    yield violation(thing, `f6 has ${thing.row3?.f6?.length ?? -1}`);
    if (thing.row3?.f7 !== undefined) yield violation(thing, "row3 has f7");
    for (const one of thing.row3?.f7 ?? []) if (one !== undefined) yield violation(thing, "f7 has an element");
    yield violation(thing, `f7 has ${thing.row3?.f7?.length ?? -1}`);
    if (thing.row3?.f8 !== undefined) yield violation(thing, "row3 has f8");
    for (const one of thing.row3?.f8 ?? []) if (one !== undefined) yield violation(thing, "f8 has an element");
    yield violation(thing, `f8 has ${thing.row3?.f8?.length ?? -1}`);
    if (thing.row3?.f9 !== undefined) yield violation(thing, "row3 has f9");
    for (const one of thing.row3?.f9 ?? []) if (one !== undefined) yield violation(thing, "f9 has an element");
    yield violation(thing, `f9 has ${thing.row3?.f9?.length ?? -1}`);
    if (thing.row3?.f10 !== undefined) yield violation(thing, "row3 has f10");
    for (const one of thing.row3?.f10 ?? []) if (one !== undefined) yield violation(thing, "f10 has an element");
    yield violation(thing, `f10 has ${thing.row3?.f10?.length ?? -1}`);
    if (thing.row3?.f11 !== undefined) yield violation(thing, "row3 has f11");
    for (const one of thing.row3?.f11 ?? []) if (one !== undefined) yield violation(thing, "f11 has an element");
    yield violation(thing, `f11 has ${thing.row3?.f11?.length ?? -1}`);
    if (thing.row3?.f12 !== undefined) yield violation(thing, "row3 has f12");
    for (const one of thing.row3?.f12 ?? []) if (one !== undefined) yield violation(thing, "f12 has an element");
    yield violation(thing, `f12 has ${thing.row3?.f12?.length ?? -1}`);
    if (thing.row3?.f13 !== undefined) yield violation(thing, "row3 has f13");
    for (const one of thing.row3?.f13 ?? []) if (one !== undefined) yield violation(thing, "f13 has an element");
    yield violation(thing, `f13 has ${thing.row3?.f13?.length ?? -1}`);
    if (thing.row3?.f14 !== undefined) yield violation(thing, "row3 has f14");
    for (const one of thing.row3?.f14 ?? []) if (one !== undefined) yield violation(thing, "f14 has an element");
    yield violation(thing, `f14 has ${thing.row3?.f14?.length ?? -1}`);
    if (thing.row3?.f15 !== undefined) yield violation(thing, "row3 has f15");
    for (const one of thing.row3?.f15 ?? []) if (one !== undefined) yield violation(thing, "f15 has an element");
    yield violation(thing, `f15 has ${thing.row3?.f15?.length ?? -1}`);
    if (thing.row3?.f16 !== undefined) yield violation(thing, "row3 has f16");
    for (const one of thing.row3?.f16 ?? []) if (one !== undefined) yield violation(thing, "f16 has an element");
    yield violation(thing, `f16 has ${thing.row3?.f16?.length ?? -1}`);
    if (thing.row3?.f17 !== undefined) yield violation(thing, "row3 has f17");
    for (const one of thing.row3?.f17 ?? []) if (one !== undefined) yield violation(thing, "f17 has an element");
    yield violation(thing, `f17 has ${thing.row3?.f17?.length ?? -1}`);
    if (thing.row4?.f0 !== undefined) yield violation(thing, "row4 has f0");
    if (thing.row4?.f1 !== undefined) yield violation(thing, "row4 has f1");
    if (thing.row4?.f2 !== undefined) yield violation(thing, "row4 has f2");
    if (thing.row4?.f3 !== undefined) yield violation(thing, "row4 has f3");
    if (thing.row4?.f4 !== undefined) yield violation(thing, "row4 has f4");
    if (thing.row4?.f5 !== undefined) yield violation(thing, "row4 has f5");
    if (thing.row4?.f6 !== undefined) yield violation(thing, "row4 has f6");
    if (thing.row4?.f7 !== undefined) yield violation(thing, "row4 has f7");
    if (thing.row4?.f8 !== undefined) yield violation(thing, "row4 has f8");
    if (thing.row4?.f9 !== undefined) yield violation(thing, "row4 has f9");
    if (thing.row4?.f10 !== undefined) yield violation(thing, "row4 has f10");
    if (thing.row4?.f11 !== undefined) yield violation(thing, "row4 has f11");
    if (thing.row4?.f12 !== undefined) yield violation(thing, "row4 has f12");
    if (thing.row4?.f13 !== undefined) yield violation(thing, "row4 has f13");
    if (thing.row4?.f14 !== undefined) yield violation(thing, "row4 has f14");
    if (thing.row4?.f15 !== undefined) yield violation(thing, "row4 has f15");
    if (thing.row4?.f16 !== undefined) yield violation(thing, "row4 has f16");
    if (thing.row4?.f17 !== undefined) yield violation(thing, "row4 has f17");
    if (thing.row5?.f0 !== undefined) yield violation(thing, "row5 has f0");
    if (thing.row5?.f1 !== undefined) yield violation(thing, "row5 has f1");
    if (thing.row5?.f2 !== undefined) yield violation(thing, "row5 has f2");
    if (thing.row5?.f3 !== undefined) yield violation(thing, "row5 has f3");
    if (thing.row5?.f4 !== undefined) yield violation(thing, "row5 has f4");
    if (thing.row5?.f5 !== undefined) yield violation(thing, "row5 has f5");
    if (thing.row5?.f6 !== undefined) yield violation(thing, "row5 has f6");
    if (thing.row5?.f7 !== undefined) yield violation(thing, "row5 has f7");
    if (thing.row5?.f8 !== undefined) yield violation(thing, "row5 has f8");
    if (thing.row5?.f9 !== undefined) yield violation(thing, "row5 has f9");
    if (thing.row5?.f10 !== undefined) yield violation(thing, "row5 has f10");
    if (thing.row5?.f11 !== undefined) yield violation(thing, "row5 has f11");
    if (thing.row5?.f12 !== undefined) yield violation(thing, "row5 has f12");
    if (thing.row5?.f13 !== undefined) yield violation(thing, "row5 has f13");
    if (thing.row5?.f14 !== undefined) yield violation(thing, "row5 has f14");
    if (thing.row5?.f15 !== undefined) yield violation(thing, "row5 has f15");
    if (thing.row5?.f16 !== undefined) yield violation(thing, "row5 has f16");
    if (thing.row5?.f17 !== undefined) yield violation(thing, "row5 has f17");
    if (thing.row6?.f0 !== undefined) yield violation(thing, "row6 has f0");
    for (const one of thing.row6?.f0 ?? []) if (one !== undefined) yield violation(thing, "f0 has an element");
    yield violation(thing, `f0 has ${thing.row6?.f0?.length ?? -1}`);
    if (thing.row6?.f1 !== undefined) yield violation(thing, "row6 has f1");
    for (const one of thing.row6?.f1 ?? []) if (one !== undefined) yield violation(thing, "f1 has an element");
    yield violation(thing, `f1 has ${thing.row6?.f1?.length ?? -1}`);
    if (thing.row6?.f2 !== undefined) yield violation(thing, "row6 has f2");
    for (const one of thing.row6?.f2 ?? []) if (one !== undefined) yield violation(thing, "f2 has an element");
    yield violation(thing, `f2 has ${thing.row6?.f2?.length ?? -1}`);
    if (thing.row6?.f3 !== undefined) yield violation(thing, "row6 has f3");
    for (const one of thing.row6?.f3 ?? []) if (one !== undefined) yield violation(thing, "f3 has an element");
    yield violation(thing, `f3 has ${thing.row6?.f3?.length ?? -1}`);
    if (thing.row6?.f4 !== undefined) yield violation(thing, "row6 has f4");
    for (const one of thing.row6?.f4 ?? []) if (one !== undefined) yield violation(thing, "f4 has an element");
    yield violation(thing, `f4 has ${thing.row6?.f4?.length ?? -1}`);
    if (thing.row6?.f5 !== undefined) yield violation(thing, "row6 has f5");
    for (const one of thing.row6?.f5 ?? []) if (one !== undefined) yield violation(thing, "f5 has an element");
    yield violation(thing, `f5 has ${thing.row6?.f5?.length ?? -1}`);
    if (thing.row6?.f6 !== undefined) yield violation(thing, "row6 has f6");
    for (const one of thing.row6?.f6 ?? []) if (one !== undefined) yield violation(thing, "f6 has an element");
    yield violation(thing, `f6 has ${thing.row6?.f6?.length ?? -1}`);
    if (thing.row6?.f7 !== undefined) yield violation(thing, "row6 has f7");
    for (const one of thing.row6?.f7 ?? []) if (one !== undefined) yield violation(thing, "f7 has an element");
    yield violation(thing, `f7 has ${thing.row6?.f7?.length ?? -1}`);
    if (thing.row6?.f8 !== undefined) yield violation(thing, "row6 has f8");
    for (const one of thing.row6?.f8 ?? []) if (one !== undefined) yield violation(thing, "f8 has an element");
    yield violation(thing, `f8 has ${thing.row6?.f8?.length ?? -1}`);
    if (thing.row6?.f9 !== undefined) yield violation(thing, "row6 has f9");
    for (const one of thing.row6?.f9 ?? []) if (one !== undefined) yield violation(thing, "f9 has an element");
    yield violation(thing, `f9 has ${thing.row6?.f9?.length ?? -1}`);
    if (thing.row6?.f10 !== undefined) yield violation(thing, "row6 has f10");
    for (const one of thing.row6?.f10 ?? []) if (one !== undefined) yield violation(thing, "f10 has an element");
    yield violation(thing, `f10 has ${thing.row6?.f10?.length ?? -1}`);
    if (thing.row6?.f11 !== undefined) yield violation(thing, "row6 has f11");
    for (const one of thing.row6?.f11 ?? []) if (one !== undefined) yield violation(thing, "f11 has an element");
    yield violation(thing, `f11 has ${thing.row6?.f11?.length ?? -1}`);
    if (thing.row6?.f12 !== undefined) yield violation(thing, "row6 has f12");
    for (const one of thing.row6?.f12 ?? []) if (one !== undefined) yield violation(thing, "f12 has an element");
    yield violation(thing, `f12 has ${thing.row6?.f12?.length ?? -1}`);
    if (thing.row6?.f13 !== undefined) yield violation(thing, "row6 has f13");
    for (const one of thing.row6?.f13 ?? []) if (one !== undefined) yield violation(thing, "f13 has an element");
    yield violation(thing, `f13 has ${thing.row6?.f13?.length ?? -1}`);
    if (thing.row6?.f14 !== undefined) yield violation(thing, "row6 has f14");
    for (const one of thing.row6?.f14 ?? []) if (one !== undefined) yield violation(thing, "f14 has an element");
    yield violation(thing, `f14 has ${thing.row6?.f14?.length ?? -1}`);
    if (thing.row6?.f15 !== undefined) yield violation(thing, "row6 has f15");
    for (const one of thing.row6?.f15 ?? []) if (one !== undefined) yield violation(thing, "f15 has an element");
    yield violation(thing, `f15 has ${thing.row6?.f15?.length ?? -1}`);
    if (thing.row6?.f16 !== undefined) yield violation(thing, "row6 has f16");
    for (const one of thing.row6?.f16 ?? []) if (one !== undefined) yield violation(thing, "f16 has an element");
    yield violation(thing, `f16 has ${thing.row6?.f16?.length ?? -1}`);
    if (thing.row6?.f17 !== undefined) yield violation(thing, "row6 has f17");
    for (const one of thing.row6?.f17 ?? []) if (one !== undefined) yield violation(thing, "f17 has an element");
    yield violation(thing, `f17 has ${thing.row6?.f17?.length ?? -1}`);
    if (none.every((name) => name === thing.name)) yield violation(thing, [...none, ...empty, thing.name].join());
  },
  examples: {},
});
