import { random } from "../language/things.ts";
import { absent, Text, type Tree } from "./holes.ts";
import type { Part } from "./oracle.ts";
import { asTemplate, Draw } from "./parts.ts";

const names = ["a", "ab", "b", "c", "a:b"];
const tags = ["blue", "x", ""];

function part(draw: Draw): Tree {
  return {
    name: draw.text(["stop", "a1", "b1"]),
    size: draw.of([0, 1, 2, 3]),
    ...(draw.chance(0.7) && { tag: draw.of(tags, [...tags, absent]) }),
    ...(draw.chance(0.7) && { on: draw.of([true, false]) }),
  };
}

const known = { name: "a1", size: 3, tag: "blue", on: true };

function parts(draw: Draw): Tree {
  if (draw.may(0.15))
    return draw.hole([[], [{ name: "stop", size: 3, tag: "blue" }], [known, { name: "b1", size: 0 }]]);
  const list = draw.times(3, () => part(draw));
  if (draw.may(0.15)) list.push(draw.hole([known, { name: "stop", size: 1, tag: "" }]));
  // At the end, since a completion without it has other indexes than the template.
  if (draw.may(0.1)) list.push(draw.choice(known, absent));
  return list;
}

function labels(draw: Draw): Tree {
  if (draw.may(0.15)) return draw.hole([{}, { team: "x" }, { other: "" }]);
  const keys = ["team", "app"].filter(() => draw.chance(0.6));
  const entries = keys.map((key): [string, Tree] => [
    key,
    draw.may(0.1) ? draw.choice("x", absent) : draw.of(["", "x", null]),
  ]);
  const further = draw.may(0.1) && { "Fn::Transform": draw.hole([{}, { team: "x" }, { team: "", other: "x" }]) };
  return { ...Object.fromEntries(entries), ...further };
}

/** A JSON document in a text, with a hole inside its texts and a key. */
function embedded(draw: Draw): Tree {
  const text = (name: string, key: string): string =>
    JSON.stringify({
      list: [
        { name, size: 2 },
        { name: `a${name}`, size: 1 },
      ],
      [key]: 1,
    });
  if (!draw.may(0.3)) return text(draw.pick(["a1", "b"]), "ab");
  const hole = draw.clean(["a1", "shop", "s3", "b"]);
  const pieces = text("?", draw.chance(0.5) ? "a?" : "ab").split("?");
  return new Text(
    pieces.flatMap((piece, index) => (index === 0 ? [piece] : [hole, piece])),
    false,
  );
}

/** Random things with holes, of which the rules of test/unknown/policies have something to say. */
export function* things(seed: number, count: number): Generator<Part> {
  const next = random(seed);
  for (let number = 0; number < count; number++) {
    const draw = new Draw(next);
    const thing: Tree = {
      ...(draw.chance(0.8) && { mode: draw.of(["a", "b", "c", "strict"], ["a", "b", "strict", absent]) }),
      ...(draw.chance(0.7) && { limit: draw.of([0, 1, 3]) }),
      names: draw.texts(names, 3),
      lone: draw.chance(0.3) ? draw.text(names) : draw.texts(names, 2),
      parts: parts(draw),
      labels: labels(draw),
      ...(draw.chance(0.5) && { inner: draw.may(0.15) ? draw.choice(known, absent) : part(draw) }),
      ...(draw.chance(0.5) && { more: draw.may(0.2) ? draw.hole([["a"], ["b"], [], absent]) : draw.texts(names, 1) }),
      ...(draw.chance(0.4) && { embedded: embedded(draw) }),
    };
    yield asTemplate({ thing }, draw);
  }
}
