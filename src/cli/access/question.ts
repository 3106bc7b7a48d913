import { UsageError } from "../../errors.ts";
import { resourceOf } from "./resources.ts";

/** Ids of the input kinds that say who may do what: all that a cluster's documents can be complete in. */
export const tables = [
  "cluster",
  "access-entry",
  "access-policy-association",
  "aws-auth-mapping",
  "aws-auth-account",
  "role",
  "role-binding",
] as const;

/** What is asked, from the command line. */
interface Asked {
  readonly verb: string;
  /** `RESOURCE[.GROUP][/NAME]`, or a path that begins with a slash. */
  readonly resource: string;
  readonly namespace: string | undefined;
  readonly subresource: string | undefined;
  readonly groups: readonly string[];
  /** Ids of the input kinds of which the files have everything. */
  readonly complete: readonly string[];
}

/** A question as a document, which the decisions answer. */
export interface Question {
  readonly apiVersion: "regoscript.dev/v1";
  readonly kind: "AccessQuestion";
  readonly principal: string | undefined;
  readonly groups: readonly string[];
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly namespace: string;
  readonly name: string;
  readonly url: string;
  readonly complete: readonly string[];
}

/**
 * @param principal `undefined` for the question who
 * @throws UsageError for options that go with something else
 */
export function questionOf(principal: string | undefined, asked: Asked): Question {
  const { verb, groups, complete } = asked;
  const base = {
    apiVersion: "regoscript.dev/v1",
    kind: "AccessQuestion",
    principal,
    groups,
    verb,
    complete,
  } as const;
  if (asked.resource.startsWith("/")) {
    if (asked.namespace !== undefined || asked.subresource !== undefined)
      throw new UsageError(`the path ${asked.resource} is in no namespace and has no subresource`);
    return { ...base, group: "", resource: "", namespace: "", name: "", url: asked.resource };
  }
  const { resource, group, name } = resourceOf(asked.resource);
  return {
    ...base,
    group,
    resource: asked.subresource === undefined ? resource : `${resource}/${asked.subresource}`,
    // The API server takes a namespace as something that is in itself.
    namespace: asked.namespace ?? (resource === "namespaces" && group === "" ? name : ""),
    name,
    url: "",
  };
}

/** What a question is about, as people say it: `get secrets in production`. */
export function requestText({ verb, group, resource, namespace, name, url }: Question): string {
  if (url !== "") return `${verb} ${url}`;
  const [type = "", subresource] = resource.split("/");
  const dotted = group === "" ? type : `${type}.${group}`;
  const named = name === "" ? dotted : `${dotted}/${name}`;
  const part = subresource === undefined ? named : `${named} (${subresource})`;
  return `${verb} ${part} ${namespace === "" ? "in all namespaces, or what is in none" : `in ${namespace}`}`;
}
