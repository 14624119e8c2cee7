/**
 * The schema of spec files as JSON Schema, for editors and for other languages.
 *
 * @module
 */
import { z } from "zod";
import { specFileSchema } from "./schema.ts";

/**
 * The schema of spec files.
 *
 * @returns JSON Schema, draft 2020-12, of what may be written (defaults may be left out)
 */
export function specJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(specFileSchema, { target: "draft-2020-12", io: "input" });
  const { $schema, ...rest } = schema;
  return {
    $schema,
    title: "Lossproof spec",
    description: "One loss function of object detection, as data",
    ...rest,
  };
}
