export * from "./image-build.ts";
