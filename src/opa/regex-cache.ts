/**
 * `get the cache's size; is it below 100?; if so, skip the eviction` in the function `reuse` of OPA's
 * wasm/src/regex.cc, as compiled: `i32.load offset=12; i32.const 100; i32.lt_u; br_if 0`.
 */
const belowLimit = [0x28, 0x02, 0x0c, 0x41, 0xe4, 0x00, 0x49, 0x0d, 0x00];
/**
 * The same instructions, which skip the eviction whatever the size is: `i32.load offset=12; drop; i32.const 1; nop;
 * br_if 0`.
 */
const always = [0x28, 0x02, 0x0c, 0x1a, 0x41, 0x01, 0x01, 0x0d, 0x00];

/**
 * A compiled policy whose cache of regular expressions is never cleaned. OPA's own, once it holds a hundred, frees an
 * entry each time an expression is used: now and then the very one that was just looked up and is put back, after which
 * memory is overwritten and the evaluation fails or, worse, doesn't. The cache lasts for one evaluation, so it needs no
 * limit.
 *
 * @throws Error if the policy uses regular expressions and the instructions aren't found, as may be with another OPA
 */
export function withoutEviction(policy: Uint8Array): Uint8Array {
  const bytes = Buffer.from(policy);
  let found = 0;
  for (
    let at = bytes.indexOf(Buffer.from(belowLimit));
    at !== -1;
    at = bytes.indexOf(Buffer.from(belowLimit), at + 1)
  ) {
    bytes.set(always, at);
    found++;
  }
  // The names of the library's functions are in the policy only if it uses them.
  if (found === 0 && bytes.includes("opa_regex_match"))
    throw new Error(
      "the limit of the cache of regular expressions isn't where it was in the OPA that this was written for",
    );
  return new Uint8Array(bytes);
}
