import { integer, printed, remainder, rule, violation } from "regoscript";
import { Thing } from "../fixtures/thing.ts";

// arithmetic: `+`, `-`, `*`
//
// Of integers, exact up to 2^53−1 in size; what grows beyond it is not checked.
//
// RS2006 const half = thing.size / 2;
// RS2006 const bits = thing.size & 1;
// RS1017 yield thing.size.toFixed(2);
// RS2011 const more = thing.size + 0.5;
function doubled(thing: Thing): number {
  return thing.size * 2 - 1 + (thing.limit ?? 0);
}

// remainder: `%` and `remainder`
//
// `%` takes a positive constant; `remainder` any divisor, and is `undefined` where it is 0. The sign is the first number's, as in JavaScript.
//
// RS2006 const rest = 7 % thing.size;
function left(thing: Thing): string {
  return `${(thing.size - 20) % 7} ${remainder(thing.size, thing.limit ?? 0) ?? "none"}`;
}

// quotient: `Math.floor`, `Math.ceil`, `Math.trunc` of a quotient
//
// The divisor is a positive constant. A quotient by itself may be a fraction.
//
// RS2010 const share = Math.floor(100 / thing.size);
function halves(thing: Thing): string {
  return `${Math.floor(thing.size / 2)} ${Math.ceil(thing.size / 2)} ${Math.trunc(thing.size / 2)}`;
}

// max: `Math.max`, `Math.min`
//
// Of a list there is a number to start with, since the greatest of nothing is infinite.
//
// RS2006 const most = Math.max(...parts.map((part) => part.weight));
function greatest(thing: Thing): string {
  return `${Math.max(0, ...thing.parts.map((part) => part.weight))} ${Math.min(thing.size, 10)}`;
}

// abs: `Math.abs`, `Math.sign`
//
// `Math` has nothing else than this and the functions above.
//
// RS1017 const root = Math.sqrt(thing.size);
// RS1017 const half = Math.round(thing.size / 2);
function distance(thing: Thing): string {
  return `${Math.abs(thing.size - 10)} ${Math.sign(thing.size - 10)}`;
}

// integer: `integer`
//
// The integer that a text is in its shortest form, else `undefined`. JavaScript's own conversions read more than that, and give NaN and fractions, for
// which there is no value that all engines share.
//
// RS1017 const number = parseInt(name, 10);
// RS1017 const number = Number(name);
function parsed(name: string): number {
  return integer(name) ?? -1;
}

// remainder-by-constant: `%` by a constant
//
// By its name too, as the divisor of a quotient may be.
//
// RS2006 const left = thing.size % thing.tags.length;
// RS2006 const half = thing.size / 2;
const block = 7;

function inBlock(thing: Thing): string {
  return `${thing.size % block} ${Math.floor(thing.size / block)}`;
}

// largest-integer: `Number.MAX_SAFE_INTEGER`
//
// What there is in place of `Infinity`.
//
// RS1017 const least = Math.min(Infinity, ...parts.map((part) => part.weight));
function least(thing: Thing): number {
  return Math.min(Number.MAX_SAFE_INTEGER, ...thing.parts.map((part) => part.weight));
}

export default rule({
  id: "numbers",
  title: "Numbers",
  severity: "low",
  input: Thing,
  rationale: "All numbers are integers: engines hold fractions, infinities and NaN in different ways.",
  remediation: "",
  references: [],

  *check(thing) {
    yield violation(thing, `arithmetic ${doubled(thing)}`);
    yield violation(thing, `remainder ${left(thing)}`);
    yield violation(thing, `remainder-by-constant ${inBlock(thing)}`);
    yield violation(thing, `largest-integer ${least(thing)}`);
    yield violation(thing, `quotient ${halves(thing)}`);
    yield violation(thing, `max ${greatest(thing)}`);
    yield violation(thing, `abs ${distance(thing)}`);
    yield violation(thing, `integer ${printed(thing.tags.map((tag) => parsed(tag)))}`);
  },

  examples: {},
});
