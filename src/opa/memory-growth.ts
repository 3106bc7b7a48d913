import { functionIndexes, withBody } from "./wasm-functions.ts";

/**
 * By how many pages `opa_malloc` of OPA's wasm/src/malloc.c makes memory grow for a block, as compiled: by the block's
 * size in pages, `i32.const 16; i32.shr_u`, and one, `i32.const 1; i32.add`.
 */
const pages = [0x41, 0x10, 0x76, 0x41, 0x01, 0x6a];
/** A quarter of the memory that there is: `memory.size; i32.const 2; i32.shr_u; i32.add`. */
const andQuarter = [0x3f, 0x00, 0x41, 0x02, 0x76, 0x6a];

/**
 * A compiled policy whose memory grows by a quarter at a time. By a page at a time, as OPA does it, each 64 KB takes
 * Node more than a millisecond once there are 64 MB, since V8 looks for garbage whenever memory outside its heap grows.
 * Of the 4 GB that there can be at most, such a policy has 3.2 at least.
 *
 * @throws Error if the instructions aren't found, as may be with another OPA
 */
export function withFewerGrowths(policy: Uint8Array): Uint8Array {
  const module = new WebAssembly.Module(policy);
  const allocate = functionIndexes(module).get("opa_malloc");
  if (allocate === undefined) throw new Error("the policy has no function that allocates");
  return withBody(policy, module, allocate, (body) => {
    const bytes = Buffer.from(body);
    const at = bytes.indexOf(Buffer.from(pages));
    if (at === -1 || bytes.includes(Buffer.from(pages), at + 1))
      throw new Error("memory doesn't grow as it did in the OPA that this was written for");
    const end = at + pages.length;
    return [...bytes.subarray(0, end), ...andQuarter, ...bytes.subarray(end)];
  });
}
