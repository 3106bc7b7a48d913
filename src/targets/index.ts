import { conftest } from "./conftest/index.ts";
import { gatekeeper } from "./gatekeeper/index.ts";
import { opa } from "./opa/index.ts";
import type { Target } from "./target.ts";

/** Every target, in the order in which their files are made. */
export const targets: readonly Target[] = [opa, gatekeeper, conftest];
