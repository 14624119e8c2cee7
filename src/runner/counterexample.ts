/**
 * Counterexamples as files: self-contained, exact, readable.
 *
 * @module
 */
import { z } from "zod";
import type { Counterexample } from "./event.ts";
import { counterexampleSchema } from "./event_schema.ts";
import { readableCaseSchema } from "./exact_json.ts";
import { layOut } from "./json_layout.ts";

/** A counterexample's file; a codec. */
export const counterexampleFileSchema = counterexampleSchema.extend({
  $schema: z.string().optional(),
  format: z.literal(1).describe("Version of this file's format"),
  trial: readableCaseSchema,
});

/**
 * Writes a counterexample as the text of a file.
 *
 * @param counterexample what to keep
 * @returns JSON; tensors also in hexadecimal floats
 */
export function writeCounterexample(counterexample: Counterexample): string {
  const file = counterexampleFileSchema.encode({ format: 1, ...counterexample });
  return layOut(file) + "\n";
}

/**
 * Reads a counterexample from the text of a file.
 *
 * @param text what {@linkcode writeCounterexample} wrote
 * @param name the file's name, for errors
 * @returns the counterexample
 * @throws {TypeError} when the text is no JSON or no counterexample; the message says where
 */
export function readCounterexample(text: string, name: string): Counterexample {
  const { $schema: _, format: __, ...counterexample } = decodeFile(text, name);
  return counterexample;
}

function decodeFile(text: string, name: string): z.output<typeof counterexampleFileSchema> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TypeError(`Cannot read counterexample "${name}": ${reason}`, { cause });
  }
  const read = counterexampleFileSchema.safeParse(json);
  if (read.success) return read.data;
  throw new TypeError(`Cannot read counterexample "${name}":\n${z.prettifyError(read.error)}`);
}
