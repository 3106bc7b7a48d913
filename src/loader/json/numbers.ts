import type { Path, Segment } from "../../paths.ts";
import type { JsonNode } from "./scan.ts";
import { scanJson } from "./scan.ts";

/**
 * Paths of the integers of a JSON text that a double can't hold. Numbers with a fraction or an exponent are doubles to
 * Kubernetes too.
 */
export function inexactNumbers(text: string): Segment[][] {
  // Below sixteen digits every integer is exact.
  if (!/[0-9]{16}/.test(text)) return [];
  const paths: Segment[][] = [];
  const visit = (node: JsonNode, path: Path): void => {
    const literal = node.children.length === 0 ? text.slice(node.start, node.end) : "";
    if (/^-?[0-9]{16,}$/.test(literal) && BigInt(Number(literal)) !== BigInt(literal)) paths.push([...path]);
    // Of equal keys only the last one counts.
    const last = new Map(node.children.map((child) => [child.key, child.node]));
    for (const [key, child] of last) visit(child, [...path, key]);
  };
  visit(scanJson(text, 0), []);
  return paths;
}

/** Whether there are 300 digits in a row. */
function hasLongNumber(text: string): boolean {
  // At every three hundredth character, since a row of so many has one of them.
  for (let index = 299; index < text.length; index += 300) {
    if (!isDigit(text, index)) continue;
    let [start, end] = [index, index];
    while (isDigit(text, start - 1)) start--;
    while (isDigit(text, end + 1)) end++;
    if (end - start >= 299) return true;
  }
  return false;
}

function isDigit(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code >= 0x30 && code <= 0x39;
}

/** The place of a number that no double can hold, which Go refuses and JSON.parse makes infinite. */
export function findOverflow(text: string): JsonNode | undefined {
  if (!/[eE]\+?[0-9]{3}/.test(text) && !hasLongNumber(text)) return undefined;
  const visit = (node: JsonNode): JsonNode | undefined => {
    if (node.children.length === 0) {
      const literal = text.slice(node.start, node.end);
      return /^-?[0-9]/.test(literal) && !Number.isFinite(Number(literal)) ? node : undefined;
    }
    for (const child of node.children) {
      const found = visit(child.node);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return visit(scanJson(text, 0));
}
