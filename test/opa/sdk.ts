import { createRequire } from "node:module";

/** The part of `@open-policy-agent/opa-wasm` that suites of WASM itself use. */
interface Sdk {
  loadPolicySync(
    policy: Uint8Array,
    memory: { readonly initial: number },
  ): { evaluate(input: unknown): { readonly result: unknown }[]; readonly mem: WebAssembly.Memory };
}

export const { loadPolicySync } = createRequire(import.meta.url)("@open-policy-agent/opa-wasm") as Sdk;
