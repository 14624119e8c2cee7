/**
 * The shape of a spec file: one loss, as data.
 *
 * @module
 */
import { z } from "zod";

const name = z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/, "must be an identifier");
const formula = z.string().min(1).describe(
  "A formula: arithmetic, comparisons and named functions",
);

/** How much an obligation binds: `must` decides conformance, `should` is reported, `may` documents. */
export const levelSchema = z.enum(["must", "should", "may"]);
/** How much an obligation binds. */
export type Level = z.infer<typeof levelSchema>;

const dimension = z.string().regex(
  /^(\*|\.\.\.|[A-Z])$/,
  'must be an axis name ("N", "C"), "*" (any axes), or "..." (further axes)',
);

const inputSchema = z.strictObject({
  kind: z.enum(["float", "label"]).default("float")
    .describe("float: a tensor of the call's dtype; label: a class index, i32"),
  role: z.enum(["data", "weight", "class_weight"]).default("data")
    .describe("weight: multiplies the terms; class_weight: multiplies the terms of its class"),
  shape: z.array(dimension).describe('Axes; "C" is the class axis'),
  scalar_allowed: z.boolean().default(false).describe("A scalar stands for all elements"),
  domain: z.enum(["real", "unit_interval", "nonnegative", "classes"]).default("real")
    .describe("The values it may have; classes: 0 to C - 1, or the ignored label"),
  grad: z.boolean().default(false).describe("Whether the loss is differentiated by it"),
  optional: z.boolean().default(false),
  absent: z.number().optional().describe("The value that its absence stands for, e.g. 1"),
  summary: z.string().optional(),
});
/** One input tensor of a loss. */
export type Input = z.infer<typeof inputSchema>;

const paramSchema = z.strictObject({
  type: z.enum(["number", "integer"]).default("number"),
  default: z.number().nullable().describe("null: absent by default"),
  nullable: z.boolean().default(false).describe("Whether null (absent) is allowed"),
  minimum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  maximum: z.number().optional(),
  exclusiveMaximum: z.number().optional(),
  dialect: z.boolean().default(false)
    .describe("A convention that libraries differ in: an implementation declares its value"),
  samples: z.array(z.number()).min(1).optional().describe("Telling values for generation"),
  summary: z.string().optional(),
});
/** One parameter of a loss. */
export type Param = z.infer<typeof paramSchema>;

const denominatorSchema = z.strictObject({
  of: z.enum([
    "elements",
    "rows",
    "valid_rows",
    "sum_of_weights",
    "sum_of_label_weights",
    "count_of_positive_weights",
    "count_of_nonzero_weights",
  ]).describe("What is counted; rows that are ignored count only in elements and rows"),
  divided_by: name.optional().describe("A parameter that divides the count"),
  plus: z.number().optional().describe("Added after that: the epsilon"),
  minimum: z.number().optional().describe("The denominator is at least this"),
  given_by: name.optional().describe("A parameter that, when given, is the denominator instead"),
});
/** What a reduction divides by. */
export type Denominator = z.infer<typeof denominatorSchema>;

const reductionSchema = z.strictObject({
  modes: z.array(z.enum(["none", "mean", "sum"])).min(1).describe("The default first"),
  denominators: z.partialRecord(z.enum(["none", "mean", "sum"]), denominatorSchema).default({})
    .describe("By mode; a mode without one divides by nothing"),
  dialects: z.record(name, z.partialRecord(z.enum(["none", "mean", "sum"]), denominatorSchema))
    .default({}).describe("Named other conventions, by which an implementation may be judged"),
});
/** How the terms become the value. */
export type ReductionRule = z.infer<typeof reductionSchema>;

const formSchema = z.union([
  formula,
  z.strictObject({
    value: formula,
    gradient: z.record(name, formula).default({})
      .describe("By input, where it is not the automatic derivative of the value"),
  }),
]);

const formulaSchema = z.strictObject({
  let: z.record(name, formula).default({}).describe("Named parts, each may use those before it"),
  forms: z.record(name, formSchema).refine((f) => Object.keys(f).length > 0, "needs a form")
    .describe("Honest formulas of one value, the most accurate first"),
  wrap: formula.optional().describe("Every form, wrapped: a formula of `base`, e.g. weight * base"),
  gradient_forms: z.record(name, z.record(name, formula)).default({})
    .describe("By input, then by name: further honest formulas of a gradient alone"),
});

const obligation = { level: levelSchema.default("must"), note: z.string().optional() };

/** The relations that a loss obeys, one kind each. */
export const invariantSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("nonnegative"), ...obligation }),
  z.strictObject({ kind: z.literal("zero_when"), condition: formula, ...obligation })
    .describe("The term is 0 where the condition (over inputs) holds"),
  z.strictObject({
    kind: z.literal("symmetric_under_swap"),
    of: z.tuple([name, name]),
    ...obligation,
  }),
  z.strictObject({
    kind: z.literal("even_in_difference"),
    of: z.tuple([name, name]),
    ...obligation,
  })
    .describe("loss(a, b) with a and b negated is the same"),
  z.strictObject({
    kind: z.literal("continuous_at"),
    input: name,
    at: formula.describe("Where the breakpoint is, as a value of that input"),
    order: z.union([z.literal(0), z.literal(1)]).default(0)
      .describe("0: the value; 1: the value and the gradient"),
    ...obligation,
  }),
  z.strictObject({
    kind: z.literal("homogeneous"),
    scale: z.array(name).min(1),
    degree: z.number(),
    ...obligation,
  }),
  z.strictObject({ kind: z.literal("gradient_bounded"), of: name, by: formula, ...obligation }),
  z.strictObject({ kind: z.literal("convex_in"), input: name, ...obligation }),
  z.strictObject({
    kind: z.literal("monotone_in_param"),
    param: name,
    direction: z.enum(["rising", "falling"]),
    ...obligation,
  }),
  z.strictObject({
    kind: z.literal("bounded_by"),
    loss: name,
    factor: formula.default("1"),
    params: z.record(name, formula).default({}),
    ...obligation,
  }).describe("term <= factor * term of the other loss, on the same inputs"),
  z.strictObject({
    kind: z.literal("reduces_to"),
    loss: name.describe("The loss that it becomes"),
    when: z.record(name, z.number().nullable()).default({}).describe("Parameters fixed here"),
    inputs: z.record(name, formula).default({})
      .describe("The other loss's inputs as formulas of these; same names are passed on"),
    params: z.record(name, formula).default({})
      .describe("The other loss's parameters as formulas of these"),
    factor: formula.default("1"),
    reductions: z.boolean().default(true).describe("Also after mean and sum"),
    ...obligation,
  }).describe("this(when) = factor * other, with the same reduction"),
  z.strictObject({
    kind: z.literal("equals_self_at"),
    inputs: z.record(name, formula).default({}),
    params: z.record(name, formula).default({}),
    factor: formula.default("1"),
    when: z.string().optional().describe("A condition on the inputs under which it holds"),
    ...obligation,
  }).describe("this = factor * this at transformed inputs and parameters"),
  z.strictObject({
    kind: z.literal("limit"),
    param: name,
    to: z.enum(["0+", "infinity"]),
    loss: name,
    scale: formula.default("1").describe("Multiplies this loss before the limit is taken"),
    other_scale: formula.default("1"),
    other_inputs: z.record(name, formula).default({}),
    ...obligation,
  }).describe("scale * this tends to other_scale * the other loss"),
  z.strictObject({ kind: z.literal("shift_invariant"), input: name, ...obligation })
    .describe("Adding a constant to every class's entry changes nothing"),
  z.strictObject({ kind: z.literal("class_permutation"), ...obligation })
    .describe("Permuting the classes of all inputs permutes the gradient and keeps the value"),
  z.strictObject({ kind: z.literal("gradient_sums_to_zero"), of: name, ...obligation })
    .describe("Over the class axis"),
  z.strictObject({ kind: z.literal("reduction_equivalence"), ...obligation })
    .describe("sum and mean follow from none"),
  z.strictObject({ kind: z.literal("batch_additive"), ...obligation })
    .describe("Concatenating batches adds the sums; duplicating doubles them"),
  z.strictObject({ kind: z.literal("permutation_invariant"), ...obligation })
    .describe("The order of the rows changes no reduced value beyond rounding"),
  z.strictObject({ kind: z.literal("linear_in_weight"), input: name, ...obligation })
    .describe("In fractional, non-uniform weights; ones change nothing"),
  z.strictObject({
    kind: z.literal("uncounted_rows"),
    by: z.enum(["weight", "ignore"]),
    ...obligation,
  })
    .describe("Appending rows of weight 0, or ignored rows, leaves the value"),
  z.strictObject({
    kind: z.literal("parameter_matters"),
    param: name,
    values: z.tuple([z.number().nullable(), z.number().nullable()]),
    ...obligation,
  }),
  z.strictObject({ kind: z.literal("propagates_nan"), input: name, ...obligation }),
  z.strictObject({ kind: z.literal("finite_for_finite"), ...obligation }),
  z.strictObject({ kind: z.literal("layout_independent"), ...obligation })
    .describe("One row alone = that row in a batch; rank 2 = the same reshaped to rank 3"),
  z.strictObject({ kind: z.literal("pure"), ...obligation })
    .describe("Inputs unchanged, equal calls give equal results"),
]);
/** One relation that a loss obeys. */
export type Invariant = z.infer<typeof invariantSchema>;

/** The inputs that must be refused, one kind each. */
export const rejectSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("param_out_of_range"), param: name, ...obligation })
    .describe("Beyond the parameter's minimum and maximum, or NaN"),
  z.strictObject({ kind: z.literal("shapes_differ"), of: z.tuple([name, name]), ...obligation }),
  z.strictObject({ kind: z.literal("empty"), ...obligation }).describe("No elements at all"),
  z.strictObject({ kind: z.literal("outside_domain"), input: name, ...obligation }),
  z.strictObject({ kind: z.literal("label_out_of_range"), input: name, ...obligation }),
  z.strictObject({ kind: z.literal("all_ignored"), ...obligation })
    .describe("A mean over no valid row"),
]);
/** An input that must be refused. */
export type Reject = z.infer<typeof rejectSchema>;

const boundarySchema = z.strictObject({
  name: z.string().min(1),
  input: name,
  at: formula.describe("A value of that input, from the other inputs and the parameters"),
});
/** A place where implementations break: one input's telling value. */
export type Boundary = z.infer<typeof boundarySchema>;

const source = z.strictObject({ title: z.string().min(1), ref: z.string().min(1) });

/** A loss written in full. */
export const specSchema = z.strictObject({
  $schema: z.string().optional(),
  id: z.string().regex(/^[a-z][a-z0-9_]*$/, "must be lower_snake_case"),
  title: z.string().min(1),
  family: z.enum(["regression", "binary", "multiclass", "box"]),
  summary: z.string().min(1),
  sources: z.array(source).default([]),
  inputs: z.record(name, inputSchema),
  output: z.array(dimension).describe("Shape of the terms"),
  params: z.record(name, paramSchema).default({}),
  ignore: formula.optional().describe(
    "Rows for which this holds do not count, e.g. label == ignore_index",
  ),
  reduction: reductionSchema,
  formula: formulaSchema,
  boundaries: z.array(boundarySchema).default([]),
  invariants: z.array(invariantSchema).default([]),
  rejects: z.array(rejectSchema).default([]),
  notes: z.array(z.string()).default([]),
});
/** A loss written in full, defaults filled in. */
export type Spec = z.infer<typeof specSchema>;

/** A loss that extends another: what it says replaces, its forms may use `base`. */
export const extensionSchema = specSchema.partial().extend({
  id: specSchema.shape.id,
  extends: z.string().describe("The id of the loss that it builds on"),
  wrap: formula.describe(
    "Every form of the base, wrapped: a formula of `base`, e.g. weight * base",
  ),
  inputs: z.record(name, inputSchema).optional().describe("Further inputs"),
  params: z.record(name, paramSchema).optional().describe("Further parameters"),
});

/** What a spec file may hold. */
export const specFileSchema = z.union([specSchema, extensionSchema]);
