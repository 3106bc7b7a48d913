export * from "./aws-auth.ts";
export * from "./environment.ts";
export * from "./resource.ts";
export * from "./workload.ts";
