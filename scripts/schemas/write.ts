/**
 * JSON Schemas as files under `spec/`.
 *
 * @module
 */

/** Writes a schema to `spec/`. */
export async function writeSchema(name: string, schema: Record<string, unknown>): Promise<void> {
  const file = new URL(`../../spec/${name}`, import.meta.url);
  await Deno.writeTextFile(file, JSON.stringify(schema, null, 2) + "\n");
}
