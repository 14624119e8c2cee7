/**
 * Counterexamples as files: self-contained, exact, readable.
 *
 * @module
 */
import { sha256 } from "@noble/hashes/sha2";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils";
import { z } from "zod";
import { parseJson, schemaProblems, strict } from "../spec_files/internal.ts";
import { SpecError } from "../spec_files/mod.ts";
import type { Counterexample } from "./event.ts";
import { counterexampleSchema } from "./event_schema.ts";
import { caseSchema, readableCaseSchema } from "./exact_json.ts";
import { layOut } from "./json_layout.ts";

/** A counterexample's file; a codec. */
const counterexampleFileSchema = strict({
  $schema: z.string().optional(),
  format: z.literal(1).describe("Version of this file's format"),
  ...counterexampleSchema.omit({ file: true, replay: true }).shape,
  trial: readableCaseSchema,
});

/**
 * Writes a counterexample as the text of a file.
 *
 * @param counterexample what to keep
 * @returns JSON; tensors also in hexadecimal floats
 *
 * @example
 * ```ts
 * import { builtinSpecs, createOracle, makePlan, moduleAdapter, run, version, writeCounterexample } from "lossproof";
 * import { assert } from "@std/assert";
 *
 * const adapter = moduleAdapter({
 *   name: "my losses",
 *   dtypes: ["f64"],
 *   losses: {
 *     l1_loss: {
 *       reductions: ["none"],
 *       compute: ({ inputs: { pred, target } }) => ({
 *         value: Array.from(pred.data, (p, i) => p - target.data[i]),
 *       }),
 *     },
 *   },
 * }, builtinSpecs);
 * const plan = makePlan({
 *   specs: builtinSpecs,
 *   oracle: await createOracle(builtinSpecs.values()),
 *   about: adapter.about,
 *   checks: ["l1_loss/nonnegative"],
 *   seed: 1,
 *   version,
 * });
 * const events = await Array.fromAsync(run(plan, adapter));
 * const [found] = events.flatMap((event) =>
 *   event.type === "judged" ? event.counterexample ?? [] : []
 * );
 * assert(writeCounterexample(found).includes('"check": "l1_loss/nonnegative"'));
 * ```
 */
export function writeCounterexample(counterexample: Counterexample): string {
  const { file: _, replay: __, ...kept } = counterexample;
  return layOut(counterexampleFileSchema.encode({ format: 1, ...kept })) + "\n";
}

/**
 * Reads a counterexample from the text of a file.
 *
 * @param text what {@linkcode writeCounterexample} wrote
 * @param name the file's name
 * @returns the counterexample, which knows its file
 * @throws {SpecError} when the text is no JSON or no counterexample; every problem with its place
 *
 * @example
 * ```ts
 * import { readCounterexample, SpecError } from "lossproof";
 * import { assertThrows } from "@std/assert";
 *
 * assertThrows(() => readCounterexample("{}", "kept.json"), SpecError, "kept.json: format");
 * ```
 */
export function readCounterexample(text: string, name: string): Counterexample {
  const json = parseJson(text, name);
  const read = counterexampleFileSchema.safeParse(json);
  if (!read.success) throw new SpecError(schemaProblems(name, read.error.issues, json));
  const { $schema: _, format: __, ...counterexample } = read.data;
  return { ...counterexample, file: name };
}

/**
 * The name of a counterexample's file, without its ending.
 *
 * @param counterexample what is kept
 * @param byContent whether others of the same check and format get other names
 * @returns `loss.kind.detail.f32`, or with a digest of the calls `loss.kind.detail.f32.1a2b3c4d`
 */
export function counterexampleName(
  { check, dtype, trial }: Counterexample,
  byContent: boolean,
): string {
  const name = `${check}.${dtype}`.replace(/[^A-Za-z0-9_.-]+/g, ".");
  if (!byContent) return name;
  const content = utf8ToBytes(JSON.stringify(caseSchema.encode(trial)));
  return `${name}.${bytesToHex(sha256(content)).slice(0, 8)}`;
}
