// What all measurements work with.
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { commandLine } from "../built.mjs";
import { corpora } from "../corpora/index.mjs";
import { isReady, readEngines } from "../engines.mjs";
import { project } from "../suites.mjs";
import { run } from "./measure.mjs";

export class Context {
  /** A folder of its own, in which policies find Regoscript. */
  folder;
  /** How often each pair is measured. */
  count;
  #size;
  #packs = new Map();

  /** @param {{folder: string, size: number, count: number}} options `size`: 1 for what the goals are about */
  constructor({ folder, size, count }) {
    this.folder = folder;
    this.count = count;
    this.#size = size;
    mkdirSync(join(folder, "node_modules"), { recursive: true });
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }\n');
    symlinkSync(project, join(folder, "node_modules", "regoscript"));
  }

  /** A size as it is measured in this run. */
  scaled(size, least = 1) {
    return Math.max(least, Math.round(size * this.#size));
  }

  path(...names) {
    return join(this.folder, ...names);
  }

  /** Writes a file and gives its path. */
  write(name, text) {
    const path = this.path(name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  }

  /** Writes a file unless it has been written, and gives its path. */
  file(name, text) {
    const path = this.path(name);
    return existsSync(path) ? path : this.write(name, text());
  }

  /** Writes a corpus and gives its folder. */
  corpus(name, size) {
    for (const { path, content } of corpora[name]({ size })) this.write(join(name, String(size), path), content);
    return this.path(name, String(size));
  }

  /** The command line with some arguments, as a command. */
  regoscript(...parameters) {
    return [process.execPath, commandLine, ...parameters];
  }

  /** A check whose findings don't change the exit code, as a command. */
  check(...parameters) {
    return this.regoscript("check", ...parameters, "--format", "json", "--exit-zero");
  }

  /** A script of scripts/bench with some arguments, as a command. */
  script(name, ...parameters) {
    return [process.execPath, join(project, "scripts", "bench", name), ...parameters];
  }

  /** The program of another engine; undefined if it isn't built. */
  engine(name) {
    const found = readEngines().find((engine) => engine.name === name);
    return found !== undefined && isReady(found) ? found.binary : undefined;
  }

  /** The folder that `built` has policies written to. */
  policies(name) {
    return this.path("packs", name, "policies");
  }

  /** Builds a policy folder once, and gives the folder of its outputs. */
  built(name, writePolicies) {
    if (!this.#packs.has(name)) {
      const policies = this.policies(name);
      mkdirSync(policies, { recursive: true });
      writePolicies(policies);
      const output = this.path("packs", name);
      run(this.regoscript("build", policies, "--output", output));
      this.#packs.set(name, output);
    }
    return this.#packs.get(name);
  }
}

/** A module of what is built. */
export function built(file) {
  return import(pathToFileURL(join(project, "dist", "src", file)).href);
}

/** The row of what can't be measured without an engine. */
export function unbuilt(row, engine) {
  return { ...row, note: `${engine} isn't built: npm run test:engines` };
}
