import { integer, lowerCase, remainder } from "regoscript";

/** Bits of an address in groups of sixteen: two for IPv4, eight for IPv6. */
type Groups = readonly number[];

/** 2^16 to 2^0: how many addresses of a group share its first bits, by the number of those bits. */
const blocks = [65_536, 32_768, 16_384, 8_192, 4_096, 2_048, 1_024, 512, 256, 128, 64, 32, 16, 8, 4, 2, 1] as const;

const hexadecimal = "0123456789abcdef";

/**
 * Whether a range of addresses (`10.0.0.0/8`, `2001:db8::/32`) contains an address or all of another range; `undefined`
 * if one of them is neither. Bits after the range's prefix don't count.
 */
export function cidrContains(cidr: string, other: string): boolean | undefined {
  const [network = "", length = ""] = cidr.split("/");
  const [address = "", otherLength] = other.split("/");
  const range = parseAddress(network);
  const inside = parseAddress(address);
  const bits = prefixLength(length, range);
  const otherBits = otherLength === undefined ? 128 : prefixLength(otherLength, inside);
  if (range === undefined || inside === undefined || bits === undefined || otherBits === undefined) return undefined;
  return (
    range.length === inside.length &&
    bits <= otherBits &&
    range.every((group, index) => sameBlock(group, inside[index] ?? 0, Math.max(0, Math.min(16, bits - 16 * index))))
  );
}

/** Whether a text is an IPv4 or IPv6 address. */
export function isAddress(text: string): boolean {
  return parseAddress(text) !== undefined;
}

function prefixLength(text: string, groups: Groups | undefined): number | undefined {
  const bits = integer(text);
  return bits !== undefined && groups !== undefined && bits >= 0 && bits <= 16 * groups.length ? bits : undefined;
}

function sameBlock(left: number, right: number, bits: number): boolean {
  const block = blocks[bits] ?? 1;
  return left - (remainder(left, block) ?? 0) === right - (remainder(right, block) ?? 0);
}

function parseAddress(text: string): Groups | undefined {
  return text.includes(":") ? parseIpv6(lowerCase(text)) : parseIpv4(text);
}

function parseIpv4(text: string): number[] | undefined {
  const octets = text.split(".").map((octet) => integer(octet) ?? -1);
  if (octets.length !== 4 || octets.some((octet) => octet < 0 || octet > 255)) return undefined;
  const [a = 0, b = 0, c = 0, d = 0] = octets;
  return [a * 256 + b, c * 256 + d];
}

function parseIpv6(text: string): number[] | undefined {
  const halves = text.split("::");
  const [front = "", back] = halves;
  const before = front === "" ? [] : front.split(":");
  const after = back === undefined || back === "" ? [] : back.split(":");
  const missing = 8 - before.length - after.length;
  if (halves.length > 2 || (back === undefined ? missing !== 0 : missing < 1)) return undefined;
  const groups = [
    ...before,
    ...["0", "0", "0", "0", "0", "0", "0", "0"].slice(0, back === undefined ? 0 : missing),
    ...after,
  ];
  return groups.every((group) => /^[0-9a-f]{1,4}$/u.test(group)) ? groups.map(groupValue) : undefined;
}

function groupValue(group: string): number {
  const digits = group.padStart(4, "0");
  const [a = 0, b = 0, c = 0, d = 0] = [0, 1, 2, 3].map((index) => hexadecimal.indexOf(digits.charAt(index)));
  return a * 4096 + b * 256 + c * 16 + d;
}
