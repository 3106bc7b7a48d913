export * from "./container.ts";
export * from "./pod-spec.ts";
export * from "./probe.ts";
export * from "./scheduling.ts";
export * from "./security-context.ts";
export * from "./volume.ts";
export * from "./workflow-template.ts";
