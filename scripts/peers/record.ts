/**
 * What a run found in one library, as `golden/accuracy/<library>.json` keeps it.
 *
 * The pages show numbers rounded and inputs shortened; the file has both in full, as far as they were kept.
 *
 * @module
 */
import { z } from "zod";
import { layOut } from "../../src/golden/internal.ts";
import { counterexampleSchema } from "../../src/runner/internal.ts";
import {
  callSchema,
  exactNumberSchema,
  maybe,
  name,
  parseJson,
  schemaProblems,
  strict,
} from "../../src/spec_files/internal.ts";
import { SpecError } from "../../src/spec_files/mod.ts";
import { floatDTypes } from "../../src/tensor/mod.ts";

/** The name of the JSON Schema beside the records. */
export const schemaName = "schema.json";

const count = z.int().min(0);
const text = z.string().min(1);
const dtype = z.enum(floatDTypes);
const dtypes = z.array(dtype).min(1).readonly();
const check = text.describe("The id of a check that fails");
const input = text.describe("The input on one line: long tensors are cut off, defaults left out");

const sourceSchema = strict({ title: text, url: z.url() })
  .describe("Where the library says so, or does so");

const source = maybe(sourceSchema);
const dialectSchema = z.union([
  strict({ loss: name, param: name, value: exactNumberSchema.nullable(), source }),
  strict({ loss: name, reduction: name, source }),
]).describe("What a loss does differently on purpose, in which it is judged; no source: its spec");

const counterexample = maybe(counterexampleSchema.omit({ file: true, replay: true }))
  .describe("The input in full, for lossproof replay; absent where it was not kept");

const faultSchema = strict({
  check,
  dtypes: dtypes.describe("The formats that it fails in; what follows is of the first"),
  input,
  expected: maybe(exactNumberSchema).describe("What is true; absent where that is no number"),
  got: z.union([exactNumberSchema, strict({ why: text })])
    .describe("The answer, or in words why there is none"),
  requirement: text.describe("What is broken, in one sentence"),
  counterexample,
});

const disputeSchema = strict({
  check,
  dtypes,
  what: text.describe("What the library does instead, on purpose"),
  source: sourceSchema,
  input,
  counterexample,
});

const output = { loss: name, dtype, output: name.describe('"value", or the input of a gradient') };
const accuracySchema = z.union([
  strict({ ...output, form: z.null() }).describe("Some answer evaluates no listed form"),
  strict({
    ...output,
    form: name.describe("The form that every answer honestly evaluates"),
    rank: count.describe("Its place among the spec's forms; 0 is the most accurate"),
    multiple: exactNumberSchema.describe("The worst error in units of A"),
    input,
    dominated_by: maybe(text).describe("The operation with the largest part of A there"),
    worst: maybe(strict({ call: callSchema, element: count }))
      .describe("The input in full; absent where it was not kept"),
  }),
]);

/** The file; a codec. */
export const recordSchema = strict({
  $schema: z.string(),
  format: z.literal(1).describe("Version of this file's format"),
  generator: text.describe("The program that found it, and its version"),
  runs: z.int().min(1).describe("Cases a check"),
  seed: z.int(),
  rounded: maybe(strict({ multiple: z.int().min(1), numbers: z.int().min(1) }))
    .describe("Significant digits that were kept of multiples and of other numbers; absent: all"),
  implementation: strict({
    name: text,
    version: maybe(text),
    losses: z.array(name).min(1).readonly(),
    flushes: maybe(dtypes).describe("The formats whose subnormals it flushes to zero"),
  }),
  dialects: z.array(dialectSchema).readonly(),
  checks: count,
  cases: count,
  hold: count.describe("Checks that hold"),
  faults: z.array(faultSchema).readonly()
    .describe("Checks of level must that fail and are no known dispute of convention"),
  consequences: z.array(strict({ check, dtypes })).readonly()
    .describe("Laws that meet an answer which is no number"),
  disputes: z.array(disputeSchema).readonly(),
  lesser: z.array(strict({ check, dtypes: maybe(dtypes) })).readonly()
    .describe("Checks of level should that fail"),
  accuracy: z.array(accuracySchema).readonly(),
});

/** What a run found in one library. */
export type LibraryRecord = z.output<typeof recordSchema>;
/** A check of level _must_ that fails. */
export type FaultRow = LibraryRecord["faults"][number];
/** A check that fails for a known difference of conventions. */
export type DisputeRow = LibraryRecord["disputes"][number];
/** What a loss does differently on purpose. */
export type DeclaredDialect = LibraryRecord["dialects"][number];
/** How accurate one output of one loss is in one format. */
export type AccuracyRow = LibraryRecord["accuracy"][number];
/** Where a library says or does something. */
export type Source = z.output<typeof sourceSchema>;

/**
 * The text of a record.
 *
 * @param record what was found
 * @returns JSON, a line a row
 */
export function writeRecord(record: LibraryRecord): string {
  return layOut(recordSchema.encode(record));
}

/**
 * Reads a record.
 *
 * @param text what {@linkcode writeRecord} wrote
 * @param file the file's name, for messages
 * @throws {SpecError} when it is none; every problem with its place
 */
export function readRecord(text: string, file: string): LibraryRecord {
  const data = parseJson(text, file);
  const read = recordSchema.safeParse(data);
  if (!read.success) throw new SpecError(schemaProblems(file, read.error.issues, data));
  return read.data;
}

/** The text of the schema as JSON Schema, draft 2020-12. */
export function recordJsonSchema(): string {
  const { $schema, ...rest } = z.toJSONSchema(recordSchema, {
    target: "draft-2020-12",
    io: "input",
    reused: "ref",
  });
  return JSON.stringify({ $schema, title: "What a library evaluates", ...rest }, null, 2) + "\n";
}
