/**
 * `lossproof.json`: what to check, how, and which failures are known.
 *
 * @module
 */
import { z } from "zod";
import { sharedShape } from "../../adapters/internal.ts";
import { distinct, maybe, parseJson, schemaProblems, strict } from "../../spec_files/internal.ts";
import { SpecError } from "../../spec_files/mod.ts";
import { floatDTypes } from "../../tensor/mod.ts";

/** The name under which it is found. */
export const configName = "lossproof.json";

const text = z.string().min(1);
const path = text.describe("A path, relative to this file");
const dtype = z.enum(floatDTypes);

const dialect = strict({
  reduction: maybe(z.string()).describe("The name of one of the spec's denominators"),
  params: maybe(z.record(z.string(), z.number().nullable()))
    .describe("Fixed values of the spec's dialect parameters"),
});

const program = strict({
  command: z.array(text).min(1).describe("The program and its arguments"),
  timeout: z.number().positive().max(86_400).optional()
    .describe("Longest wait for the answer to a call, in seconds (default 10)"),
  memory: text.optional().describe("The memory of each of its processes, e.g. 2g"),
  env: z.record(z.string(), z.string()).optional().describe("Variables of its environment"),
  cwd: path.optional().describe("Its working directory (default: this file's)"),
  ...sharedShape,
}).describe("A program that speaks the protocol of spec/PROTOCOL.md");

const model = strict({
  onnx: path.describe("The model's file, relative to this one"),
  loss: text.describe("The loss that it computes"),
  map: maybe(z.record(z.string(), text)).describe("The model's names by the spec's"),
  reduction: maybe(z.enum(["none", "mean", "sum"])).describe("The reduction that it has"),
}).describe("An ONNX model of one loss");

/** A known failure, as the file has it. */
export const expectedFailureSchema = strict({
  check: text.describe('A check\'s id, or a pattern: "*" in a part of an id, "**" for any parts'),
  dtype: dtype.optional().describe("Only in this format (default: in all)"),
  when: text.optional().describe(
    "Where it fails: a condition on parameters and inputs, in the language of formulas, " +
      'e.g. "alpha == 0"; what fails elsewhere is news (default: the whole check)',
  ),
  reason: z.string().optional().describe("Why it fails, for reports"),
  link: z.string().optional().describe("Where more is told, e.g. the URL of an issue"),
  counterexample: path.optional()
    .describe("A kept counterexample that is tried first, so that the failure does not flicker"),
});

/** The file. */
export const configSchema = strict({
  $schema: z.string().optional(),
  implementation: z.union([text, program, model]).optional()
    .describe(
      '"reference", "tfjs", the path of a module relative to this file, a program, or a model',
    ),
  losses: distinct(text, 1).optional().describe("Only these losses"),
  dtypes: distinct(dtype, 1).optional().describe("Only these formats"),
  checks: distinct(text, 1).optional().describe("Only checks that fit one of these patterns"),
  runs: z.int().min(1).optional().describe("Cases for each check (default 100)"),
  seed: z.int().optional().describe("Where the random cases begin (default 1)"),
  form: text.optional().describe("Accept only this form of the formula, and better ones"),
  require: z.number().min(0).max(1).optional()
    .describe("The share of each loss's cases that has to be judged (default: none)"),
  specs: distinct(path).optional().describe("Spec files of further losses"),
  dialect: z.record(z.string(), dialect).optional()
    .describe("What each loss does differently on purpose, besides what the implementation says"),
  regressions: path.optional()
    .describe("A folder of counterexamples: each new one is kept there, all are tried first"),
  expected_failures: z.array(expectedFailureSchema).optional()
    .describe("Failures that are known: quiet while they fail, reported once they hold"),
});

/** What the file says. */
export type Config = z.output<typeof configSchema>;

/** A known failure, as the file has it. */
export type ExpectedFailureEntry = z.output<typeof expectedFailureSchema>;

/**
 * Reads the text of the file.
 *
 * @param text strict JSON
 * @param file the file's name, for messages
 * @returns what it says; paths as they are written
 * @throws {SpecError} when it is no JSON or does not fit the schema, with every problem's place
 */
export function parseConfig(text: string, file: string): Config {
  const json = parseJson(text, file);
  const read = configSchema.safeParse(json);
  if (read.success) return read.data;
  throw new SpecError(schemaProblems(file, read.error.issues, json));
}

/** The file as JSON Schema, draft 2020-12, for editors. */
export function configJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(configSchema, { target: "draft-2020-12", io: "input" });
  const { $schema, ...rest } = schema;
  return {
    $schema,
    title: "lossproof.json",
    description: "What Lossproof is to check, how, and which failures are known",
    ...rest,
  };
}
