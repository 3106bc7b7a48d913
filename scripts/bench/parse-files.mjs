#!/usr/bin/env node
// What reading the files of a folder costs at least: js-yaml for YAML, JSON.parse for JSON.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const [folder] = process.argv.slice(2);
const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name));
const isJson = (file) => file.endsWith(".json");
const { loadAll } = files.every(isJson) ? {} : await import("js-yaml");
for (const file of files) {
  const text = readFileSync(file, "utf8");
  if (isJson(file)) JSON.parse(text);
  else loadAll(text);
}
