import { test } from "uvu";
import * as assert from "uvu/assert";
import {
  compareQuantities,
  productOfQuantity,
  quantityMilliValue,
  quantityValue,
  sumOfQuantities,
} from "../../src/library/kubernetes/quantity.ts";
import { random } from "../language/things.ts";
import { seedOf } from "../seed.ts";

const suffixes: readonly (readonly [suffix: string, billionths: bigint])[] = [
  ["n", 1n],
  ["u", 10n ** 3n],
  ["m", 10n ** 6n],
  ["", 10n ** 9n],
  ["k", 10n ** 12n],
  ["M", 10n ** 15n],
  ["G", 10n ** 18n],
  ["Ki", 10n ** 9n * 1024n],
  ["Mi", 10n ** 9n * 1024n ** 2n],
  ["Gi", 10n ** 9n * 1024n ** 3n],
];
const limit = 10n ** 42n;

/** Billionths as a plain decimal number of units. */
function plain(billionths: bigint): string {
  const digits = (billionths < 0n ? -billionths : billionths).toString().padStart(10, "0");
  const fraction = digits.slice(-9).replace(/0+$/, "");
  return `${billionths < 0n ? "-" : ""}${digits.slice(0, -9)}${fraction === "" ? "" : `.${fraction}`}`;
}

function rounded(value: bigint, unit: bigint): number | undefined {
  const up = value > 0n ? (value + unit - 1n) / unit : value / unit;
  return up > BigInt(Number.MAX_SAFE_INTEGER) || up < -BigInt(Number.MAX_SAFE_INTEGER) ? undefined : Number(up);
}

test("arithmetic on random quantities is that of whole billionths", () => {
  const next = random(seedOf(71));
  const below = (most: number): number => Math.floor(next() * most);
  const quantity = (): [string, bigint] => {
    const [suffix, unit] = suffixes[below(suffixes.length)]!;
    const whole = below(10 ** below(9));
    const sign = below(4) === 0 ? "-" : "";
    return [`${sign}${whole}${suffix}`, BigInt(`${sign}${whole}`) * unit];
  };
  for (let round = 0; round < 3_000; round++) {
    const all = Array.from({ length: below(5) }, quantity);
    const sum = all.reduce((total, [, value]) => total + value, 0n);
    const texts = all.map(([text]) => text);
    assert.is(sumOfQuantities(texts), sum >= limit || sum <= -limit ? undefined : plain(sum), texts.join(" + "));
    const [text, value] = quantity();
    const factor = below(10 ** below(8));
    const product = value * BigInt(factor);
    assert.is(
      productOfQuantity(text, `${factor}`),
      product >= limit || product <= -limit ? undefined : plain(product),
      `${text} * ${factor}`,
    );
    assert.is(quantityValue(text), rounded(value, 10n ** 9n), text);
    assert.is(quantityMilliValue(text), rounded(value, 10n ** 6n), `${text} in thousandths`);
    assert.is(compareQuantities(text, plain(value)), 0, text);
  }
});

test("factors with a fraction, and what is none", () => {
  for (const [quantity, factor, product] of [
    ["100m", "1.5", "0.15"],
    ["1Gi", "0.25", "268435456"],
    ["-3", "0.5", "-1.5"],
    ["1n", "0.5", undefined],
    ["2n", "0.50", "0.000000001"],
    ["1", "-1", undefined],
    ["1", "1e3", undefined],
    ["1", "", undefined],
    ["1", "123456789", undefined],
    ["x", "1", undefined],
    ["500000000000000Ei", "1", "576460752303423488000000000000000"],
    ["500000000000000Ei", "2", undefined],
  ] as const)
    assert.is(productOfQuantity(quantity, factor), product, `${quantity} * ${factor}`);
  assert.is(sumOfQuantities(["1", "x"]), undefined);
  assert.is(sumOfQuantities([]), "0");
});

test("values are rounded up, also of what is negative", () => {
  assert.equal(
    ["1500m", "-1500m", "-500m", "1n", "0", "9007199254740991", "9007199254740992"].map((text) => quantityValue(text)),
    [2, -1, 0, 1, 0, 9007199254740991, undefined],
  );
});

test.run();
