import { setFlagsFromString } from "node:v8";

/**
 * Runs WebAssembly with V8's baseline compiler alone.
 *
 * The embedded OPA starts afresh for each request and runs for a tenth of a second, but some of its functions are so
 * large that V8 spends seconds on optimizing one in the background, and the next garbage collection of the process
 * waits for that. Measured on Node 20: seven requests take 1.2 s this way, 4.4 s otherwise.
 *
 * V8 looks at these flags when it creates a module and when it first calls a function, so they are set only while `run`
 * runs, which is why it must be synchronous: other WebAssembly in the process, such as a policy, is optimized as usual.
 */
export function withoutOptimizer<Result>(run: () => Result): Result {
  setFlagsFromString("--no-wasm-tier-up");
  setFlagsFromString("--no-wasm-dynamic-tiering");
  try {
    return run();
  } finally {
    setFlagsFromString("--wasm-tier-up");
    setFlagsFromString("--wasm-dynamic-tiering");
  }
}
