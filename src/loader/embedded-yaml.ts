import { JSON_SCHEMA, load } from "js-yaml";

/** The value of one YAML document inside a string, or `undefined` if the text isn't YAML. */
export function parseYamlValue(text: string): unknown {
  try {
    return load(text, { schema: JSON_SCHEMA, json: true });
  } catch {
    return undefined;
  }
}
