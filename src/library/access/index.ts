export * from "./answer.ts";
export * from "./evidence.ts";
export * from "./grant.ts";
export * from "./permission.ts";
export * from "./rule-set.ts";
