/**
 * The schemas of spec files: what they may hold, and what they need not say.
 *
 * @module
 */
import { z } from "zod";
import { domainHelp, domainNamesOfInputs } from "../spec/internal.ts";
import { invariantSchema, rejectSchema } from "./invariants.ts";
import { dimension, distinct, formula, id, name, named, strict, words } from "./vocabulary.ts";

const mode = z.enum(["none", "mean", "sum"]);

const families = [
  "regression",
  "binary",
  "multiclass",
  "box",
  "segmentation",
  "distribution",
  "metric",
] as const;

/** Tensors of a loss; each gradient is compared with each other's forms. */
const mostInputs = 64;

const inputSchema = strict({
  kind: z.enum(["float", "label"]).default("float")
    .describe("float: a tensor of the call's dtype; label: a class index, i32"),
  role: z.enum(["data", "weight", "class_weight"]).default("data")
    .describe(
      "data: what is compared; weight: multiplies the terms; class_weight: multiplies the terms of its class",
    ),
  shape: z.array(dimension).describe('Axes; "C" is the class axis'),
  scalar_allowed: z.boolean().default(false).describe("A scalar stands for all elements"),
  domain: z.enum(domainNamesOfInputs).default("real").describe(domainHelp),
  grad: z.boolean().default(false).describe("Whether the loss is differentiated by it"),
  optional: z.boolean().default(false).describe("Whether it may be left out"),
  absent: z.number().optional().describe("The value that its absence stands for, e.g. 1"),
  summary: words.optional().describe("What it is, in a few words"),
}).meta({ id: "input" });

const paramSchema = strict({
  type: z.enum(["number", "integer"]).default("number")
    .describe("number: any number in range; integer: whole ones only"),
  default: z.number().nullable().describe("null: absent by default"),
  nullable: z.boolean().default(false).describe("Whether null (absent) is allowed"),
  minimum: z.number().optional().describe("The least allowed value"),
  exclusiveMinimum: z.number().optional().describe("Values must be greater than this"),
  maximum: z.number().optional().describe("The greatest allowed value"),
  exclusiveMaximum: z.number().optional().describe("Values must be less than this"),
  dialect: z.boolean().default(false)
    .describe("A convention that libraries differ in: an implementation declares its value"),
  samples: z.array(z.number()).min(1).optional().describe("Telling values for generation"),
  summary: words.optional().describe("What it does, in a few words"),
}).meta({ id: "param" });

const denominatorSchema = strict({
  of: z.enum([
    "elements",
    "rows",
    "valid_rows",
    "sum_of_weights",
    "sum_of_label_weights",
    "count_of_positive_weights",
    "count_of_nonzero_weights",
  ]).describe(
    "elements: the terms, those of ignored rows too; " +
      "rows: the places of the terms without a class axis, N and the further axes; " +
      "valid_rows: the rows that are not ignored; " +
      "sum_of_weights: the sum of their weights; " +
      "sum_of_label_weights: the sum of the class weights of their labels; " +
      "count_of_positive_weights: how many of their weights are > 0; " +
      "count_of_nonzero_weights: how many of their weights are not 0",
  ),
  divided_by: name.optional().describe("A parameter that divides the count"),
  plus: z.number().optional().describe("Added after that: the epsilon"),
  minimum: z.number().optional().describe("The denominator is at least this"),
  given_by: name.optional().describe("A parameter that, when given, is the denominator instead"),
  given_plus: z.number().min(0).optional().describe("Added to a denominator that is given"),
}).meta({ id: "denominator" });

const denominators = z.partialRecord(mode, denominatorSchema);

const reductionSchema = strict({
  modes: distinct(mode, 1).describe("The reductions that it has, the default first"),
  denominators: denominators.default({})
    .describe("By mode; a mode without one divides by nothing"),
  dialects: named(denominators).default({})
    .describe("Named other conventions, by which an implementation may be judged"),
}).meta({ id: "reduction" });

const formSchema = z.union([
  formula,
  strict({
    value: formula,
    gradient: named(formula).default({})
      .describe(
        "By input, where it is not the automatic derivative of the value; that one is `derivative`",
      ),
  }),
]);

const formulaSchema = strict({
  let: named(formula).default({}).describe("Named parts, each may use those before it"),
  forms: named(formSchema)
    .refine((forms) => Object.keys(forms).length > 0, "needs at least one form")
    .describe("Honest formulas of one value, the most accurate first"),
  renamed: named(name).default({})
    .describe("Names that forms had before, and what they are called now"),
  wrap: formula.optional().describe("Every form, wrapped: a formula of `base`, e.g. weight * base"),
  gradient_forms: named(named(formula)).default({})
    .describe("By input, then by name: further honest formulas of a gradient alone"),
}).meta({ id: "formula" });

const boundarySchema = strict({
  name: words.min(1).describe("What breaks there, in a few words"),
  input: name.describe("The input that takes the telling value"),
  at: formula.describe("A value of that input, from the other inputs and the parameters"),
}).meta({ id: "boundary" });

const source = strict({
  title: words.min(1).describe("The paper or the library"),
  ref: words.min(1).describe("The equation, or the file: arXiv:1504.08083, eq. 3"),
}).meta({ id: "source" });

/** A loss written in full. */
export const specSchema = strict({
  $schema: z.string().optional().describe("./schema.json, for editors"),
  id: id.describe("Stable for ever: lower_snake_case"),
  title: words.min(1).describe("Its name in prose"),
  family: z.enum(families).describe("What it compares"),
  summary: words.min(1).describe("One sentence"),
  sources: z.array(source).default([]).describe("Where the formulas come from"),
  inputs: named(inputSchema, mostInputs).describe("The tensors, by name, in the order of the call"),
  axes: named(z.union([z.int().min(1), z.array(name).min(1)])).optional().describe(
    "By name: how long an axis is, or what its entries are called, so that formulas may read pred.x1",
  ),
  output: z.array(dimension).describe("Shape of the terms"),
  coupled: z.boolean().optional().describe(
    "Whether a term may depend on other rows, as where a formula sums over all axes",
  ),
  params: named(paramSchema).default({}).describe("The numbers, by name"),
  pinned: named(z.number().nullable()).default({})
    .describe("Names that formulas may use as constants; null: not given"),
  ignore: formula.optional().describe(
    "Rows for which this holds do not count, e.g. label == ignore_index",
  ),
  reduction: reductionSchema.describe("How the terms become the value"),
  formula: formulaSchema.describe("The loss itself"),
  boundaries: z.array(boundarySchema).default([]).describe("Telling values for generation"),
  invariants: z.array(invariantSchema).default([]).describe("The relations that it obeys"),
  rejects: z.array(rejectSchema).default([]).describe("The inputs that it refuses"),
  notes: z.array(words).default([]).describe("What a reader should know"),
});

const { $schema, id: ownId, formula: _base, ...inherited } = specSchema.partial().shape;

/** A loss written in full, as its file may have it. */
export const wholeSchema = strict({
  ...specSchema.shape,
  uses: z.array(name).optional().describe(
    "Named parts that losses share, by the names of their files in spec/parts, without .json",
  ),
});

/** A loss that extends another: what it says replaces, its forms may use `base`. */
export const extensionSchema = strict({
  $schema,
  id: ownId.unwrap(),
  extends: id.describe("The id of the loss that it builds on"),
  ...inherited,
  inputs: named(inputSchema, mostInputs).default({})
    .describe("Further inputs; a name of the base's replaces it"),
  params: named(paramSchema).default({})
    .describe("Further parameters; a name of the base's replaces it"),
  without: z.array(name).default([]).describe(
    "Optional inputs and parameters of the base that it has not: they keep the value of their " +
      "absence, or their default",
  ),
  wrap: formula.optional().describe(
    "Every form of the base, wrapped: a formula of `base`, e.g. weight * base",
  ),
});

/** What a spec file may hold. */
export const specFileSchema = z.union([wholeSchema, extensionSchema]);
