import { lowerCondition } from "./conditions.ts";
import type { Lowerings } from "./module.ts";
import { lowerSteps } from "./steps.ts";
import { lowerHeld } from "./terms.ts";

/** How each part of a body is lowered. */
export const lowerings: Lowerings = { held: lowerHeld, condition: lowerCondition, steps: lowerSteps };
