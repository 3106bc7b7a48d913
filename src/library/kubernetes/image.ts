/** The parts of an image reference. */
export interface ImageReference {
  /** `docker.io` where the reference names none. */
  readonly registry: string;
  /** Without the registry; `library/nginx` for `nginx`. */
  readonly repository: string;
  readonly tag: string | undefined;
  /** With its algorithm: `sha256:…`. */
  readonly digest: string | undefined;
}

/**
 * The parts of an image reference, as container runtimes read it: what stands before the first slash is a registry if
 * it holds a dot or colon or is `localhost`. Source: https://github.com/distribution/reference, `ParseNormalizedNamed`
 */
export function parseImage(image: string): ImageReference {
  const [name = "", digest] = image.split("@");
  const segments = name.split("/");
  const [first = ""] = segments;
  const hasRegistry = segments.length > 1 && (first.includes(".") || first.includes(":") || first === "localhost");
  const registry = hasRegistry ? first : "docker.io";
  const path = hasRegistry ? segments.slice(1) : segments;
  const [last = "", tag] = (path.at(-1) ?? "").split(":");
  const repository = [...path.slice(0, -1), last].join("/");
  // Docker Hub is known by two names, and keeps its official images in `library`.
  const isHub = registry === "docker.io" || registry === "index.docker.io";
  return {
    registry: isHub ? "docker.io" : registry,
    repository: isHub && path.length === 1 ? `library/${repository}` : repository,
    tag,
    digest,
  };
}
