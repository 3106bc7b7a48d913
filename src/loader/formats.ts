import { basename } from "node:path";
import type { SourceFormat } from "./types.ts";

/** The format that a file's name tells, or undefined for a name that tells none. */
export function formatOfName(name: string): SourceFormat | undefined {
  const base = basename(name);
  if (isDockerfile(base)) return "dockerfile";
  if (/\.ya?ml$/i.test(base)) return "yaml";
  return /\.json$/i.test(base) ? "json" : undefined;
}

/** Endings of what is written about a Dockerfile, or makes one, in another language. */
const otherLanguages =
  /\.(?:ya?ml|json|md|rst|txt|html?|py|rb|go|rs|java|[cm]?[jt]sx?|sh|dockerignore|j2|jinja2?|tmpl|tpl|erb|ejs)$/i;

/** Whether a name is one of `Dockerfile`, `Dockerfile.production`, `Dockerfile-arm`, `web.Dockerfile`. */
function isDockerfile(base: string): boolean {
  const isNamedSo = /^(?:Dockerfile|Containerfile)(?:[.-].+)?$|\.(?:Dockerfile|Containerfile)$/i.test(base);
  return isNamedSo && !otherLanguages.test(base);
}

/** JSON with comments, which editors and TypeScript read. */
const commentedJson = /^(?:[tj]sconfig(?:\..+)?|devcontainer)\.json$/i;

/** Whether a walk through a folder reads a file of this name. CloudFormation's `.template` is YAML or JSON. */
export function isLoadable(name: string): boolean {
  return (formatOfName(name) !== undefined && !commentedJson.test(basename(name))) || /\.template$/i.test(name);
}

/** Whether a file holds Terraform's own language; what Terraform prints of a plan is JSON. */
export function isTerraform(name: string): boolean {
  return /\.tf$/i.test(name);
}

/** The format of a text without a telling name, such as standard input: JSON if it is, YAML otherwise. */
export function formatOfText(text: string): SourceFormat {
  if (!/^[\s\ufeff]*[[{]/.test(text)) return "yaml";
  try {
    JSON.parse(text.replace(/^\ufeff/, ""));
    return "json";
  } catch {
    return "yaml";
  }
}
