import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Plugin } from "esbuild";

/** What a module of policies imports of Regoscript, and the file that Node finds for it. */
export interface Resolution {
  readonly specifier: string;
  /** The folder of the importing module. */
  readonly from: string;
  readonly file: string;
}

/** The modules of policies as one. */
interface JoinedModules {
  /** JavaScript whose exports `policy0`, `policy1` … are the default exports of the given files. */
  readonly code: string;
  /** Absolute names of all files that are in it. */
  readonly files: readonly string[];
  readonly resolutions: readonly Resolution[];
}

/**
 * Joins policies and the helpers that they import, with Regoscript itself left where it is.
 *
 * @throws Error if a module can't be read or found
 */
export async function joinModules(policies: readonly string[]): Promise<JoinedModules> {
  const { build } = await import("esbuild");
  const resolutions = new Map<string, Resolution>();
  const external: Plugin = {
    name: "regoscript",
    setup(bundler) {
      bundler.onResolve({ filter: /^regoscript(\/|$)/ }, ({ path: specifier, resolveDir: from }) => {
        const file = fileOf(specifier, from);
        resolutions.set(`${specifier} ${from}`, { specifier, from, file });
        return { path: pathToFileURL(file).href, external: true };
      });
    },
  };
  const { outputFiles, metafile } = await build({
    stdin: {
      contents: policies
        .map((file, index) => `export { default as policy${index} } from ${JSON.stringify(file)};`)
        .join("\n"),
      resolveDir: process.cwd(),
    },
    bundle: true,
    write: false,
    metafile: true,
    format: "esm",
    platform: "node",
    target: `node${process.versions.node}`,
    charset: "utf8",
    logLevel: "silent",
    // What the compiler doesn't look at doesn't count here either.
    tsconfigRaw: {},
    conditions: [],
    ignoreAnnotations: true,
    plugins: [external],
  });
  const [listing] = Object.values(metafile.outputs).map(({ entryPoint }) => entryPoint);
  return {
    code: outputFiles[0]?.text ?? "",
    files: Object.keys(metafile.inputs)
      .filter((file) => file !== listing)
      .map((file) => resolve(file)),
    resolutions: [...resolutions.values()],
  };
}

/** Whether Node still finds the same files. */
export function resolveAlike(resolutions: readonly Resolution[]): boolean {
  try {
    return resolutions.every(({ specifier, from, file }) => fileOf(specifier, from) === file);
  } catch {
    return false;
  }
}

function fileOf(specifier: string, from: string): string {
  return createRequire(resolve(from, "importing.js")).resolve(specifier);
}
