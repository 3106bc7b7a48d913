import { createRequire } from "node:module";

type Wasi = typeof import("node:wasi");

let loaded: Wasi | undefined;

/** `node:wasi` without the warning that it is experimental, which users of Regoscript can do nothing about. Other warnings are kept. */
export function nodeWasi(): Wasi {
  loaded ??= load();
  return loaded;
}

/** Loads synchronously, so that no other code can run while the warning is held back. */
function load(): Wasi {
  const emit = process.emitWarning;
  process.emitWarning = (warning: string | Error, ...rest: unknown[]) => {
    if (rest[0] === "ExperimentalWarning" && String(warning).includes("WASI")) return;
    Reflect.apply(emit, process, [warning, ...rest]);
  };
  try {
    return createRequire(import.meta.url)("node:wasi") as Wasi;
  } finally {
    process.emitWarning = emit;
  }
}
