/**
 * Whether a text matches a pattern in which `*` stands for any characters and `?` for any one, as in IAM's actions,
 * resources and `StringLike`. Other characters stand for themselves; upper and lower case differ. Source:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function matchesWildcard(text: string, pattern: string): boolean {
  return expression(
    pattern
      .split("*")
      .map((part) => escaped(part, "."))
      .join(".*"),
  ).test(text);
}

/**
 * Whether a path matches a pattern in which `*` stands for characters other than `/`, `**` for any, and `?` for one
 * that isn't `/`. Other characters stand for themselves.
 */
export function matchesGlob(path: string, pattern: string): boolean {
  const segments = pattern.split("**").map((plain) =>
    plain
      .split("*")
      .map((part) => escaped(part, "[^/]"))
      .join("[^/]*"),
  );
  return expression(segments.join(".*")).test(path);
}

function expression(source: string): RegExp {
  return new RegExp(`^(?:${source})$`, "su");
}

/** A part of a pattern without `*`: its characters as they are, and `one` for `?`. */
function escaped(part: string, one: string): string {
  return part.replace(/[\\^$.+()[\]{}|/]/g, "\\$&").replaceAll("?", one);
}
