import { type Raw } from "./raw.ts";

export function expand(document: Raw): Raw[] {
  return [document];
}
