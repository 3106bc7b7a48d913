import type { Origin } from "../../src/authoring/part.ts";
import type { Collection, PartialText, Place, RawValue, Truth, Unknown, Value } from "../../src/unknown/values.ts";

/** Values for tests, and what functions say of them: plain JSON, for either twin. */

export function place(name: string): Place {
  return { path: [name], why: name };
}

export function unknownOf(...names: readonly string[]): Unknown {
  return { is: "unknown", because: names.map(place), id: null, clean: false };
}

/** An unknown with a name. */
export function named(id: string, clean = false): Unknown {
  return { is: "unknown", because: [place(id)], id, clean };
}

export function text(...parts: readonly (string | Unknown)[]): PartialText {
  return { is: "text", parts };
}

export function list(...values: readonly Value[]): Collection {
  return { is: "list", items: values.map((value) => [value, true]), open: null };
}

export function raw(value: unknown, more: Partial<RawValue> = {}): RawValue {
  return { is: "raw", value, path: [], origin: null, ...more };
}

export const template: Origin = {
  type: "T",
  name: "R",
  open: {
    wrapper: "cloudformation",
    declared: ["R", "A", "B"],
    resources: [],
    conditions: ["C"],
    mappings: ["M"],
    maps: { M: { k: { a: "found", b: ["x", "y"] } } },
    settings: [{}],
  },
};

/** What stands in a template, at its root. */
export function inTemplate(value: unknown): RawValue {
  return raw(value, { origin: template });
}

export function because(why: string): Unknown {
  return { is: "unknown", because: [{ path: [], why }], id: null, clean: false };
}

function ref(id: string, clean = false): Unknown {
  return { is: "unknown", because: [{ path: [], why: `Ref ${id}` }], id, clean };
}

function sub(id: string, clean = false): Unknown {
  return { is: "unknown", because: [{ path: [], why: `Fn::Sub ${id}` }], id, clean };
}

const [a, b, c] = [unknownOf("a"), unknownOf("b"), unknownOf("a", "b")];
const region = named("region", true);
const name = named("name");

type Case = readonly [args: readonly Value[], result: Value];

/** By the name of an operation: arguments and result. */
export const operationCases: { readonly [operation: string]: readonly Case[] } = {
  "text.startsWith": [
    [["ab", "a"], true],
    [[text("arn:", name), "arn:"], true],
    [[text("arn:", name), "aws"], false],
    [[text("arn:", name), "arn:aws"], unknownOf("name")],
    [[text("arn:", region), "arn:*"], false],
    [[text("arn:", region), "arn:x"], unknownOf("region")],
    [[name, "a"], unknownOf("name")],
    [[region, ":"], false],
    [[name, ""], true],
    [[text("a", name), text("a", name)], true],
    [[text("a", name), text("b", region)], false],
    [["a", text("b", region)], false],
    [["ab", text("a", region)], unknownOf("region")],
  ],
  "text.endsWith": [
    [[text(name, ":sub"), ":sub"], true],
    [[text(name, ":sub"), ":aud"], false],
    [[text(name, "sub"), ":sub"], unknownOf("name")],
    [[text(region, "sub"), ":sub"], false],
    [[text(region, "sub"), "xsub"], unknownOf("region")],
  ],
  "text.includes": [
    [[text("a*", name), "*"], true],
    [[text("a", name), "*"], unknownOf("name")],
    [[text("a", region, "b"), "*"], false],
    [[text("a", region, "b"), "a1"], unknownOf("region")],
    [[text("x:", region, ":y"), ":oidc-provider/"], false],
    [[text("x:oidc-", region, "/y"), ":oidc-provider/"], unknownOf("region")],
  ],
  "text.split": [
    [[text("arn:", region, ":x"), ":"], list("arn", text(region), "x")],
    [[text("arn:", name, ":x"), ":"], { ...list("arn", "x"), open: name.because }],
    [[text("a:b:c", name, "d:e:f", name), ":"], { ...list("a", "b", "e"), open: name.because }],
    [[text(name, "a", name), ":"], { ...list(), open: name.because }],
    [[text("a::", name), "::"], unknownOf("name")],
    [["a:b", ":"], list("a", "b")],
  ],
  "text.trim": [
    [[" a "], "a"],
    [[text("a", name, "b")], text("a", name, "b")],
    [[text(" a", name, "b")], unknownOf("name")],
    [[text("a", name)], unknownOf("name")],
  ],
  lowerCase: [
    [["Ab"], "ab"],
    [[text("Ab", name)], text("ab", { ...name, id: "lower(name)" })],
    [[name], { ...name, id: "lower(name)" }],
    [[a], a],
  ],
  withoutSuffix: [
    [[text(name, ":*"), ":*"], text(name)],
    [[text(name, ":x"), ":*"], text(name, ":x")],
    [[text(name, "*"), ":*"], unknownOf("name")],
  ],
  textAfter: [
    [["a:b:c", ":"], "b:c"],
    [["a", ":"], null],
    [[text("arn:", named("p", true), ":iam::", named("a", true), ":oidc/x/", name), ":oidc/"], text("x/", name)],
    [[text("arn:", named("p", true), ":iam"), "/"], null],
    [[text(name, "/x"), "/"], unknownOf("name")],
    [[text("a", named("p", true), "a/x"), "aa/"], unknownOf("p")],
    [[a, "/"], a],
  ],
  withoutPrefix: [
    [[text("a:", name), "a:"], text(name)],
    [[text("b:", name), "a:"], text("b:", name)],
  ],
  matchesWildcard: [
    [[name, "*"], true],
    [[text("s3:", name), "s3:Get*"], unknownOf("name")],
    [[text("s3:", name), "ec2:*"], false],
    [[text(name, ":x"), "*:y"], false],
    [["s3:x", text("s3:", name)], unknownOf("name")],
    [["s3:x", "s3:?"], true],
  ],
  "list.length": [
    [[list("a")], 1],
    [
      [
        {
          is: "list",
          items: [
            ["a", true],
            ["b", a],
          ],
          open: null,
        },
      ],
      { is: "number", least: 1, greatest: 2, because: [place("a")] },
    ],
    [
      [{ is: "list", items: [["a", true]], open: [place("a")] }],
      { is: "number", least: 1, greatest: null, because: [place("a")] },
    ],
    [[a], { is: "number", least: 0, greatest: null, because: [place("a")] }],
  ],
  "set.size": [
    [
      [
        {
          is: "set",
          items: [
            ["a", true],
            [name, true],
          ],
          open: null,
        },
      ],
      { is: "number", least: 1, greatest: 2, because: [place("name")] },
    ],
    [[{ is: "set", items: [[name, true]], open: null }], 1],
  ],
  "list.at": [
    [[list("a", "b"), -1], "b"],
    [
      [
        {
          is: "list",
          items: [
            ["a", a],
            ["b", true],
          ],
          open: null,
        },
        0,
      ],
      a,
    ],
    [
      [
        {
          is: "list",
          items: [
            ["b", true],
            ["a", a],
          ],
          open: null,
        },
        0,
      ],
      "b",
    ],
    [[{ is: "list", items: [["b", true]], open: [place("a")] }, 0], a],
    [[{ is: "list", items: [["b", a]], open: null }, 3], null],
  ],
  "list.join": [
    [[list("a", name, "b"), "-"], text("a-", name, "-b")],
    [[{ is: "list", items: [["a", a]], open: null }, "-"], a],
  ],
  "list.slice": [
    [[list("a", name), 1], list(name)],
    [
      [
        {
          is: "list",
          items: [
            ["a", true],
            ["b", a],
          ],
          open: null,
        },
        1,
      ],
      { is: "list", items: [["b", a]], open: null },
    ],
    [
      [
        {
          is: "list",
          items: [
            ["a", a],
            ["b", true],
          ],
          open: null,
        },
        1,
      ],
      {
        is: "list",
        items: [
          ["a", a],
          ["b", a],
        ],
        open: null,
      },
    ],
  ],
  "list.lastOr": [
    [
      [
        {
          is: "list",
          items: [
            ["a", true],
            ["b", a],
          ],
          open: null,
        },
        "z",
      ],
      a,
    ],
    [[{ is: "list", items: [["z", a]], open: null }, "z"], "z"],
    [[list(), "z"], "z"],
  ],
  "list.sum": [
    [[list(1, 2)], 3],
    [[list(1, a)], a],
  ],
  "record.without": [
    [
      [
        {
          is: "record",
          entries: [
            ["a", 1, true],
            [name, 2, true],
            ["b", 3, true],
          ],
          open: null,
        },
        list("a"),
      ],
      {
        is: "record",
        entries: [
          [name, 2, unknownOf("name")],
          ["b", 3, true],
        ],
        open: null,
      },
    ],
  ],
  exists: [
    [[raw(null)], false],
    [[raw(0)], true],
    [[raw(null, { unknown: true })], because("the resource")],
    [[inTemplate({ Ref: "AWS::Region" })], true],
    [[inTemplate({ "Fn::Sub": "${A}" })], true],
    [[inTemplate({ Ref: "AWS::NoValue" })], false],
    [[inTemplate("AWS::NoValue")], false],
  ],
  text: [
    [[inTemplate({ Ref: "A" })], ref("A")],
    [[inTemplate("A")], ref("A")],
    [[inTemplate("AWS::Region")], ref("AWS::Region", true)],
    [[inTemplate("plain")], "plain"],
    [[inTemplate(2)], "2"],
    [[raw(2)], null],
    [[raw("A")], "A"],
    [[inTemplate({ "Fn::Sub": "x-${A}-${!Literal}" })], text("x-", sub("A"), "-${Literal}")],
    [[inTemplate({ "Fn::Sub": ["${X}${Y}", { X: "x", Y: { Ref: "A" } }] })], text("x", { ...sub("Y"), id: null })],
    [[inTemplate("x-${A}-${aws:username}")], text("x-", sub("A"), "-${aws:username}")],
    [[inTemplate("${aws:username}")], "${aws:username}"],
    [[inTemplate({ "Fn::Join": ["-", ["a", { Ref: "A" }, { Ref: "AWS::NoValue" }]] })], text("a-", ref("A"))],
    [[inTemplate(["-", ["a", "A"]])], text("a-", ref("A"))],
    [[inTemplate({ "Fn::Select": [0, ["a"]] })], "a"],
    [[inTemplate({ "Fn::Select": ["1", ["a", "A"]] })], ref("A")],
    [[inTemplate([1, ["a", 2]])], "2"],
    [[inTemplate({ "Fn::Select": [1, ["a"]] })], because("Fn::Select")],
    [[inTemplate({ "Fn::Select": [0, ["a", { Ref: "AWS::NoValue" }]] })], because("Fn::Select")],
    [[inTemplate({ "Fn::Select": [{ Ref: "A" }, ["a"]] })], because("Fn::Select")],
    [[inTemplate({ "Fn::Select": [0, { Ref: "A" }] })], because("Fn::Select")],
    [[inTemplate(["M", "k", "a"])], "found"],
    [[inTemplate({ "Fn::FindInMap": ["M", "k", "a"] })], "found"],
    [[inTemplate(["M", "k", "b"])], null],
    [[inTemplate({ "Fn::FindInMap": ["M", { Ref: "A" }, "a"] })], because("Fn::FindInMap")],
    [[inTemplate(["M", "AWS::Region", "a"])], because("Fn::FindInMap")],
    [[inTemplate(["M", "a", "b"])], because("Fn::FindInMap")],
    [[inTemplate({ "Fn::FindInMap": ["M", "k", "a", { DefaultValue: "x" }] })], because("Fn::FindInMap")],
    [[inTemplate({ "Fn::If": ["C", "a", "b"] })], because("Fn::If C")],
    [[inTemplate({ "Fn::If": ["C", "a", "a"] })], "a"],
    [[inTemplate(["C", "a", "b"])], because("Fn::If C")],
    [[inTemplate(["x", "a", "b"])], null],
    [[inTemplate({ "Fn::GetAtt": ["A", "Arn"] })], { ...because("Fn::GetAtt A.Arn"), id: "A.Arn" }],
    [[inTemplate("A.Arn")], { ...because("Fn::GetAtt A.Arn"), id: "A.Arn" }],
    [[inTemplate("A.arn")], "A.arn"],
  ],
  number: [
    [[inTemplate("2")], 2],
    [[raw("2")], null],
    [[inTemplate({ "Fn::Sub": "${A}" })], because("Fn::Sub A")],
  ],
  member: [
    [[inTemplate({ Ref: "A" }), "k"], { ...ref("A"), id: "A.k" }],
    [[raw({ k: 1 }), "k"], raw(1, { path: ["k"] })],
    [[inTemplate({ k: 1, "Fn::ForEach::Keys": [] }), "k"], raw(1, { path: ["k"], origin: template })],
    [[inTemplate({ k: 1, "Fn::ForEach::Keys": [] }), "l"], because("Fn::ForEach::Keys")],
    [[inTemplate({ k: 1, "Fn::Transform": {} }), "l"], because("Fn::Transform")],
    [[raw({ k: 1, "Fn::Transform": {} }), "l"], raw(null, { path: ["l"] })],
    [[raw({}, { unknown: { k: true } }), "k"], raw(null, { path: ["k"], unknown: true })],
  ],
  elements: [
    [[inTemplate({ Ref: "A" })], { is: "list", items: [], open: [{ path: [], why: "Ref A" }] }],
    [
      [inTemplate(["a", { Ref: "AWS::NoValue" }, "b"])],
      {
        is: "list",
        items: [
          [raw("a", { path: [0], origin: template }), true],
          [raw("b", { path: [2], origin: template }), true],
        ],
        open: null,
      },
    ],
    [[inTemplate(["a", ["b"]])], { is: "list", items: [], open: [{ path: [], why: "Fn::Join" }] }],
    ...[{ "Fn::FindInMap": ["M", "k", "b"] }, { "Fn::Split": [",", "x,y"] }].map(
      (value): Case => [
        [inTemplate(value)],
        {
          is: "list",
          items: ["x", "y"].map((item, index) => [raw(item, { path: [index], origin: template }), true]),
          open: null,
        },
      ],
    ),
    [
      [inTemplate({ "Fn::Split": [",", { Ref: "A" }] })],
      { is: "list", items: [], open: [{ path: [], why: "Fn::Split" }] },
    ],
  ],
  parseJson: [
    [[inTemplate({ "Fn::Sub": '{"a":"${A}"}' })], raw({ a: "\ue000" }, { parts: [sub("A")] })],
    [[inTemplate({ "Fn::Sub": "{${A}}" })], because("Fn::Sub A")],
    [[inTemplate({ "Fn::Sub": '{"\ue001":"${A}"}' })], because("Fn::Sub A")],
    [[raw('{"a":1}', { path: ["p"] })], raw({ a: 1 }, { path: ["p"] })],
    [[raw("{")], raw("{")],
  ],
};

/** Pairs of truths, whether both hold, and whether any does. */
export const logicCases: readonly (readonly [left: Truth, right: Truth, both: Truth, any: Truth])[] = [
  [true, true, true, true],
  [true, false, false, true],
  [true, a, a, true],
  [false, a, false, a],
  [a, b, c, c],
  [named("x"), true, unknownOf("x"), true],
];

export const equalityCases: readonly (readonly [left: Value, right: Value, result: Truth])[] = [
  [1, 1, true],
  ["1", 1, false],
  [a, a, a],
  [name, name, true],
  [name, named("other"), unknownOf("name", "other")],
  [name, null, unknownOf("name")],
  [region, null, false],
  [region, "a:b", false],
  [region, "eu-1", unknownOf("region")],
  [text(name), null, false],
  [text(name), name, true],
  [text("a", name), "b", false],
  [text("a", name), "ab", unknownOf("name")],
  [text("ab", name, "ba"), "aba", false],
  [text("a", region, "-", region), "a1-2", unknownOf("region")],
  [text("a", region, ":", region), "a1-2", false],
  [text("a", name), text("a", name), true],
  [text("a", name), text("a", { ...name, because: [place("elsewhere")] }), true],
  [text("a", name), text("aname"), unknownOf("name")],
  [text("a", a), text("a", a), a],
  [text("a", name), text("b", name), false],
  [text(name, "x"), text(region, "y"), false],
  [{ is: "number", least: 1, greatest: 2, because: [place("a")] }, 3, false],
  [{ is: "number", least: 1, greatest: null, because: [place("a")] }, 3, a],
  [list(), null, false],
];

export const truthinessCases: readonly (readonly [value: Value, truth: Truth])[] = [
  ["", false],
  [0, false],
  [null, false],
  ["a", true],
  [list(), true],
  [a, a],
  [region, true],
  [text("a", name), true],
  [text(name), unknownOf("name")],
  [{ is: "number", least: 1, greatest: null, because: [place("a")] }, true],
  [{ is: "number", least: 0, greatest: 3, because: [place("a")] }, a],
];

/** One of two values, because of `b`. */
export const joinCases: readonly (readonly [left: Value, right: Value, result: Value])[] = [
  ["x", "x", "x"],
  ["x", "y", b],
  [true, a, c],
  [
    list("x", "y"),
    list("x"),
    {
      is: "list",
      items: [
        ["x", true],
        ["y", b],
      ],
      open: null,
    },
  ],
  [list("x", "y"), list("y", "x"), { is: "list", items: ["x", "y", "y", "x"].map((value) => [value, b]), open: null }],
  [
    list("x", "y", "z"),
    list("z"),
    {
      is: "list",
      items: [
        ["x", b],
        ["y", b],
        ["z", true],
      ],
      open: null,
    },
  ],
  [list("x"), null, b],
  [
    {
      is: "set",
      items: [
        ["x", true],
        ["y", true],
      ],
      open: null,
    },
    {
      is: "set",
      items: [
        ["y", true],
        ["x", a],
      ],
      open: null,
    },
    {
      is: "set",
      items: [
        ["x", a],
        ["y", true],
      ],
      open: null,
    },
  ],
];
