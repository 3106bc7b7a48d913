import { readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { basename, join, relative, resolve, sep } from "node:path";

/**
 * The TypeScript files of a policy folder, by absolute names, sorted: not tests, declarations, hidden files or what is
 * installed.
 *
 * @throws NodeJS.ErrnoException if the system refuses to read a folder
 */
export function policyFilesBelow(directory: string): string[] {
  return filesBelow(directory, (name) => !isHidden(name)).filter(isPolicyFile);
}

/** A file that holds a policy and is none of the policy folder's policies, because of its name. */
interface OverlookedPolicy {
  /** As seen from the policy folder. */
  readonly file: string;
  /** What to rename, and to what. */
  readonly remedy: string;
}

/**
 * Files of a policy folder that hold a policy, as their text says, and have a suffix that isn't looked at; of what is
 * hidden the first one each. What a policy of the folder was compiled to isn't among them.
 *
 * @throws NodeJS.ErrnoException if the system refuses to read a folder or file
 */
export function overlookedPolicies(directory: string): OverlookedPolicy[] {
  const overlooked = new Map<string, OverlookedPolicy>();
  const files = filesBelow(directory, (name) => name !== ".git");
  const taken = new Set(files.filter(isPolicyFile).map(stem));
  for (const path of files) {
    const file = relative(resolve(directory), path);
    const hidden = file.split(sep).find(isHidden);
    const isCompiled = /\.[cm]?jsx?$/i.test(path) && taken.has(stem(path));
    if ((hidden === undefined && isPolicyFile(path)) || !isSource(path) || isCompiled) continue;
    const key = hidden === undefined ? file : file.slice(0, file.indexOf(hidden) + hidden.length);
    if (overlooked.has(key) || !holdsPolicy(readFileSync(path, "utf8"))) continue;
    const remedy =
      hidden === undefined
        ? `rename it to ${stem(path)}.ts`
        : `\`${hidden}\` is hidden: rename it to \`${hidden.replace(/^\.+/, "")}\``;
    overlooked.set(key, { file, remedy });
  }
  return [...overlooked.values()];
}

/** The files below a folder, by absolute names, sorted; links are followed, each folder once. */
function filesBelow(directory: string, isEntered: (name: string) => boolean): string[] {
  const files: string[] = [];
  const seen = new Set<string>();
  const pending = [resolve(directory)];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    const real = realpathSync(folder);
    if (seen.has(real)) continue;
    seen.add(real);
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.name === "node_modules" || !isEntered(entry.name)) continue;
      const path = join(folder, entry.name);
      // A link that leads nowhere is neither.
      const found = entry.isSymbolicLink() ? statSync(path, { throwIfNoEntry: false }) : entry;
      if (found?.isDirectory() === true) pending.push(path);
      else if (found?.isFile() === true) files.push(path);
    }
  }
  return files.sort();
}

function isHidden(name: string): boolean {
  return name.startsWith(".");
}

function isPolicyFile(path: string): boolean {
  return path.endsWith(".ts") && !path.endsWith(".test.ts") && !path.endsWith(".d.ts");
}

/** Whether a name is one of TypeScript or JavaScript, and neither of a test nor of declarations. */
function isSource(path: string): boolean {
  return /\.[cm]?[jt]sx?$/i.test(path) && !/\.(?:test|d)\.[cm]?[jt]sx?$/i.test(path);
}

function stem(path: string): string {
  return basename(path).replace(/\.\w+$/, "");
}

/** Whether the text of a module is one that makes a rule or decision of Regoscript. */
function holdsPolicy(text: string): boolean {
  return /["']regoscript["']/.test(text) && /\b(?:rule|decision)\s*\(/.test(text);
}
