import type { ModuleLowering } from "../rego/lower/module.ts";

/** What twins in Rego ask of the module that they are written into. */
export type RegoModule = Pick<ModuleLowering, "names" | "rules" | "support" | "helperName">;
