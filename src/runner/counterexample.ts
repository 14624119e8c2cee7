/**
 * Counterexamples as files: self-contained, exact, readable.
 *
 * @module
 */
import { z } from "zod";
import { parseJson } from "../spec/json_text.ts";
import { schemaProblems, SpecError } from "../spec/problem.ts";
import { strict } from "../spec/vocabulary.ts";
import type { Counterexample } from "./event.ts";
import { counterexampleSchema } from "./event_schema.ts";
import { readableCaseSchema } from "./exact_json.ts";
import { layOut } from "./json_layout.ts";

/** A counterexample's file; a codec. */
const counterexampleFileSchema = strict({
  $schema: z.string().optional(),
  format: z.literal(1).describe("Version of this file's format"),
  ...counterexampleSchema.omit({ file: true }).shape,
  trial: readableCaseSchema,
});

/**
 * Writes a counterexample as the text of a file.
 *
 * @param counterexample what to keep
 * @returns JSON; tensors also in hexadecimal floats
 */
export function writeCounterexample(counterexample: Counterexample): string {
  const { file: _, ...kept } = counterexample;
  return layOut(counterexampleFileSchema.encode({ format: 1, ...kept })) + "\n";
}

/**
 * Reads a counterexample from the text of a file.
 *
 * @param text what {@linkcode writeCounterexample} wrote
 * @param name the file's name
 * @returns the counterexample, which knows its file
 * @throws {SpecError} when the text is no JSON or no counterexample; every problem with its place
 */
export function readCounterexample(text: string, name: string): Counterexample {
  const json = parseJson(text, name);
  const read = counterexampleFileSchema.safeParse(json);
  if (!read.success) throw new SpecError(schemaProblems(name, read.error.issues, json));
  const { $schema: _, format: __, ...counterexample } = read.data;
  return { ...counterexample, file: name };
}
