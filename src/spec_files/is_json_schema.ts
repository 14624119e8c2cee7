/**
 * The kind of JSON file that stands beside specs and is none.
 *
 * @module
 */

/**
 * Whether a file is a JSON Schema, e.g. `spec/schema.json`, the one of specs.
 *
 * @param data what the file holds
 */
export function isJsonSchema(data: unknown): boolean {
  if (typeof data !== "object" || data === null || "id" in data || !("$schema" in data)) {
    return false;
  }
  return /^https?:\/\/json-schema\.org\//.test(String(data.$schema));
}
