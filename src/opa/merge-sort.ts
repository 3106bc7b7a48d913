import { functionIndexes, number, withBody } from "./wasm-functions.ts";

/** Instructions as bytes; WebAssembly Core Specification 2.0, 5.4. */
const instruction = {
  end: [0x0b],
  add: [0x6a],
  shiftLeft: [0x74],
  isLess: [0x49],
  isNotLess: [0x4f],
  isPositive: [0x41, 0x00, 0x4a],
  select: [0x1b],
} as const;

const get = (local: number): number[] => [0x20, local];
const set = (local: number): number[] => [0x21, local];
const constant = (value: number): number[] => [0x41, value];
const call = (index: number): number[] => [0x10, ...number(index)];
/** Of a block or loop around it, how many blocks further out. */
const leaveIf = (depth: number): number[] => [0x0d, depth];
const leave = (depth: number): number[] => [0x0c, depth];
const load = (offset: number): number[] => [0x28, 2, offset];
const store = (offset: number): number[] => [0x36, 2, offset];
const block = (...body: readonly (readonly number[])[]): number[] => [0x02, 0x40, ...body.flat(), ...instruction.end];
const loop = (...body: readonly (readonly number[])[]): number[] => [0x03, 0x40, ...body.flat(), ...instruction.end];

/** Parameters of `opa_array_sort`, of which the second is always `opa_value_compare`, and locals. */
const array = 0;
const [length, elements, sorted, width, left, middle, right, end, from, to] = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11] as const;
const locals = 10;

/** Offsets in `opa_array_t`, and of the value in `opa_array_elem_t` of eight bytes; OPA's wasm/src/value.h. */
const [elementsOfArray, lengthOfArray, valueOfElement] = [4, 8, 4];

const increment = (local: number): number[] => [...get(local), ...constant(1), ...instruction.add, ...set(local)];
const elementAt = (index: number): number[] => [
  ...get(elements),
  ...get(index),
  ...constant(3),
  ...instruction.shiftLeft,
  ...instruction.add,
];
const placeInSorted = (index: number): number[] => [
  ...get(sorted),
  ...get(index),
  ...constant(2),
  ...instruction.shiftLeft,
  ...instruction.add,
];
const valueAt = (index: number): number[] => [...elementAt(index), ...load(valueOfElement)];
/** A place so much further, or the end of the list. */
const further = (place: number): number[] => [
  ...get(place),
  ...get(width),
  ...instruction.add,
  ...get(length),
  ...get(place),
  ...get(width),
  ...instruction.add,
  ...get(length),
  ...instruction.isLess,
  ...instruction.select,
];

/**
 * The body of `opa_array_sort`: stretches of the list that are sorted already are merged by twos, first of one element
 * each, then of two, of four and so on. Of equal values the first stays first.
 */
function body(compare: number, allocate: number, free: number): number[] {
  const isRightNext = [...valueAt(left), ...valueAt(right), ...call(compare), ...instruction.isPositive];
  const merge = loop(
    block(
      block(
        [...get(left), ...get(middle), ...instruction.isNotLess, ...leaveIf(0)],
        block([...get(right), ...get(end), ...instruction.isNotLess, ...leaveIf(0)], isRightNext, leaveIf(1)),
        [...get(left), ...set(from)],
        increment(left),
        leave(1),
      ),
      [...get(right), ...set(from)],
      increment(right),
    ),
    [...placeInSorted(to), ...valueAt(from), ...store(0)],
    increment(to),
    [...get(to), ...get(end), ...instruction.isLess, ...leaveIf(0)],
  );
  const mergeAll = loop(
    [...get(to), ...set(left)],
    [...further(left), ...set(middle)],
    [...get(middle), ...set(right)],
    [...further(middle), ...set(end)],
    merge,
    [...get(to), ...get(length), ...instruction.isLess, ...leaveIf(0)],
  );
  const copyBack = loop([...elementAt(to), ...placeInSorted(to), ...load(0), ...store(valueOfElement)], increment(to), [
    ...get(to),
    ...get(length),
    ...instruction.isLess,
    ...leaveIf(0),
  ]);
  const fromStart = [...constant(0), ...set(to)];
  return [
    ...[1, locals, 0x7f],
    ...block(
      [...get(array), ...load(lengthOfArray), ...set(length)],
      [...get(length), ...constant(2), ...instruction.isLess, ...leaveIf(0)],
      [...get(array), ...load(elementsOfArray), ...set(elements)],
      [...get(length), ...constant(2), ...instruction.shiftLeft, ...call(allocate), ...set(sorted)],
      [...constant(1), ...set(width)],
      loop(fromStart, mergeAll, fromStart, copyBack, [
        ...[...get(width), ...constant(1), ...instruction.shiftLeft, ...set(width)],
        ...[...get(width), ...get(length), ...instruction.isLess, ...leaveIf(0)],
      ]),
      [...get(sorted), ...call(free)],
    ),
    ...instruction.end,
  ];
}

/**
 * A compiled policy whose `sort` takes time in proportion to n log n: OPA's own inserts each element among those before
 * it, which takes the square of their number.
 *
 * @throws Error if the policy sorts and the functions aren't found that sorting needs, as may be with another OPA
 */
export function withMergeSort(policy: Uint8Array): Uint8Array {
  const module = new WebAssembly.Module(policy);
  const indexes = functionIndexes(module);
  const sort = indexes.get("opa_array_sort");
  // The functions that a policy doesn't use have no name in it.
  if (sort === undefined) return policy;
  const [compare, allocate, free] = ["opa_value_compare", "opa_malloc", "opa_free"].map((name) => indexes.get(name));
  if (compare === undefined || allocate === undefined || free === undefined)
    throw new Error("the functions that sort aren't those of the OPA that this was written for");
  return withBody(policy, module, sort, () => body(compare, allocate, free));
}
