import type { Segment } from "../../paths.ts";
import { isTemplate, tagSegment } from "../cloudformation.ts";
import { Refusal } from "../refusal.ts";
import { floatKey } from "./float-key.ts";
import { resolveScalar } from "./tags.ts";
import type { AliasNode, MappingNode, ScalarNode, SequenceNode, YamlNode } from "./tree.ts";

/** A decoded document. */
export interface Decoded {
  readonly value: unknown;
  readonly inexactNumbers: Segment[][];
}

/**
 * Decodes a node tree the way that sigs.k8s.io/yaml does (go-yaml v2 decode.go, then `convertToJSONableObject`): keys
 * become strings, the last of equal keys wins, a merge key overwrites what stands before it.
 *
 * @throws Refusal where sigs.k8s.io/yaml fails, or where its result is left to chance: keys that differ only as Go
 * values (`1` and `"1"`) end up as one JSON key in the random order of a Go map.
 */
export function decode(root: YamlNode, maxDepth: number): Decoded {
  const decoder = new Decoder(maxDepth, isTemplate(root));
  return { value: decoder.value(root, 0), inexactNumbers: decoder.inexactNumbers };
}

type Keys = Map<string, string>;

class Decoder {
  readonly inexactNumbers: Segment[][] = [];
  readonly #path: Segment[] = [];
  readonly #maxDepth: number;
  readonly #template: boolean;
  readonly #openAliases = new Set<AliasNode>();
  #decoded = 0;
  #aliased = 0;
  #aliasDepth = 0;

  constructor(maxDepth: number, template: boolean) {
    this.#maxDepth = maxDepth;
    this.#template = template;
  }

  value(node: YamlNode, depth: number): unknown {
    this.#count(node);
    if (depth > this.#maxDepth) throw tooDeep(this.#maxDepth, node);
    const segment = this.#template && node.kind !== "alias" ? tagSegment(node.tag) : undefined;
    if (segment !== undefined) return this.#intrinsic(node, segment, depth);
    return this.#plainValue(node, depth);
  }

  #plainValue(node: YamlNode, depth: number): unknown {
    switch (node.kind) {
      case "scalar":
        return this.#scalar(node);
      case "sequence":
        return this.#sequence(node, depth);
      case "mapping": {
        const object: Record<string, unknown> = {};
        this.#fill(object, new Map(), node, depth);
        return object;
      }
      case "alias":
        return this.#throughAlias(node, (target) => this.value(target, depth));
    }
  }

  /** The long form of a CloudFormation tag. */
  #intrinsic(node: YamlNode, segment: string, depth: number): unknown {
    this.#path.push(segment);
    let value = this.#plainValue(node, depth + 1);
    this.#path.pop();
    if (segment === "Fn::GetAtt" && typeof value === "string" && value.includes(".")) {
      const dot = value.indexOf(".");
      value = [value.slice(0, dot), value.slice(dot + 1)];
    }
    return { [segment]: value };
  }

  #scalar(node: ScalarNode): unknown {
    const scalar = resolveScalar(node);
    if (scalar.kind === "float" && !Number.isFinite(scalar.value)) {
      throw new Refusal(`\`${node.text}\` has no JSON form`, node.start, "quote the value if it is meant as text");
    }
    if (scalar.kind === "integer" && !Number.isSafeInteger(scalar.value)) this.inexactNumbers.push([...this.#path]);
    return scalar.value;
  }

  #sequence(node: SequenceNode, depth: number): unknown[] {
    return node.items.map((item, index) => {
      this.#path.push(index);
      const value = this.value(item, depth + 1);
      this.#path.pop();
      return value;
    });
  }

  #fill(object: Record<string, unknown>, keys: Keys, node: MappingNode, depth: number): void {
    for (const { key, value } of node.entries) {
      if (isMerge(key)) {
        this.#merge(object, keys, value, depth);
        continue;
      }
      const [name, identity] = this.#key(key);
      const known = keys.get(name);
      if (known !== undefined && known !== identity) {
        throw new Refusal(
          `two keys of different type are the same JSON key "${name}"`,
          key.start,
          "keep one of the two keys",
        );
      }
      keys.set(name, identity);
      this.#path.push(name);
      setOwn(object, name, this.value(value, depth + 1));
      this.#path.pop();
    }
  }

  #merge(object: Record<string, unknown>, keys: Keys, source: YamlNode, depth: number): void {
    const target = source.kind === "alias" ? source.target : source;
    if (target?.kind === "sequence" && source.kind !== "alias") {
      this.#mergeAll(object, keys, target, depth);
    } else if (target?.kind === "mapping") {
      this.#mergeOne(object, keys, source, depth);
    } else {
      throw unmergeable(source);
    }
  }

  #mergeAll(object: Record<string, unknown>, keys: Keys, sources: SequenceNode, depth: number): void {
    // From the last to the first, so that earlier maps win.
    for (const source of sources.items.toReversed()) {
      if ((source.kind === "alias" ? source.target : source)?.kind !== "mapping") {
        throw unmergeable(source);
      }
      this.#mergeOne(object, keys, source, depth);
    }
  }

  #mergeOne(object: Record<string, unknown>, keys: Keys, source: YamlNode, depth: number): void {
    if (depth > this.#maxDepth) throw tooDeep(this.#maxDepth, source);
    this.#count(source);
    if (source.kind === "mapping") this.#fill(object, keys, source, depth + 1);
    else if (source.kind === "alias")
      this.#throughAlias(source, (target) => this.#mergeOne(object, keys, target, depth + 1));
  }

  #throughAlias<T>(alias: AliasNode, use: (target: YamlNode) => T): T {
    if (alias.target === null || this.#openAliases.has(alias)) {
      throw new Refusal("an anchor's value contains itself", alias.start, "write the value out instead of the alias");
    }
    this.#openAliases.add(alias);
    this.#aliasDepth += 1;
    const result = use(alias.target);
    this.#aliasDepth -= 1;
    this.#openAliases.delete(alias);
    return result;
  }

  /** A key's JSON name, and its identity as a Go value. */
  #key(node: YamlNode): [string, string] {
    this.#count(node);
    if (node.kind === "alias") return this.#throughAlias(node, (target) => this.#key(target));
    if (node.kind !== "scalar")
      throw new Refusal("a map or a sequence can't be a key", node.start, "quote the key if it is meant as text");
    const scalar = resolveScalar(node);
    if (scalar.kind === "string") return [scalar.value, "string"];
    if (scalar.kind === "boolean") return [String(scalar.value), "boolean"];
    if (scalar.kind === "float") return [floatKey(scalar.value), `float ${scalar.value}`];
    if (scalar.kind === "integer" && !scalar.unsigned) return [String(scalar.exact), "integer"];
    const problem = scalar.kind === "null" ? "null can't be a key" : "an integer above int64 can't be a key";
    throw new Refusal(problem, node.start, "quote the key");
  }

  /** go-yaml's guard against alias bombs: the share of decoded nodes that came through an alias. */
  #count(node: YamlNode): void {
    this.#decoded += 1;
    if (this.#aliasDepth > 0) this.#aliased += 1;
    if (
      this.#aliased > 100 &&
      this.#decoded > 1000 &&
      this.#aliased / this.#decoded > allowedAliasRatio(this.#decoded)
    ) {
      throw new Refusal(
        "document contains excessive aliasing",
        node.start,
        "write the values out instead of repeating aliases",
      );
    }
  }
}

function tooDeep(maxDepth: number, node: YamlNode): Refusal {
  return new Refusal(
    `nesting exceeded ${maxDepth} levels`,
    node.start,
    "flatten the document, no Kubernetes object nests this deep",
  );
}

function unmergeable(node: YamlNode): Refusal {
  const remedy = "give `<<` a map, an alias of a map or a list of these";
  return new Refusal("map merge requires map or sequence of maps as the value", node.start, remedy);
}

/** go-yaml v2 decode.go, `allowedAliasRatio`. */
function allowedAliasRatio(decoded: number): number {
  if (decoded <= 400_000) return 0.99;
  if (decoded >= 4_000_000) return 0.1;
  return 0.99 - 0.89 * ((decoded - 400_000) / 3_600_000);
}

/** Whether a key merges maps into its own: an unquoted or so tagged `<<`. */
export function isMerge(key: YamlNode): boolean {
  if (key.kind !== "scalar" || key.text !== "<<") return false;
  return key.tag === null ? key.plain : key.tag === "!" || key.tag === "tag:yaml.org,2002:merge";
}

function setOwn(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key === "__proto__")
    Object.defineProperty(object, key, { value, configurable: true, enumerable: true, writable: true });
  else object[key] = value;
}
