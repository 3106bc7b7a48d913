import type { Dirent, Stats } from "node:fs";
import { readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative, resolve, sep } from "node:path";
import type { Ignore } from "ignore";
import { isLoadable, isTerraform } from "./formats.ts";
import { patchesIn } from "./kustomization.ts";
import { systemProblem } from "./load-file.ts";
import type { LoadProblem, Unrendered } from "./types.ts";

/** How to walk. */
export interface WalkOptions {
  /** Whether files that `.gitignore` and `.regoscriptignore` name are left out; true without it. */
  readonly ignoreFiles?: boolean;
  /**
   * What else is left out of folders: patterns as in `.gitignore`, from the current folder, or from a named folder that
   * isn't in it.
   */
  readonly exclude?: readonly string[];
  /** Told of what a program makes documents of, such as the templates of a chart, which are left out. */
  readonly onUnrendered?: (unrendered: Unrendered) => void;
  /** Told of what can't be walked; the walk goes on. */
  readonly onProblem?: (problem: LoadProblem) => void;
}

/**
 * Yields the files that the paths name and hold, lazily and each once.
 *
 * A file that is named is yielded whatever its suffix, even if it doesn't exist: reading it tells why. In a folder,
 * files are yielded by name in the order of their UTF-16 units, the files of a folder where its name stands. `.git`,
 * `node_modules` and `.vscode` are skipped, and so is what a `.gitignore` or `.regoscriptignore` in the folder, above
 * it up to the repository's root, or below it ignores. A link is followed as long as it stays inside of the named
 * folder; one that leads out or to nothing is a problem if a file of its name would be read. The templates of a chart
 * are skipped, and what a kustomization above or beside a file takes for something else than resources.
 */
export function* walk(paths: Iterable<string>, options: WalkOptions = {}): Generator<string, void, undefined> {
  const seen = new Set<string>();
  for (const path of paths) {
    if (statusOf(path)?.isDirectory() !== true) {
      if (isNew(path, seen)) yield path;
      continue;
    }
    const rules = options.ignoreFiles === false ? [] : rulesAbove(path);
    for (const file of new Walk(path, options).folder(path, rules, [])) {
      if (isNew(file, seen)) yield file;
    }
  }
}

/** Folders that no file to check is in; what is in an editor's is JSON with comments. */
const skipped: readonly string[] = [".git", "node_modules", ".vscode"];

/** Whether a path, however it is written, is not in the set, to which it is added. */
function isNew(path: string, seen: Set<string>): boolean {
  const before = seen.size;
  seen.add(resolve(path));
  return seen.size > before;
}

interface Rules {
  /** The folder that the patterns are relative to, absolute. */
  readonly base: string;
  readonly patterns: Ignore;
}

class Walk {
  readonly #root: string;
  readonly #options: WalkOptions;
  readonly #excluded: readonly Rules[];
  /** The absolute names of files that a kustomization patches resources with. */
  readonly #patches = new Set<string>();

  constructor(root: string, options: WalkOptions) {
    this.#root = realpathSync.native(root);
    this.#options = options;
    const { exclude = [] } = options;
    const base = isBelow(resolve(root), process.cwd()) ? process.cwd() : resolve(root);
    this.#excluded = exclude.length === 0 ? [] : [{ base, patterns: newIgnore().add([...exclude]) }];
  }

  /** @param open - the real paths of the folders that are being walked, to find loops of links. */
  *folder(path: string, outer: readonly Rules[], open: readonly string[]): Generator<string, void, undefined> {
    let entries: Dirent[];
    let real: string;
    try {
      real = realpathSync.native(path);
      entries = readdirSync(path, { withFileTypes: true });
    } catch (error) {
      this.#options.onProblem?.(systemProblem(path, error));
      return;
    }
    if (open.includes(real)) return;
    const hasRules = this.#options.ignoreFiles !== false && entries.some(({ name }) => ignoreFiles.includes(name));
    const rules = hasRules ? [...outer, ...rulesIn(path)] : outer;
    for (const patch of patchesIn(
      path,
      entries.map(({ name }) => name),
    ))
      this.#patches.add(patch);
    const isChart = entries.some(({ name }) => name === "Chart.yaml");
    if (isChart) this.#options.onUnrendered?.({ what: "chart", file: path });
    entries.sort((left, right) => (left.name < right.name ? -1 : 1));
    for (const entry of entries) {
      if (skipped.includes(entry.name)) continue;
      const child = join(path, entry.name);
      const kind = entry.isSymbolicLink() ? this.#followLink(child) : kindOf(entry);
      if (kind === undefined || isIgnored(child, kind === "folder", rules)) continue;
      if (isIgnored(child, kind === "folder", this.#excluded)) continue;
      // What Helm renders is YAML, which its templates are only by chance.
      if (isChart && entry.name === "templates") continue;
      if (kind === "file" && isTerraform(entry.name)) this.#options.onUnrendered?.({ what: "terraform", file: child });
      if (kind === "folder") yield* this.folder(child, rules, [...open, real]);
      else if (isLoadable(entry.name)) {
        if (this.#patches.has(resolve(child))) this.#options.onUnrendered?.({ what: "kustomization", file: child });
        else yield child;
      }
    }
  }

  /** What a link leads to; undefined for a link that is left out. */
  #followLink(path: string): "file" | "folder" | undefined {
    const status = statusOf(path);
    // A broken link is yielded like a file, and reading it says what is wrong with it.
    if (status === undefined) return "file";
    const target = realpathSync.native(path);
    if (isBelow(target, this.#root)) {
      return status.isDirectory() ? "folder" : "file";
    }
    if (isLoadable(path) || status.isDirectory()) {
      const remedy = "name its target as a path of its own to check it";
      this.#options.onProblem?.({ file: path, message: "is a link that leads out of the folder", remedy });
    }
    return undefined;
  }
}

/** Whether an absolute path is a folder, or leads into it. */
function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** Whatever is no folder counts as a file: reading a FIFO or a socket says that it is none. */
function kindOf(entry: Dirent): "file" | "folder" {
  return entry.isDirectory() ? "folder" : "file";
}

function statusOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

/** The rules of the folders above, up to the root of the repository; none outside of one. */
function rulesAbove(path: string): Rules[] {
  const folders: string[] = [];
  let folder = resolve(path);
  while (statusOf(join(folder, ".git")) === undefined) {
    const parent = resolve(folder, "..");
    if (parent === folder) return [];
    folder = parent;
    folders.unshift(folder);
  }
  return folders.flatMap(rulesIn);
}

/** What a folder's rules are in; the second has the last word. */
const ignoreFiles: readonly string[] = [".gitignore", ".regoscriptignore"];

function rulesIn(folder: string): Rules[] {
  return ignoreFiles.flatMap((name) => {
    let text: string;
    try {
      text = readFileSync(join(folder, name), "utf8");
    } catch {
      return [];
    }
    return [{ base: resolve(folder), patterns: newIgnore().add(text) }];
  });
}

/**
 * Loaded by the first rules only, and by `require`: an import searches the module's text for its exports, for
 * longer than all else that a start does.
 */
function newIgnore(): Ignore {
  return (createRequire(import.meta.url)("ignore") as typeof import("ignore"))();
}

/** Git's order: a deeper file's rules overrule those above, the last matching pattern of a file decides. */
function isIgnored(path: string, folder: boolean, rules: readonly Rules[]): boolean {
  let ignored = false;
  for (const { base, patterns } of rules) {
    const name = relative(base, resolve(path)).split(sep).join("/");
    const result = patterns.test(folder ? `${name}/` : name);
    if (result.ignored) ignored = true;
    else if (result.unignored) ignored = false;
  }
  return ignored;
}
