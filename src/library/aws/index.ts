export * from "./arn.ts";
export * from "./access-policy-association.ts";
export * from "./identity-policy.ts";
export * from "./instance-metadata-options.ts";
export * from "./policy.ts";
export * from "./sources.ts";
export * from "./trust-policy.ts";
